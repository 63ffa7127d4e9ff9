// SPDX-License-Identifier: Apache-2.0
/** Puts another file in the place of one that is missing, wherever a timeline uses it. */
import { type Item, type LaneName, TRACK_NAMES, type Timeline, type TrackName, laneOf } from "./document";
import { Refused } from "./dropping";

/** The file that takes the place; its length is null for an image. */
export interface NewSource {
  id: number;
  name: string;
  durationSeconds: number | null;
}

/** Half a frame at 25 frames in a second: files of the same take differ by so much. */
const TOLERANCE = 0.02;

/** Returns the last second of its file that an item needs; 0 when it is repeated or an image. */
function neededSeconds(item: Item): number {
  if ("hold" in item && item.hold) return item.hold.sourceSeconds;
  return "sourceEndSeconds" in item ? item.sourceEndSeconds : 0;
}

function usesFile(item: Item, uploadId: number): boolean {
  if ("hold" in item && item.hold) return item.hold.uploadId === uploadId;
  return "uploadId" in item && item.uploadId === uploadId;
}

function withFile(item: Item, uploadId: number): Item {
  if ("hold" in item && item.hold) return { ...item, hold: { ...item.hold, uploadId } };
  return { ...item, uploadId } as Item;
}

/**
 * Returns the timeline with another file in all places of one.
 *
 * `Refused` when the file is too short, or when one of the places is on a locked lane.
 */
export function relinked(
  document: Timeline,
  from: number,
  to: NewSource,
  lockedLanes: readonly LaneName[],
): Timeline {
  const result = { ...document } as Record<string, unknown>;
  let needed = 0;
  for (const track of TRACK_NAMES) {
    const items = document[track] as Item[];
    if (!items.some((item) => usesFile(item, from))) continue;
    refuseLocked(track, lockedLanes);
    result[track] = items.map((item) => {
      if (!usesFile(item, from)) return item;
      needed = Math.max(needed, neededSeconds(item));
      return withFile(item, to.id);
    });
  }
  if (to.durationSeconds !== null && needed > to.durationSeconds + TOLERANCE) {
    const [has, needs] = [to.durationSeconds, needed].map((seconds) => seconds.toFixed(1));
    throw new Refused(`“${to.name}” has ${has} s, and the timeline uses the file up to ${needs} s.`);
  }
  return result as unknown as Timeline;
}

function refuseLocked(track: TrackName, lockedLanes: readonly LaneName[]): void {
  const { name, title } = laneOf(track);
  if (!lockedLanes.includes(name)) return;
  throw new Refused(`The track ${title} uses this file and is locked. Unlock it first.`);
}
