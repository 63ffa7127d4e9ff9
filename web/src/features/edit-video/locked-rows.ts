// SPDX-License-Identifier: Apache-2.0
/** Where the parts of a production fall in the source of its video. */
import type { KeptRange, PartKind, ProductionPart } from "@/features/drafts";

import { piecesOf } from "./ranges";

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
  const intro = parts.find((part) => part.kind === "intro");
  const introSeconds = intro ? intro.frames / fps : 0;
  // Overlays have a lane of their own.
  const shown = parts.filter((part) => part.kind !== "overlay");
  const rows = new Map<PartKind, LockedRow>();
  for (const { kind, name, fill, startFrame, frames } of shown) {
    const row = rows.get(kind) ?? { name, fill, secondsBefore: 0, pieces: [] };
    const from = startFrame / fps - introSeconds;
    if (kind === "intro") row.secondsBefore = introSeconds;
    else row.pieces.push(...piecesOf(ranges, Math.max(0, from), from + frames / fps));
    rows.set(kind, row);
  }
  return [...rows.values()];
}
