// SPDX-License-Identifier: Apache-2.0
/**
 * The edits of a timeline: each takes a document and returns another, or throws `Refused`.
 *
 * Times are frames of the document's frame rate.
 */
import {
  type Item,
  LANES,
  type LaneName,
  type Timeline,
  type TrackItems,
  type TrackName,
  findItem,
  laneOf,
  newItem,
} from "./document";
import { type DropPolicy, Refused, TOO_EARLY, byLane, dropRefusals, dropped } from "./dropping";
import { type Ripple, followed, withLane } from "./following";
import { frameRate } from "./frames";
import {
  type PlacedItem,
  itemCut,
  itemMoved,
  itemSplit,
  leastLength,
  place,
  placedItems,
  sourceLimits,
  splitFrame,
} from "./placing";

export type Edge = "start" | "end";

/** Returns the items with these ids, in order of their starts. */
export function placedByIds(document: Timeline, ids: Iterable<string>): PlacedItem[] {
  const wanted = new Set(ids);
  return LANES.flatMap((lane) => placedItems(document, lane.name))
    .filter((one) => wanted.has(one.item.id))
    .sort((one, other) => one.start - other.start);
}

/** Puts a new item down at a frame. */
export function insert<Track extends TrackName>(
  document: Timeline,
  track: Track,
  item: TrackItems[Track],
  at: number,
  policy: DropPolicy,
  locked: readonly LaneName[],
): Timeline {
  const rate = frameRate(document.output.fps);
  const moved = place(track, itemMoved(place(track, item, rate), at, rate), rate);
  return dropped(document, [moved], () => policy, locked);
}

/** Takes items away and leaves gaps. */
export function lift(document: Timeline, ids: Iterable<string>): Timeline {
  const gone = new Set(ids);
  let result = document;
  for (const [lane] of byLane(placedByIds(document, gone))) {
    const left = placedItems(result, lane).filter((one) => !gone.has(one.item.id));
    result = withLane(result, lane, left);
  }
  return result;
}

/**
 * Takes items away, and closes the gaps.
 *
 * With clips of the Video lane gone, what lies behind them on all lanes follows that are not locked.
 * Otherwise each lane closes up by itself.
 */
export function rippleDelete(
  document: Timeline,
  ids: Iterable<string>,
  locked: readonly LaneName[],
): Timeline {
  const gone = byLane(placedByIds(document, ids));
  const left = lift(document, [...gone.values()].flat().map((one) => one.item.id));
  const video = gone.get("video");
  if (video) return followed(closedUp(left, "video", video), closing(video), locked);
  return [...gone].reduce((result, [lane, items]) => closedUp(result, lane, items), left);
}

/** Returns how far what lies behind items that are gone closes up. */
function closing(gone: PlacedItem[]): Ripple {
  return (frame) =>
    gone
      .filter((one) => one.end <= frame)
      .reduce((by, one) => by - (one.end - one.start), 0);
}

function closedUp(document: Timeline, lane: LaneName, gone: PlacedItem[]): Timeline {
  const rate = frameRate(document.output.fps);
  const by = closing(gone);
  const items = placedItems(document, lane).map((one) =>
    by(one.start) === 0
      ? one
      : place(one.track, itemMoved(one, one.start + by(one.start), rate), rate),
  );
  return withLane(document, lane, items);
}

/**
 * Moves items by a number of frames; each stays on its lane.
 *
 * Where clips of the Video lane go aside for others, the rest goes with them.
 */
export function move(
  document: Timeline,
  ids: Iterable<string>,
  by: number,
  policy: DropPolicy,
  locked: readonly LaneName[],
): Timeline {
  const rate = frameRate(document.output.fps);
  const items = placedByIds(document, ids);
  if (by === 0 || items.length === 0) return document;
  if (items.some((one) => one.start + by < 0)) throw new Refused(TOO_EARLY);
  const left = lift(document, items.map((one) => one.item.id));
  const moved = items.map((one) => place(one.track, itemMoved(one, one.start + by, rate), rate));
  return dropped(left, moved, () => policy, locked);
}

/**
 * Returns what says why a move by some frames is refused, or null: while something is dragged it is
 * asked for every painting, and `move` would build the document anew each time.
 */
export function moveRefusals(
  document: Timeline,
  ids: Iterable<string>,
  policy: DropPolicy,
  locked: readonly LaneName[],
): (by: number) => string | null {
  const items = placedByIds(document, ids);
  const left = lift(document, items.map((one) => one.item.id));
  const refusalOf = dropRefusals(left, items, policy, locked);
  return (by) => {
    if (by === 0 || items.length === 0) return null;
    return items.some((one) => one.start + by < 0) ? TOO_EARLY : refusalOf(by);
  };
}

