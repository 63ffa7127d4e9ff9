// SPDX-License-Identifier: Apache-2.0
/** Writes sizes, durations and moments as people read them. */

const UNITS = ["bytes", "kB", "MB", "GB", "TB"];

/** Writes a size in decimal units: `1.8 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** Writes a duration as `04:12` or `1:04:12`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((n) => String(n).padStart(2, "0"));
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${parts.join(":")}` : parts.join(":");
}

/** Writes what is left of a job: `about 3 min left`. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 60) return `about ${Math.max(1, Math.round(seconds))} s left`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `about ${minutes} min left` : `about ${Math.round(minutes / 60)} h left`;
}

/** Writes a day: `26 Nov`, with the year when it is another one. */
export function formatDay(moment: string, now: Date = new Date()): string {
  const date = new Date(moment);
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year });
}

/** Writes a time of the day: `14:08`. */
export function formatTime(moment: string | number | Date): string {
  return new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

/** Writes a day and a time: `26 Nov, 14:08`. */
export function formatMoment(moment: string, now: Date = new Date()): string {
  return `${formatDay(moment, now)}, ${formatTime(moment)}`;
}

/** Writes a day and a time with its seconds: `26 Nov, 14:08:31`. */
export function formatExactMoment(moment: string, now: Date = new Date()): string {
  return `${formatDay(moment, now)}, ${new Date(moment).toLocaleTimeString("en-GB")}`;
}

/** Writes how long ago something happened: `2 h ago`. */
export function formatAgo(moment: string, now: Date = new Date()): string {
  const seconds = Math.max(0, (now.getTime() - new Date(moment).getTime()) / 1000);
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return formatDay(moment, now);
}

/** Writes a number with its noun: `1 video`, `41 videos`. */
export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const LONGEST_TEXT = 40;

/** Returns the beginning of a text that may be long, for the middle of a sentence. */
export function shortened(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
