// SPDX-License-Identifier: Apache-2.0
/** Puts images over the edited video, one after the other: they never overlap. */
import type { DraftConfig, OverlayItem } from "@/features/drafts";

import { Refused, SHORTEST, tenth } from "./ranges";

export const MOST_OVERLAYS = 20;

export interface Span {
  startSeconds: number;
  endSeconds: number;
}

export function overlaysOf(config: DraftConfig): OverlayItem[] {
  return config.timeline?.overlays ?? [];
}

export function withOverlays(config: DraftConfig, overlays: OverlayItem[]): DraftConfig {
  const inOrder = overlays.toSorted((one, other) => one.startSeconds - other.startSeconds);
  return { ...config, timeline: { ...config.timeline, overlays: inOrder } };
}

/** Returns where there is room, up to the end of the edited video. */
function freeSpans(overlays: Span[], length: number): Span[] {
  const starts = [0, ...overlays.map((one) => one.endSeconds)];
  const ends = [...overlays.map((one) => one.startSeconds), length];
  return starts
    .map((startSeconds, index) => ({ startSeconds, endSeconds: ends[index] ?? length }))
    .filter((span) => span.endSeconds - span.startSeconds >= SHORTEST - 1e-6);
}

/**
 * Returns the place nearest to a wanted one where an image overlaps no other.
 *
 * It is moved before it is shortened: a place that has all of the length is preferred.
 */
export function placedFreely(overlays: Span[], wanted: Span, length: number): Span {
  const wish = wanted.endSeconds - wanted.startSeconds;
  const candidates = freeSpans(overlays, length).map((free) => {
    const size = Math.min(wish, free.endSeconds - free.startSeconds);
    const latest = free.endSeconds - size;
    const start = Math.min(latest, Math.max(free.startSeconds, wanted.startSeconds));
    return { start, size, distance: Math.abs(start - wanted.startSeconds), isWhole: size >= wish - 1e-6 };
  });
  const [best] = candidates.sort(
    (one, other) => Number(other.isWhole) - Number(one.isWhole) || one.distance - other.distance,
  );
  if (!best) throw new Refused("There is no room for another image.");
  return { startSeconds: tenth(best.start), endSeconds: tenth(best.start + best.size) };
}

/** A new image that would have less time than this is put where it has more. */
const SHORT = 1;

/** Returns a place that begins where it is wanted, shortened if need be; null without room there. */
function shortened(overlays: Span[], wanted: Span, length: number): Span | null {
  const free = freeSpans(overlays, length).find(
    (span) => span.startSeconds <= wanted.startSeconds && wanted.startSeconds < span.endSeconds,
  );
  if (!free) return null;
  const endSeconds = Math.min(wanted.endSeconds, free.endSeconds);
  const isShort = endSeconds - wanted.startSeconds < SHORT - 1e-6;
  return isShort ? null : { startSeconds: wanted.startSeconds, endSeconds: tenth(endSeconds) };
}

/** Adds an image near a time; says whether it lies where it was wanted. */
export function added(
  config: DraftConfig,
  item: { id: string; uploadId: number },
  wanted: Span,
  length: number,
): { config: DraftConfig; isMoved: boolean } {
  const overlays = overlaysOf(config);
  if (overlays.length >= MOST_OVERLAYS) {
    throw new Refused(`A video can have ${MOST_OVERLAYS} images at most.`);
  }
  const span =
    shortened(overlays, wanted, length) ?? placedFreely(overlays, wanted, length);
  const overlay: OverlayItem = { ...item, kind: "image", track: "A", ...span };
  return {
    config: withOverlays(config, [...overlays, overlay]),
    isMoved: Math.abs(span.startSeconds - wanted.startSeconds) > 1e-6,
  };
}

/** Moves an image to another place, or to the free one nearest to it. */
export function moved(
  config: DraftConfig,
  id: string,
  wanted: Span,
  length: number,
): { config: DraftConfig; isMoved: boolean } {
  const overlays = overlaysOf(config);
  const others = overlays.filter((one) => one.id !== id);
  const span = placedFreely(others, wanted, length);
  const after = overlays.map((one) => (one.id === id ? { ...one, ...span } : one));
  const isMoved =
    Math.abs(span.startSeconds - wanted.startSeconds) > 1e-6 ||
    Math.abs(span.endSeconds - wanted.endSeconds) > 1e-6;
  return { config: withOverlays(config, after), isMoved };
}

/** Moves one edge of an image, up to its neighbours. */
export function trimmed(
  config: DraftConfig,
  id: string,
  side: "start" | "end",
  seconds: number,
  length: number,
): DraftConfig {
  const overlays = overlaysOf(config);
  const index = overlays.findIndex((one) => one.id === id);
  const overlay = overlays[index];
  if (!overlay) return config;
  const least = side === "start" ? (overlays[index - 1]?.endSeconds ?? 0) : overlay.startSeconds + SHORTEST;
  const most =
    side === "start" ? overlay.endSeconds - SHORTEST : (overlays[index + 1]?.startSeconds ?? length);
  const at = tenth(Math.min(most, Math.max(least, seconds)));
  const field = side === "start" ? "startSeconds" : "endSeconds";
  return withOverlays(config, overlays.with(index, { ...overlay, [field]: at }));
}