/** Where an edge of an item can be put: neighbours and the source limit it. */
export function trimLimits(
  document: Timeline,
  id: string,
  edge: Edge,
  sourceSeconds?: number,
): { first: number; last: number } {
  const rate = frameRate(document.output.fps);
  const [placed] = placedByIds(document, [id]);
  if (!placed) throw new Refused("This item is not there any more.");
  const source = sourceLimits(placed, sourceSeconds, rate);
  const least = leastLength(placed);
  const lane = placedItems(document, laneOf(placed.track).name);
  const index = lane.findIndex((one) => one.item.id === id);
  if (edge === "start") {
    return { first: Math.max(source.first, lane[index - 1]?.end ?? 0), last: placed.end - least };
  }
  const next = lane[index + 1]?.start ?? Number.POSITIVE_INFINITY;
  return { first: placed.start + least, last: Math.min(source.last, next) };
}

/** Puts an edge of an item at a frame, or as near as neighbours and source allow. */
export function trim(
  document: Timeline,
  id: string,
  edge: Edge,
  frame: number,
  sourceSeconds?: number,
): Timeline {
  const rate = frameRate(document.output.fps);
  const { first, last } = trimLimits(document, id, edge, sourceSeconds);
  const at = Math.min(Math.max(frame, first), last);
  const [placed] = placedByIds(document, [id]);
  if (!placed || at === (edge === "start" ? placed.start : placed.end)) return document;
  const [start, end] = edge === "start" ? [at, placed.end] : [placed.start, at];
  return replaceItem(document, placed.track, itemCut(placed, start, end, rate));
}

/**
 * Splits the items that lie under a frame: those with the given ids, or of all lanes.
 *
 * A clip that is slowed down is split where its source goes on to another frame.
 */
export function split(document: Timeline, at: number, ids?: Iterable<string>): Timeline {
  const rate = frameRate(document.output.fps);
  const wanted = ids ? new Set(ids) : null;
  let result = document;
  for (const { name } of LANES) {
    const lane = placedItems(result, name);
    const isCut = (one: PlacedItem) =>
      one.start + leastLength(one) <= at &&
      at <= one.end - leastLength(one) &&
      (!wanted || wanted.has(one.item.id));
    if (!lane.some(isCut)) continue;
    const parts = (one: PlacedItem) =>
      itemSplit(one, splitFrame(one, at, rate), rate).map((item) => place(one.track, item, rate));
    result = withLane(
      result,
      name,
      lane.flatMap((one) => (isCut(one) ? parts(one) : [one])),
    );
  }
  return result;
}

/** Replaces an item by another with its id. */
export function replaceItem(document: Timeline, track: TrackName, item: Item): Timeline {
  const rows = (document[track] as Item[]).map((one) => (one.id === item.id ? item : one));
  return { ...document, [track]: rows };
}

/** Changes fields of an item; an item that is not there is left alone. */
export function update(document: Timeline, id: string, fields: Record<string, unknown>): Timeline {
  const found = findItem(document, id);
  if (!found) return document;
  return replaceItem(document, found.track, { ...found.item, ...fields } as Item);
}

/** Items as a clipboard has them: each with its track, and its frames after the first of them. */
export interface Copied {
  track: TrackName;
  item: Item;
  offset: number;
}

/** Returns copies of items for a later `paste`. */
export function copy(document: Timeline, ids: Iterable<string>): Copied[] {
  const items = placedByIds(document, ids);
  const first = items[0]?.start ?? 0;
  return items.map(({ track, item, start }) => ({ track, item, offset: start - first }));
}

/** Puts copies down, the first of them at a frame; they get ids of their own. */
export function paste(
  document: Timeline,
  copies: Copied[],
  at: number,
  policyOf: (lane: LaneName) => DropPolicy,
  locked: readonly LaneName[],
): { document: Timeline; ids: string[] } {
  const rate = frameRate(document.output.fps);
  const items = copies.map(({ track, item, offset }) => {
    const own = { ...item, id: newItem(track, {}).id } as Item;
    return place(track, itemMoved(place(track, own, rate), at + offset, rate), rate);
  });
  return { document: dropped(document, items, policyOf, locked), ids: items.map((one) => one.item.id) };
}

/** Puts copies of items down behind the last of them. */
export function duplicate(
  document: Timeline,
  ids: Iterable<string>,
  policyOf: (lane: LaneName) => DropPolicy,
  locked: readonly LaneName[],
): { document: Timeline; ids: string[] } {
  const items = placedByIds(document, ids);
  const end = Math.max(0, ...items.map((one) => one.end));
  return paste(document, copy(document, ids), end, policyOf, locked);
}
