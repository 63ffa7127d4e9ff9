// SPDX-License-Identifier: Apache-2.0
/** Finds what a dragged edge snaps to, by binary search among the edges that do not move. */
import { LANES, type Timeline } from "./document";
import { placedItems } from "./placing";

/** Returns the frames to snap to, in order: edges of items that are not moved, and others. */
export function snapTargets(
  document: Timeline,
  movedIds: Iterable<string>,
  others: number[],
): Int32Array {
  const moved = new Set(movedIds);
  const edges = LANES.flatMap(({ name }) => placedItems(document, name))
    .filter((one) => !moved.has(one.item.id))
    .flatMap((one) => [one.start, one.end]);
  return Int32Array.from(new Set([0, ...edges, ...others])).sort();
}

function nearest(targets: Int32Array, frame: number): number | undefined {
  let [low, high] = [0, targets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((targets[middle] ?? 0) < frame) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [targets[low - 1], targets[low]];
  if (before === undefined || after === undefined) return before ?? after;
  return frame - before <= after - frame ? before : after;
}

/** Where a move snaps to: the shift that is left to do, and the frame that is met. */
export interface Snap {
  by: number;
  at: number | null;
}

/** Returns how far edges still have to go to meet a target within a tolerance in frames. */
export function snap(targets: Int32Array, edges: number[], tolerance: number): Snap {
  let best: Snap = { by: 0, at: null };
  for (const edge of edges) {
    const target = nearest(targets, edge);
    if (target === undefined || Math.abs(target - edge) > tolerance) continue;
    if (best.at === null || Math.abs(target - edge) < Math.abs(best.by)) {
      best = { by: target - edge, at: target };
    }
  }
  return best;
}
