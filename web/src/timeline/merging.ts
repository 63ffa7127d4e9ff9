// SPDX-License-Identifier: Apache-2.0
/** Merges the work of two editors that began with the same timeline. */
import { type Conflict, mergedChanges } from "@/lib/merging";

import { changesBetween, withChanges } from "./changes";
import { type Item, LANES, type Timeline } from "./document";
import { placedItems } from "./placing";

export { type Conflict } from "@/lib/merging";

export interface Merge {
  /** The document with the changes of both; of a conflict it has mine. */
  document: Timeline;
  conflicts: Conflict[];
}

/**
 * Merges item by item and field by field.
 *
 * What only one has changed is taken; the same change of both is no conflict.
 */
export function merge(base: Timeline, mine: Timeline, theirs: Timeline): Merge {
  const { taken, conflicts } = mergedChanges(
    changesBetween(base, mine),
    changesBetween(base, theirs),
  );
  const document = withChanges(mine, taken);
  if (conflicts.length === 0) conflicts.push(...overlapsOf(document, theirs));
  return { document, conflicts };
}

/** Items that lie over one another only since the merge. */
function overlapsOf(document: Timeline, theirs: Timeline): Conflict[] {
  const found: Conflict[] = [];
  for (const { name } of LANES) {
    const placed = placedItems(document, name);
    placed.forEach((one, index) => {
      const next = placed[index + 1];
      if (!next || next.start >= one.end) return;
      const other = (theirs[next.track] as Item[]).find((item) => item.id === next.item.id);
      found.push({ track: next.track, key: next.item.id, mine: next.item, theirs: other });
    });
  }
  return found;
}
