// SPDX-License-Identifier: Apache-2.0
/** What happens to the items of a lane where others are put down: they make room, or refuse. */
import { type Item, LANES, type LaneName, type Timeline, laneOf } from "./document";
import { type Ripple, followed, followedBy, followingLanes, withLane } from "./following";
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

/** Returns items by their lanes. */
export function byLane(items: PlacedItem[]): Map<LaneName, PlacedItem[]> {
  const found = new Map<LaneName, PlacedItem[]>();
  for (const one of items) {
    const { name } = laneOf(one.track);
    found.set(name, [...(found.get(name) ?? []), one]);
  }
  return found;
}

/**
 * Puts items down, each on its lane where it says. They do not overlap one another.
 *
 * Those of the Video lane come first. Where they go aside, the others go with them; where they push
 * clips, what lies on other lanes follows, except on locked ones.
 */
export function dropped(
  document: Timeline,
  items: PlacedItem[],
  policyOf: (lane: LaneName) => DropPolicy,
  locked: readonly LaneName[],
): Timeline {
  const lanes = byLane(items);
  const video = lanes.get("video") ?? [];
  lanes.delete("video");
  const room = roomOf(placedItems(document, "video"), video, policyOf("video"));
  let result = droppedOn(document, "video", video, policyOf("video"));
  result = followed(result, rippleOf(room), locked);
  if (room.by > 0 && isTooLong(result, locked)) throw new Refused(TOO_LONG);
  const rate = frameRate(document.output.fps);
  const aside = asideOf(room, [...lanes.values()].flat());
  for (const [lane, ones] of lanes) {
    const moved = ones.map((one) => itemPlaced(one, aside, rate));
    result = droppedOn(result, lane, moved, policyOf(lane));
  }
  return result;
}

function droppedOn(
  document: Timeline,
  lane: LaneName,
  items: PlacedItem[],
  policy: DropPolicy,
): Timeline {
  const rate = frameRate(document.output.fps);
  if (items.length === 0) return document;
  if (items.some((one) => one.start < 0)) throw new Refused(TOO_EARLY);
  const result = ROOM[policy](placedItems(document, lane), items, rate);
  if (Math.max(...result.map((one) => one.end)) > frameAt(MAX_SECONDS, rate)) {
    throw new Refused(TOO_LONG);
  }
  return withLane(document, lane, result);
}

function isTooLong(document: Timeline, locked: readonly LaneName[]): boolean {
  const last = frameAt(MAX_SECONDS, frameRate(document.output.fps));
  return followingLanes(locked).some((lane) =>
    placedItems(document, lane).some((one) => one.end > last),
  );
}

function itemPlaced(one: PlacedItem, by: number, rate: FrameRate): PlacedItem {
  return by === 0 ? one : place(one.track, itemMoved(one, one.start + by, rate), rate);
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

/** What makes room for items that are put down on a lane. */
interface Room {
  /** How far the items themselves go; less than nothing is to the left. */
  shift: number;
  /** The first frame of what goes right. */
  from: number;
  /** How far that goes. */
  by: number;
}

const NOBODY_MOVES: Room = { shift: 0, from: Number.POSITIVE_INFINITY, by: 0 };

function roomOf(there: PlacedItem[], items: PlacedItem[], policy: DropPolicy): Room {
  if (policy !== "push" || items.length === 0) return NOBODY_MOVES;
  const first = Math.min(...items.map((one) => one.start));
  const last = Math.max(...items.map((one) => one.end));
  const hit = there.find((one) => one.start < first && first < one.end);
  const goesBehind = hit !== undefined && first - hit.start >= (hit.end - hit.start) / 2;
  const shift = hit ? (goesBehind ? hit.end : hit.start) - first : 0;
  const rest = there.filter((one) => one.start >= first + shift);
  const from = Math.min(...rest.map((one) => one.start));
  return { shift, from, by: Math.max(0, last + shift - from) };
}

function rippleOf({ from, by }: Room): Ripple {
  return (frame) => (frame >= from ? by : 0);
}

/** Returns how far items of other lanes go aside with those of the Video lane. */
function asideOf({ shift }: Room, others: PlacedItem[]): number {
  return Math.max(shift, -Math.min(...others.map((one) => one.start)));
}

/** Items in the way go right, all by the same amount; one that is hit in its first half, too. */
const push: MakeRoom = (there, items, rate) => {
  const room = roomOf(there, items, "push");
  const ripple = rippleOf(room);
  return [
    ...there.map((one) => itemPlaced(one, ripple(one.start), rate)),
    ...items.map((one) => itemPlaced(one, room.shift, rate)),
  ];
};

const ROOM: Record<DropPolicy, MakeRoom> = { push, overwrite, refuse };

/**
 * Returns what says why items that go on by some frames cannot be put down, as `dropped` refuses it.
 *
 * `document` is the one without them.
 */
export function dropRefusals(
  document: Timeline,
  items: PlacedItem[],
  policy: DropPolicy,
  locked: readonly LaneName[],
): (by: number) => string | null {
  const rate = frameRate(document.output.fps);
  const lanes = [...byLane(items)].map(([lane, ones]) => ({ lane, ones }));
  const there = new Map(LANES.map(({ name }) => [name, placedItems(document, name)]));
  const followers = followingLanes(locked).flatMap((lane) => there.get(lane) ?? []);
  const isVideo = (one: PlacedItem) => laneOf(one.track).name === "video";
  const video = items.filter(isVideo);
  const others = items.filter((one) => !isVideo(one));
  return (by) => {
    const moved = (one: PlacedItem, aside = 0) => itemPlaced(one, by + aside, rate);
    const videos = there.get("video") ?? [];
    const clips = video.map((one) => moved(one));
    const room = roomOf(videos, clips, policy);
    const ripple = rippleOf(room);
    const refusal = refusalOn(videos, clips, policy, rate);
    if (refusal !== null) return refusal;
    const pushed = room.by > 0 ? followers : [];
    if (pushed.some((one) => isBehind(one, followedBy(one, ripple), rate))) return TOO_LONG;
    const aside = asideOf(room, others.map((one) => moved(one)));
    const found = lanes.map(({ lane, ones }) => {
      if (lane === "video") return null;
      const isFollowing = !locked.includes(lane);
      const now = (there.get(lane) ?? []).map((one) =>
        itemPlaced(one, isFollowing ? followedBy(one, ripple) : 0, rate),
      );
      return refusalOn(now, ones.map((one) => moved(one, aside)), policy, rate);
    });
    return found.find((one) => one !== null) ?? null;
  };
}

/** Returns why items cannot be put down among others of their lane, or null. */
function refusalOn(
  there: PlacedItem[],
  items: PlacedItem[],
  policy: DropPolicy,
  rate: FrameRate,
): string | null {
  if (policy === "refuse" && items.some((item) => there.some((one) => overlaps(one, item)))) {
    return NO_ROOM;
  }
  const room = roomOf(there, items, policy);
  const ripple = rippleOf(room);
  const isRefused =
    items.some((one) => isBehind(one, room.shift, rate)) ||
    (room.by > 0 && there.some((one) => isBehind(one, ripple(one.start), rate)));
  return isRefused ? TOO_LONG : null;
}

/** Whether an item that goes on by some frames ends behind the longest timeline. */
function isBehind({ item, start, end }: PlacedItem, by: number, rate: FrameRate): boolean {
  const last = frameAt(MAX_SECONDS, rate);
  // What has no end of its own ends with the longest timeline.
  const isOpen = "endSeconds" in item && item.endSeconds === null;
  return isOpen ? start + by >= last : end + by > last;
}
