// SPDX-License-Identifier: Apache-2.0
/** Brings documents into the form that the editor works with, without changing their exports. */
import { inOrder } from "./changes";
import { type Item, LANES, type Timeline } from "./document";
import { withLane } from "./following";
import { type FrameRate, frameAt, frameRate, secondsAt } from "./frames";
import { type PlacedItem, isSourceRange, itemCut, itemMoved, place, placedItems } from "./placing";

/** Returns a document of the server as the editor has it: every clip has a start, all are in order. */
export function opened(document: Timeline): Timeline {
  const rate = frameRate(document.output.fps);
  let end = 0;
  const clips = document.clips.map((clip) => {
    const own =
      clip.startSeconds === null || clip.startSeconds === undefined
        ? { ...clip, startSeconds: secondsAt(end, rate) }
        : clip;
    end = place("clips", own, rate).end;
    return own;
  });
  const rows = LANES.flatMap((lane) => lane.tracks).map((track) => [
    track,
    inOrder([...((track === "clips" ? clips : document[track]) as Item[])]),
  ]);
  return { ...document, ...Object.fromEntries(rows) };
}

function isOnGrid(value: unknown, rate: FrameRate): boolean {
  if (typeof value !== "number") return true;
  return Math.abs(value - secondsAt(frameAt(value, rate), rate)) < 2e-6;
}

function conformedItem(placed: PlacedItem, rate: FrameRate): Item {
  const { track, item } = placed;
  const times = isSourceRange(track, item)
    ? [item.startSeconds, item.sourceStartSeconds, item.sourceEndSeconds]
    : [item.startSeconds, "endSeconds" in item ? item.endSeconds : null];
  if (times.every((time) => isOnGrid(time, rate))) return item;
  if (!isSourceRange(track, item)) return itemMoved(placed, placed.start, rate);
  return itemCut(placed, placed.start, placed.end, rate);
}

/**
 * Puts the times of lanes that an edit has changed on frames, as an export rounds them.
 *
 * An item that would reach into the next one by the rounding ends where that begins.
 */
export function conformed(before: Timeline, after: Timeline): Timeline {
  const rate = frameRate(after.output.fps);
  let result = after;
  for (const { name, tracks } of LANES) {
    if (tracks.every((track) => before[track] === after[track])) continue;
    const placed = placedItems(after, name).map((one) =>
      place(one.track, conformedItem(one, rate), rate),
    );
    const closed = placed.map((one, index) => {
      const next = placed[index + 1];
      const isOver = next && next.start === one.end - 1 && one.end - one.start > 1;
      return isOver ? place(one.track, itemCut(one, one.start, next.start, rate), rate) : one;
    });
    result = withLane(result, name, closed);
  }
  return result;
}
