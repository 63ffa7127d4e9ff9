// SPDX-License-Identifier: Apache-2.0
/**
 * What other lanes do where clips of the Video lane make room or close a gap: they follow their pictures.
 *
 * What begins where the pictures move, or behind it, moves by as many frames; what lies across that
 * point stays, and so do locked lanes and music that begins with the timeline.
 */
import { inOrder } from "./changes";
import { type Item, LANES, type LaneName, type Timeline, type TrackName } from "./document";
import { type FrameRate, frameRate } from "./frames";
import { type PlacedItem, itemMoved, place, placedItems } from "./placing";

/** How far the pictures move that are at a frame; less than nothing is to the left. */
export type Ripple = (frame: number) => number;

/** Returns the document with other items on a lane. */
export function withLane(document: Timeline, lane: LaneName, items: PlacedItem[]): Timeline {
  const tracks = LANES.find((one) => one.name === lane)?.tracks ?? [];
  const rows = (track: TrackName) =>
    inOrder(items.filter((one) => one.track === track).map((one) => one.item as Item));
  return { ...document, ...Object.fromEntries(tracks.map((track) => [track, rows(track)])) };
}

/** Returns the lanes that follow the Video lane. */
export function followingLanes(locked: readonly LaneName[]): LaneName[] {
  return LANES.map(({ name }) => name).filter((one) => one !== "video" && !locked.includes(one));
}

/** Returns the document after the lanes that are not locked followed the Video lane. */
export function followed(
  document: Timeline,
  ripple: Ripple,
  locked: readonly LaneName[],
): Timeline {
  const rate = frameRate(document.output.fps);
  let result = document;
  for (const lane of followingLanes(locked)) {
    const there = placedItems(document, lane);
    const moved = followedItems(there, ripple, rate);
    if (moved.some((one, index) => one !== there[index])) result = withLane(result, lane, moved);
  }
  return result;
}

/**
 * Returns the items of a lane, in order, after they followed the pictures.
 *
 * To the left none goes farther than to the end of the one before it: what lay on a picture that is
 * gone stays and may be in the way.
 */
function followedItems(there: PlacedItem[], ripple: Ripple, rate: FrameRate): PlacedItem[] {
  let free = 0;
  return there.map((one) => {
    const wanted = one.start + followedBy(one, ripple);
    const start = wanted < one.start ? Math.max(wanted, free) : wanted;
    const now = start === one.start ? one : place(one.track, itemMoved(one, start, rate), rate);
    free = now.end;
    return now;
  });
}

/** Returns how far an item goes to follow the pictures, where nothing is in its way. */
export function followedBy({ track, start }: PlacedItem, ripple: Ripple): number {
  // Music from the start on belongs to the whole, whatever is shown first.
  return track === "audioSegments" && start === 0 ? 0 : ripple(start);
}
