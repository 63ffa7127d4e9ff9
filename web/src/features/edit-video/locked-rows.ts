// SPDX-License-Identifier: Apache-2.0
/** Where the parts of a production fall in the source of its video. */
import type { KeptRange, ProductionPart } from "@/features/drafts";

import { piecesOf } from "./ranges";

const INTRO = "Intro";
/** Overlays have a lane of their own. */
const OVERLAY = "Overlay";

export interface LockedRow {
  name: string;
  fill: string;
  /** The length of what comes before the video, in seconds; 0 for what lies over it. */
  secondsBefore: number;
  /** The times of the source where it is shown. */
  pieces: KeptRange[];
}

/** Returns one row for each kind of part, in the order in which the parts are given. */
export function lockedRows(
  parts: ProductionPart[],
  ranges: KeptRange[],
  fps: number,
): LockedRow[] {
  const intro = parts.find((part) => part.name === INTRO);
  const introSeconds = intro ? intro.frames / fps : 0;
  const shown = parts.filter((part) => part.name !== OVERLAY);
  const rows = new Map<string, LockedRow>();
  for (const { name, fill, startFrame, frames } of shown) {
    const row = rows.get(name) ?? { name, fill, secondsBefore: 0, pieces: [] };
    const from = startFrame / fps - introSeconds;
    if (name === INTRO) row.secondsBefore = introSeconds;
    else row.pieces.push(...piecesOf(ranges, Math.max(0, from), from + frames / fps));
    rows.set(name, row);
  }
  return [...rows.values()];
}
