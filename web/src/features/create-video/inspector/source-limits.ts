// SPDX-License-Identifier: Apache-2.0
/** How far the source fields of items may go: to the end of the file, and to what lies behind. */
import type { Field } from "@/lib/schema-fields";
import {
  type PlacedItem,
  type Timeline,
  frameRate,
  framesPerSecond,
  laneOf,
  placedItems,
} from "@/timeline";

interface Limit {
  at: number;
  because?: string;
}

const FILE_ENDS = "the file ends there";
const NEXT_BEGINS = "the next item begins there";

/** Returns fields with the limits that the files and the neighbours of the items set. */
export function withSourceLimits(
  fields: Field[],
  items: PlacedItem[],
  document: Timeline,
  secondsOf: (item: PlacedItem["item"]) => number | undefined,
): Field[] {
  const all = items.map((one) => limitsOf(one, document, secondsOf(one.item)));
  return fields.map((field) => {
    const found = all.flatMap((limits) => limits[field.key] ?? []);
    const least = found.map((one) => one.least).sort((one, other) => other.at - one.at)[0];
    const most = found.map((one) => one.most).sort((one, other) => one.at - other.at)[0];
    if (!least || !most || least.at > most.at) return field;
    return {
      ...field,
      least: least.at,
      leastBecause: least.because,
      most: most.at,
      mostBecause: most.because,
    };
  });
}

type Limits = Partial<Record<string, { least: Limit; most: Limit }>>;

function limitsOf(placed: PlacedItem, document: Timeline, seconds = Infinity): Limits {
  const { item } = placed;
  if (!("sourceStartSeconds" in item)) return {};
  const fps = framesPerSecond(frameRate(document.output.fps));
  const frame = 1 / fps;
  // Times are on frames, and the last frame of a file may be cut off.
  const length = Math.floor(seconds * fps + 1e-6) / fps;
  const end: Limit = { at: length - frame, because: FILE_ENDS };
  if (!("sourceEndSeconds" in item)) {
    return { sourceStartSeconds: { least: { at: 0 }, most: end } };
  }
  const speed = ("speedPct" in item ? item.speedPct : 100) / 100;
  const lane = placedItems(document, laneOf(placed.track).name);
  const next = lane.find((one) => one.start >= placed.end && one.item.id !== item.id);
  const room = next ? ((next.start - placed.start) / fps) * speed : Infinity;
  const from = item.sourceEndSeconds - room;
  const to = item.sourceStartSeconds + room;
  return {
    sourceStartSeconds: {
      least: from > 0 ? { at: from, because: NEXT_BEGINS } : { at: 0 },
      most: { at: item.sourceEndSeconds - frame, because: "the source ends there" },
    },
    sourceEndSeconds: {
      least: { at: item.sourceStartSeconds + frame, because: "the source begins there" },
      most: to < length ? { at: to, because: NEXT_BEGINS } : { at: length, because: FILE_ENDS },
    },
  };
}
