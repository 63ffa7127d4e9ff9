// SPDX-License-Identifier: Apache-2.0
/** Times of chapters as people write them. */

/** Writes seconds as `1:02.5` or `1:00:02`. */
export function timeText(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const whole = Math.floor(tenths / 10);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number: number) => String(number).padStart(2, "0");
  const text = hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
  return tenths % 10 ? `${text}.${tenths % 10}` : text;
}

/** Reads `62.5`, `1:02.5` or `1:00:02` as seconds; null for anything else. */
export function secondsOf(text: string): number | null {
  const parts = text.trim().replace(",", ".").split(":");
  if (parts.length > 3 || !parts.every((one) => /^\d+(\.\d{1,3})?$/.test(one))) return null;
  if (parts.slice(0, -1).some((one) => one.includes("."))) return null;
  if (parts.slice(1).some((one) => Number(one) >= 60)) return null;
  return parts.reduce((sum, one) => sum * 60 + Number(one), 0);
}
