// SPDX-License-Identifier: Apache-2.0
/**
 * What the fields of an item become when its picture is moved or scaled by hand.
 *
 * The document places pictures by grid positions, insets and sizes, so a picture lands on the
 * nearest place that its fields can say.
 */
import type { Box } from "@/media/compositor";
import type { Item, Part, TrackName } from "@/timeline";

export interface FrameSize {
  width: number;
  height: number;
}

type Fields = Record<string, unknown>;

const OVERLAY_SIZES = [25, 33, 40, 50, 70, 90, 100];
const OVERLAY_INSET = 0.02;
const LOWER_THIRD_INSETS = { small: 0.06, medium: 0.1, large: 0.14 } as const;
/** A document counts its pixels in a frame whose short edge has so many. */
const REFERENCE_EDGE = 1080;
const LIMITS = { graphics: [10, 100, 300], logos: [1, 100, 9999] } as const;
const FONT_SIZES = [0.5, 20] as const;
const OFFSET = 1000;

/** The tracks whose pictures can be moved and scaled by hand. */
export const BY_HAND = new Set<TrackName>([
  "screenTitles",
  "logos",
  "graphics",
  "videoOverlays",
  "videoOverlayStills",
  "lowerThirds",
]);

const between = (value: number, least: number, most: number) =>
  Math.min(most, Math.max(least, value));
const tenth = (value: number) => Math.round(value * 10) / 10;

function nearest(value: number, choices: readonly number[]): number {
  return choices.reduce((one, other) =>
    Math.abs(other - value) < Math.abs(one - value) ? other : one,
  );
}

/** Returns the fields of an item whose picture, `part` of it, now lies in a box. */
export function placedByHand(
  track: TrackName,
  item: Item,
  { before, after, frame, part }: { before: Box; after: Box; frame: FrameSize; part: number },
): Fields {
  const percent = between((100 * after.width) / frame.width, 1, 100);
  switch (track) {
    case "screenTitles":
      return titleFields(item as Part<"ScreenTitle">, { before, after, frame, part });
    case "logos":
      return gridFields("logos", after, frame, percent);
    case "graphics": {
      const graphic = item as Part<"Graphic">;
      const fields = gridFields("graphics", after, frame, percent);
      if (graphic.animate === "doc_reveal") return {};
      return { ...fields, fitMode: "contain_transparent" };
    }
    case "videoOverlays":
    case "videoOverlayStills":
      return {
        sizePctWidth: nearest(percent, OVERLAY_SIZES),
        position: gridPosition(after, frame, OVERLAY_INSET),
      };
    case "lowerThirds":
      return lowerThirdFields(item as Part<"LowerThird">, after, frame, percent);
    default:
      return {};
  }
}

/** Returns the position of the grid whose place is nearest to a box. */
function gridPosition(box: Box, frame: FrameSize, inset: number): string {
  const column = nearestSide(box.x, box.width, frame.width, frame.width * inset);
  const row = nearestSide(box.y, box.height, frame.height, frame.height * inset);
  return `${["top", "middle", "bottom"][row]}_${["left", "center", "right"][column]}`;
}

function nearestSide(start: number, length: number, whole: number, inset: number): number {
  const places = [inset, (whole - length) / 2, whole - length - inset];
  const distances = places.map((place) => Math.abs(place - start));
  return distances.indexOf(Math.min(...distances));
}

/** Returns a corner of the grid and the distances from it; centred when a box is centred. */
function gridFields(
  track: "graphics" | "logos",
  box: Box,
  frame: FrameSize,
  percent: number,
): Fields {
  const [least, most, longest] = LIMITS[track];
  const scale = Math.min(frame.width, frame.height) / REFERENCE_EDGE;
  const across = side(box.x, box.width, frame.width, longest * scale);
  const down = side(box.y, box.height, frame.height, longest * scale);
  return {
    sizePctWidth: tenth(between(percent, least, most)),
    position: `${["top", "middle", "bottom"][down.at]}_${["left", "center", "right"][across.at]}`,
    ...(across.at !== 1 && { insetXPx: Math.round(across.inset / scale) }),
    ...(down.at !== 1 && { insetYPx: Math.round(down.inset / scale) }),
  };
}

