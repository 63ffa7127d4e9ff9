// SPDX-License-Identifier: Apache-2.0
/** Moments as fields for a date and a time have them: local, without a zone. */
import type { Schema } from "@/api/client";

type NewSchedule = Schema<"publish.NewSchedule">;

/** Writes a moment for a field: `2026-12-24T18:00`. */
export function fieldOf(moment: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** Returns the next full hour that is at least half an hour away. */
export function nextHour(now: Date): Date {
  const hour = new Date(now.getTime() + 90 * 60_000);
  hour.setMinutes(0, 0, 0);
  return hour;
}

/** Says what is wrong with a beginning and an end, if anything is. */
export function faultOf(begin: string, end: string, now: Date): string | undefined {
  if (!begin) return "Choose a day and a time";
  if (new Date(begin) <= now) return "The moment has passed";
  if (end && new Date(end) <= new Date(begin)) return "It ends before it begins";
  return undefined;
}

/** Returns what is to be scheduled for some spaces: publish, and unpublish if there is an end. */
export function actionsOf(
  spaces: number[],
  begin: string,
  end: string,
  visibility: NewSchedule["visibility"],
): NewSchedule[] {
  const at = (field: string) => new Date(field).toISOString();
  return spaces.flatMap((spaceId) => {
    const publish: NewSchedule = { spaceId, action: "publish", at: at(begin), visibility };
    if (!end) return [publish];
    return [publish, { spaceId, action: "unpublish", at: at(end), visibility: null }];
  });
}
