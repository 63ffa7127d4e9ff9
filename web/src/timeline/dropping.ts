// SPDX-License-Identifier: Apache-2.0
/** What happens to the items of a lane where others are put down: they make room, or refuse. */
import { inOrder } from "./changes";
import { type Item, LANES, type LaneName, type Timeline, type TrackName } from "./document";
import { type FrameRate, frameAt, frameRate } from "./frames";
import {
  MAX_SECONDS,
  type PlacedItem,
  itemCut,
  itemMoved,
  itemSplit,
  leastLength,
  place,
  placedItems,
} from "./placing";

export type DropPolicy = "push" | "overwrite" | "refuse";

export const TOO_EARLY = "Nothing can begin before 00:00.";
const TOO_LONG = "A timeline has at most 20 minutes.";
const NO_ROOM = "There is no room here: items of a track do not overlap.";

/** An edit that cannot be made; its message says why. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/** Returns the document with other items on a lane. */
export function withLane(document: Timeline, lane: LaneName, items: PlacedItem[]): Timeline {
  const tracks = LANES.find((one) => one.name === lane)?.tracks ?? [];
  const rows = (track: TrackName) =>
    inOrder(items.filter((one) => one.track === track).map((one) => one.item as Item));
  return { ...document, ...Object.fromEntries(tracks.map((track) => [track, rows(track)])) };
}

/** Puts items down on a lane, each where it says. They do not overlap one another. */
export function dropped(
  document: Timeline,
  lane: LaneName,
  items: PlacedItem[],
  policy: DropPolicy,
): Timeline {
  const rate = frameRate(document.output.fps);
  const there = placedItems(document, lane);
  if (items.length === 0) return document;
  if (items.some((one) => one.start < 0)) throw new Refused(TOO_EARLY);
  const result = ROOM[policy](there, items, rate);
  const end = Math.max(...result.map((one) => one.end));
  if (end > frameAt(MAX_SECONDS, rate)) {
    throw new Refused(TOO_LONG);
  }
  return withLane(document, lane, result);
}

type MakeRoom = (there: PlacedItem[], items: PlacedItem[], rate: FrameRate) => PlacedItem[];

function overlaps(one: PlacedItem, other: PlacedItem): boolean {
  return one.start < other.end && other.start < one.end;
}

const refuse: MakeRoom = (there, items) => {
  for (const item of items) {
    if (there.some((one) => overlaps(one, item))) {
      throw new Refused(NO_ROOM);
    }
  }
  return [...there, ...items];
};

const overwrite: MakeRoom = (there, items, rate) => {
  let left = there;
  for (const item of items) left = left.flatMap((one) => withoutSpan(one, item, rate));
  return [...left, ...items];
};

/** What is left of an item beside a span; parts shorter than a frame of the source are dropped. */
function withoutSpan(one: PlacedItem, over: PlacedItem, rate: FrameRate): PlacedItem[] {
  if (!overlaps(one, over)) return [one];
  const least = leastLength(one);
  const hasHead = over.start - one.start >= least;
  const hasTail = one.end - over.end >= least;
  const replaced = (item: Item) => place(one.track, item, rate);
  if (hasHead && hasTail) {
    const [head, rest] = itemSplit(one, over.start, rate);
    return [replaced(head), replaced(itemCut(replaced(rest), over.end, one.end, rate))];
  }
  if (hasHead) return [replaced(itemCut(one, one.start, over.start, rate))];
  return hasTail ? [replaced(itemCut(one, over.end, one.end, rate))] : [];
}

/** Returns how far items go that are put down, and from where on others go how far to the right. */
function roomFor(there: PlacedItem[], items: PlacedItem[]) {
  const first = Math.min(...items.map((one) => one.start));
  const last = Math.max(...items.map((one) => one.end));
  const hit = there.find((one) => one.start < first && first < one.end);
  const goesBehind = hit !== undefined && first - hit.start >= (hit.end - hit.start) / 2;
  const shift = hit ? (goesBehind ? hit.end : hit.start) - first : 0;
  const from = first + shift;
  const rest = there.filter((one) => one.start >= from);
  const room = Math.min(...rest.map((one) => one.start));
  return { shift, from, by: Math.max(0, last + shift - room) };
}

/** Items in the way go right, all by the same amount; one that is hit in its first half, too. */
const push: MakeRoom = (there, items, rate) => {
  const { shift, from, by } = roomFor(there, items);
  const rest = there.filter((one) => one.start >= from);
  const moved = (one: PlacedItem, frames: number) =>
    frames === 0 ? one : place(one.track, itemMoved(one, one.start + frames, rate), rate);
  return [
    ...there.filter((one) => one.start < from),
    ...items.map((one) => moved(one, shift)),
    ...rest.map((one) => moved(one, by)),
  ];
};

const ROOM: Record<DropPolicy, MakeRoom> = { push, overwrite, refuse };

/** Returns why items cannot be put down among others of a lane, as `dropped` would refuse it. */
export function dropRefusal(
  there: PlacedItem[],
  items: PlacedItem[],
  policy: DropPolicy,
  rate: FrameRate,
): string | null {
  if (policy === "refuse" && items.some((item) => there.some((one) => overlaps(one, item)))) {
    return NO_ROOM;
  }
  const { shift, from, by } = policy === "push" ? roomFor(there, items) : NOBODY_MOVES;
  const pushed = there.filter((one) => one.start >= from && !isOpen(one));
  const ends = [
    ...items.map((one) => one.end + (isOpen(one) ? 0 : shift)),
    ...pushed.map((one) => one.end + by),
  ];
  return Math.max(...ends) > frameAt(MAX_SECONDS, rate) ? TOO_LONG : null;
}

const NOBODY_MOVES = { shift: 0, from: Number.POSITIVE_INFINITY, by: 0 };

/** Whether an item has no end of its own, so that it ends with the longest timeline. */
function isOpen({ item }: PlacedItem): boolean {
  return "endSeconds" in item && item.endSeconds === null;
}
