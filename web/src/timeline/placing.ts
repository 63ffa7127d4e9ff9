// SPDX-License-Identifier: Apache-2.0
/** Where the items of a lane are, in frames, and what they become when they are moved or cut. */
import {
  type Item,
  LANES,
  type LaneName,
  type Part,
  type Timeline,
  type TrackName,
  newItem,
} from "./document";
import { type FrameRate, frameAt, frameRate, secondsAt } from "./frames";

/** The longest timeline, in seconds. */
export const MAX_SECONDS = 1200;

export interface PlacedItem {
  track: TrackName;
  item: Item;
  /** The first frame. */
  start: number;
  /** The frame behind the last one. */
  end: number;
}

type SourceRange = Part<"Clip"> | Part<"VideoOverlay">;

/** Whether an item is a range of a source video, whose end follows from the range. */
export function isSourceRange(track: TrackName, item: Item): item is SourceRange {
  return track === "clips" || track === "videoOverlays" || "sourceEndSeconds" in item;
}

function speedOf(item: SourceRange): number {
  return "speedPct" in item ? item.speedPct : 100;
}

function lengthOf(item: SourceRange, rate: FrameRate): number {
  const source = frameAt(item.sourceEndSeconds, rate) - frameAt(item.sourceStartSeconds, rate);
  return lengthAt(speedOf(item), source);
}

/** Returns how many frames so many frames of a source take at a speed in percent. */
function lengthAt(speed: number, source: number): number {
  return Math.max(1, Math.ceil((Math.max(1, source) * 100) / speed - 1e-9));
}

/** Returns the least number of frames that an item can have: one frame of its source. */
export function leastLength({ track, item }: PlacedItem): number {
  return isSourceRange(track, item) ? Math.max(1, Math.ceil(100 / speedOf(item) - 1e-9)) : 1;
}

/** Returns where an item is; music without an end lasts as long as a timeline may. */
export function place(track: TrackName, item: Item, rate: FrameRate): PlacedItem {
  const start = frameAt(item.startSeconds ?? 0, rate);
  if (isSourceRange(track, item)) return { track, item, start, end: start + lengthOf(item, rate) };
  const end = "endSeconds" in item ? item.endSeconds : null;
  return { track, item, start, end: Math.max(start + 1, frameAt(end ?? MAX_SECONDS, rate)) };
}

/** Returns the items of a lane in order of their starts. */
export function placedItems(document: Timeline, lane: LaneName): PlacedItem[] {
  const rate = frameRate(document.output.fps);
  const tracks = LANES.find((one) => one.name === lane)?.tracks ?? [];
  return tracks
    .flatMap((track) => document[track].map((item) => place(track, item, rate)))
    .sort((one, other) => one.start - other.start);
}

/** Returns the frame behind the last item of any lane; music without an end does not count. */
export function endOf(document: Timeline): number {
  const ends = LANES.flatMap((lane) => placedItems(document, lane.name))
    .filter(({ item }) => !("endSeconds" in item && item.endSeconds === null))
    .map(({ end }) => end);
  return Math.max(0, ...ends);
}

function shiftedWords(item: Item, seconds: number): Partial<Part<"Caption">> {
  if (!("words" in item)) return {};
  const shift = (time: number) => Math.round((time + seconds) * 1e6) / 1e6;
  return {
    words: item.words.map((word) => ({
      ...word,
      startSeconds: shift(word.startSeconds),
      endSeconds: shift(word.endSeconds),
    })),
  };
}

/** Returns an item as it is with another start. */
export function itemMoved(placed: PlacedItem, start: number, rate: FrameRate): Item {
  const { track, item } = placed;
  const startSeconds = secondsAt(start, rate);
  if (isSourceRange(track, item)) return { ...item, startSeconds };
  if ("endSeconds" in item && item.endSeconds === null) return { ...item, startSeconds };
  const endSeconds = secondsAt(start + placed.end - placed.start, rate);
  const moved = startSeconds - secondsAt(placed.start, rate);
  return { ...item, startSeconds, endSeconds, ...shiftedWords(item, moved) } as Item;
}

