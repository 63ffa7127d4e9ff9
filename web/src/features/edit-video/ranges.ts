// SPDX-License-Identifier: Apache-2.0
/**
 * Cuts a video into ranges that are kept; what lies between them is removed and can be brought back.
 *
 * Times are seconds of the source, on a grid of tenths as drafts store them. Overlays lie in the
 * time of the edited video, and stay with what they cover when the cuts change.
 */
import type { DraftConfig, KeptRange, OverlayItem } from "@/features/drafts";

export const MOST_RANGES = 21;
export const SHORTEST = 0.1;

/** Thrown when an edit cannot be made; the message says why. */
export class Refused extends Error {}

/** Returns a time on the grid of drafts. */
export function tenth(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

/** Returns the length of a video as far as the grid reaches. */
export function wholeLength(duration: number): number {
  return Math.floor(duration * 10 + 1e-6) / 10;
}

/** Returns what a draft keeps of a video of some length; without cuts all of it. */
export function keptRanges(config: DraftConfig, length: number): KeptRange[] {
  const ranges = config.edit?.ranges ?? [];
  const fitting = ranges.filter((range) => range.start < length);
  if (fitting.length > 0) {
    return fitting.map(({ start, end }) => ({ start, end: Math.min(end, length) }));
  }
  const start = Number(config.edit?.trimStartSeconds ?? 0);
  const end = Number(config.edit?.trimEndSeconds ?? length);
  return [{ start: Math.min(start, length), end: Math.max(Math.min(end, length), start) }];
}

/** A part of the source that is removed. */
export type Gap = KeptRange;

/** Returns what is removed. */
export function gapsOf(ranges: KeptRange[], length: number): Gap[] {
  const starts = [0, ...ranges.map((range) => range.end)];
  const ends = [...ranges.map((range) => range.start), length];
  return starts
    .map((start, index) => ({ start, end: ends[index] ?? length }))
    .filter((gap) => gap.end - gap.start > 1e-6);
}

/** Returns how long the edited video is. */
export function editedLength(ranges: KeptRange[]): number {
  return tenth(ranges.reduce((sum, range) => sum + range.end - range.start, 0));
}

/** Returns the time in the edited video of a time of the source; of what is removed, its cut. */
export function editedTime(ranges: KeptRange[], seconds: number): number {
  let passed = 0;
  for (const { start, end } of ranges) {
    if (seconds < start) break;
    passed += Math.min(seconds, end) - start;
  }
  return tenth(passed);
}

/**
 * Returns the time of the source of a time of the edited video.
 *
 * At a cut two times of the source are meant: the end of what is before it, for something that ends
 * there, and the start of what is after it otherwise.
 */
export function sourceTime(ranges: KeptRange[], seconds: number, isEnd = false): number {
  let passed = 0;
  for (const { start, end } of ranges) {
    const reached = passed + end - start;
    if (isEnd ? seconds <= reached + 1e-6 : seconds < reached - 1e-6) {
      return tenth(start + seconds - passed);
    }
    passed = reached;
  }
  return ranges.at(-1)?.end ?? 0;
}

/** Returns the parts of the source that a time of the edited video covers. */
export function piecesOf(ranges: KeptRange[], from: number, to: number): KeptRange[] {
  let passed = 0;
  return ranges.flatMap(({ start, end }) => {
    const first = Math.max(from, passed);
    const last = Math.min(to, passed + end - start);
    const piece = { start: tenth(start + first - passed), end: tenth(start + last - passed) };
    passed += end - start;
    return last - first > 1e-6 ? [piece] : [];
  });
}

/** Splits the range at a time. */
export function split(ranges: KeptRange[], seconds: number): KeptRange[] {
  const at = tenth(seconds);
  const index = ranges.findIndex((range) => range.start < at && at < range.end);
  const range = ranges[index];
  if (!range) throw new Refused("There is nothing to split at the playhead.");
  const { start, end } = range;
  return limited(ranges.toSpliced(index, 1, { start, end: at }, { start: at, end }));
}

/** Removes the time between two times of the source. */
export function cutOut(ranges: KeptRange[], from: number, to: number): KeptRange[] {
  const [first, last] = [tenth(Math.min(from, to)), tenth(Math.max(from, to))];
  const left = ranges.flatMap(({ start, end }) => {
    const parts = [
      { start, end: Math.min(end, first) },
      { start: Math.max(start, last), end },
    ];
    return first < end && start < last ? parts.filter((part) => part.end - part.start > 1e-6) : [{ start, end }];
  });
  if (left.length === 0) throw new Refused("Something of the video has to stay.");
  return limited(left);
}

/** Removes one of the ranges. */
export function removed(ranges: KeptRange[], index: number): KeptRange[] {
  if (ranges.length <= 1) throw new Refused("Something of the video has to stay.");
  return ranges.toSpliced(index, 1);
}

/** Brings back what was removed between two times; it joins what is around it. */
export function restored(ranges: KeptRange[], gap: Gap): KeptRange[] {
  const before = ranges.find((range) => Math.abs(range.end - gap.start) < 1e-6);
  const after = ranges.find((range) => Math.abs(range.start - gap.end) < 1e-6);
  const joined = { start: before?.start ?? gap.start, end: after?.end ?? gap.end };
  const others = ranges.filter((range) => range !== before && range !== after);
  return [...others, joined].sort((one, other) => one.start - other.start);
}

/** Moves an edge of a range, as far as its neighbours and its shortest length let it go. */
export function edgeMoved(
  ranges: KeptRange[],
  index: number,
  side: "start" | "end",
  seconds: number,
  length: number,
): KeptRange[] {
  const range = ranges[index];
  if (!range) return ranges;
  const least = side === "start" ? (ranges[index - 1]?.end ?? 0) : range.start + SHORTEST;
  const most = side === "start" ? range.end - SHORTEST : (ranges[index + 1]?.start ?? length);
  const moved = tenth(Math.min(most, Math.max(least, seconds)));
  return ranges.with(index, { ...range, [side]: moved });
}

function limited(ranges: KeptRange[]): KeptRange[] {
  if (ranges.length > MOST_RANGES) {
    throw new Refused(`A video can be cut into ${MOST_RANGES} parts at most.`);
  }
  return ranges;
}

/** Returns the draft with other ranges; overlays stay with what they cover. */
export function withRanges(config: DraftConfig, ranges: KeptRange[], length: number): DraftConfig {
  const before = keptRanges(config, length);
  const overlays = (config.timeline?.overlays ?? []).flatMap((overlay) => {
    const moved = overlayMoved(overlay, before, ranges);
    return moved ? [moved] : [];
  });
  const { edit, ...rest } = config;
  const { trimStartSeconds: _, trimEndSeconds: __, ranges: ___, ...others } = edit ?? {};
  const [only] = ranges;
  const isWhole = ranges.length === 1 && only?.start === 0 && only.end >= length - 1e-6;
  const kept = isWhole ? others : { ...others, ranges };
  return {
    ...rest,
    ...(Object.keys(kept).length > 0 && { edit: kept }),
    ...(config.timeline && { timeline: { ...config.timeline, overlays } }),
  };
}

function overlayMoved(
  overlay: OverlayItem,
  before: KeptRange[],
  after: KeptRange[],
): OverlayItem | null {
  const startSeconds = editedTime(after, sourceTime(before, overlay.startSeconds));
  const endSeconds = editedTime(after, sourceTime(before, overlay.endSeconds, true));
  return endSeconds - startSeconds < SHORTEST - 1e-6 ? null : { ...overlay, startSeconds, endSeconds };
}