function side(
  start: number,
  length: number,
  whole: number,
  longest: number,
): { at: number; inset: number } {
  const free = whole - length;
  if (Math.abs(start - free / 2) < 2) return { at: 1, inset: 0 };
  const isFirst = start < free / 2;
  const inset = Math.max(0, isFirst ? start : free - start);
  const isNearerToCentre = inset > longest && Math.abs(start - free / 2) < inset - longest;
  if (isNearerToCentre) return { at: 1, inset: 0 };
  return { at: isFirst ? 0 : 2, inset: Math.min(inset, longest) };
}

function lowerThirdFields(
  item: Part<"LowerThird">,
  box: Box,
  frame: FrameSize,
  percent: number,
): Fields {
  const inset = (frame.height - box.y - box.height) / frame.height;
  const names = Object.keys(LOWER_THIRD_INSETS) as (keyof typeof LOWER_THIRD_INSETS)[];
  const name = names.reduce((one, other) =>
    Math.abs(LOWER_THIRD_INSETS[other] - inset) < Math.abs(LOWER_THIRD_INSETS[one] - inset)
      ? other
      : one,
  );
  return {
    configSnapshot: {
      ...item.configSnapshot,
      insetYPreset: name,
      sizeMode: "pct",
      sizePctWidth: tenth(percent),
    },
  };
}

function titleFields(
  item: Part<"ScreenTitle">,
  { before, after, frame, part }: { before: Box; after: Box; frame: FrameSize; part: number },
): Fields {
  const scale = Math.min(frame.width, frame.height) / REFERENCE_EDGE;
  const growth = after.width / before.width;
  const isGrown = Math.abs(growth - 1) > 0.005;
  const shown = item.instances.filter((one) => one.text.trim());
  const instance = item.instances.length > 0 ? shown[part] : undefined;
  const style: Partial<Part<"TitleStyle">> =
    (instance ? instance.customStyle : item.customStyle) ?? {};
  const size = style.fontSizePct ?? item.presetSnapshot?.fontSizePct ?? 4.5;
  const moved = (offset: number | null | undefined, by: number) =>
    Math.round(between((offset ?? 0) + by / scale, -OFFSET, OFFSET));
  // A text grows about its anchor; the centre of its ink is what the hand holds.
  const across = after.x + after.width / 2 - before.x - before.width / 2;
  const down = after.y + after.height / 2 - before.y - before.height / 2;
  const changed = {
    ...style,
    ...(isGrown && { fontSizePct: Number(between(size * growth, ...FONT_SIZES).toFixed(2)) }),
    ...(!isGrown && {
      offsetXPx: moved(style.offsetXPx, across),
      offsetYPx: moved(style.offsetYPx, down),
    }),
  };
  if (!instance) return { customStyle: changed };
  return {
    instances: item.instances.map((one) =>
      one.id === instance.id ? { ...one, customStyle: changed } : one,
    ),
  };
}

export interface Guides {
  x: number | null;
  y: number | null;
}

/** Moves a box so that its centre or edges lie on those of the frame, its thirds or safe area. */
export function snapped(box: Box, frame: FrameSize, reach: number): { box: Box; guides: Guides } {
  const across = snappedSide(box.x, box.width, frame.width, reach);
  const down = snappedSide(box.y, box.height, frame.height, reach);
  return {
    box: { ...box, x: across.start, y: down.start },
    guides: { x: across.guide, y: down.guide },
  };
}

function snappedSide(
  start: number,
  length: number,
  whole: number,
  reach: number,
): { start: number; guide: number | null } {
  const guides = [whole / 2, whole / 3, (2 * whole) / 3, whole * 0.05, whole * 0.95];
  const points = [start + length / 2, start, start + length];
  let best = { start, guide: null as number | null, distance: reach };
  for (const guide of guides) {
    for (const point of points) {
      const distance = Math.abs(guide - point);
      if (distance < best.distance) best = { start: start + guide - point, guide, distance };
    }
  }
  return best;
}