/** Returns an item as it is from one frame to another, of what it shows now. */
export function itemCut(placed: PlacedItem, start: number, end: number, rate: FrameRate): Item {
  const { track, item } = placed;
  const startSeconds = secondsAt(start, rate);
  if (isSourceRange(track, item)) return { ...item, ...rangeCut(placed, start, end, rate) } as Item;
  const isOpen = "endSeconds" in item && item.endSeconds === null && end === placed.end;
  const cut: Record<string, unknown> = {
    ...item,
    startSeconds,
    endSeconds: isOpen ? null : secondsAt(end, rate),
  };
  if ("sourceStartSeconds" in item) {
    const into = secondsAt(start - placed.start, rate);
    cut.sourceStartSeconds = Math.max(0, Math.round((item.sourceStartSeconds + into) * 1e6) / 1e6);
  }
  if ("words" in item) {
    cut.words = item.words.filter(
      (word) => frameAt(word.startSeconds, rate) >= start && frameAt(word.endSeconds, rate) <= end,
    );
  }
  return cut as unknown as Item;
}

function rangeCut(placed: PlacedItem, start: number, end: number, rate: FrameRate) {
  const item = placed.item as SourceRange;
  const speed = speedOf(item) / 100;
  const sourceIn = frameAt(item.sourceStartSeconds, rate);
  const into = (start - placed.start) * speed;
  const frames = Math.max(1, Math.floor((end - start) * speed + 1e-9));
  const isWhole = end === placed.end && start >= placed.start;
  const last = frameAt(item.sourceEndSeconds, rate);
  // Rounded up where what remains would else become longer than it was.
  const earlier = sourceIn + Math.floor(into + 1e-9);
  const fits = isWhole && lengthAt(speedOf(item), last - earlier) <= end - start;
  const from = fits ? earlier : sourceIn + Math.ceil(into - 1e-9);
  const until = isWhole ? Math.max(last, from + 1) : from + frames;
  return {
    startSeconds: secondsAt(start, rate),
    sourceStartSeconds: secondsAt(from, rate),
    sourceEndSeconds: secondsAt(until, rate),
  };
}

/** Returns how far the edges of an item can go, by what its source has. */
export function sourceLimits(
  placed: PlacedItem,
  sourceSeconds: number | undefined,
  rate: FrameRate,
): { first: number; last: number } {
  const { track, item } = placed;
  const limits = { first: 0, last: frameAt(MAX_SECONDS, rate) };
  if (isSourceRange(track, item)) {
    const speed = speedOf(item) / 100;
    const before = Math.floor(frameAt(item.sourceStartSeconds, rate) / speed);
    limits.first = Math.max(0, placed.start - before);
    if (sourceSeconds !== undefined) {
      const length = Math.floor(sourceSeconds * (rate.numerator / rate.denominator) + 1e-6);
      const after = Math.floor((length - frameAt(item.sourceEndSeconds, rate)) / speed);
      limits.last = Math.min(limits.last, placed.end + Math.max(0, after));
    }
  } else if (track === "narration" && "sourceStartSeconds" in item) {
    limits.first = Math.max(0, placed.start - frameAt(item.sourceStartSeconds, rate));
  }
  return limits;
}

/**
 * Returns the frame nearest to another at which an item is split into parts that lie end to end.
 *
 * A clip that is slowed down shows each frame of its source for several: elsewhere there would be a
 * gap. An item that can be split nowhere is split where it was asked for.
 */
export function splitFrame(placed: PlacedItem, at: number, rate: FrameRate): number {
  const { track, item, start, end } = placed;
  if (!isSourceRange(track, item)) return at;
  const hasNoGap = (frame: number) => {
    if (frame <= start || frame >= end) return false;
    const parts = [itemCut(placed, start, frame, rate), itemCut(placed, frame, end, rate)];
    const [left, right] = parts.map((one) => place(track, one, rate).end);
    return left === frame && right === end;
  };
  for (let away = 0; away < end - start; away += 1) {
    if (hasNoGap(at - away)) return at - away;
    if (hasNoGap(at + away)) return at + away;
  }
  return at;
}

/** Returns the two items that an item becomes when it is split at a frame. */
export function itemSplit(placed: PlacedItem, at: number, rate: FrameRate): [Item, Item] {
  const left = { ...itemCut(placed, placed.start, at, rate) } as Record<string, unknown>;
  const right = { ...itemCut(placed, at, placed.end, rate) } as Record<string, unknown>;
  right.id = newItem(placed.track, {}).id;
  if (placed.track === "clips" || placed.track === "stills") right.transitionIn = null;
  if (placed.track === "audioSegments") {
    left.fadeOutSeconds = 0;
    right.fadeInSeconds = 0;
  }
  return [left as unknown as Item, right as unknown as Item];
}
