// SPDX-License-Identifier: Apache-2.0
/** Merges the work of two editors that began with the same document. */
import { type Change, type Changes, changesBetween, isSame, withChanges } from "./changes";
import { type Item, LANES, type Timeline, type TrackName } from "./document";
import { placedItems } from "./placing";

/** What both have changed, and not in the same way. */
export interface Conflict {
  track?: TrackName;
  /** The id of the item, or the field of the document. */
  key: string;
  /** The field of the item; undefined when one has removed it, or when items overlap. */
  field?: string;
  mine: unknown;
  theirs: unknown;
}

export interface Merge {
  /** The document with the changes of both; of a conflict it has mine. */
  document: Timeline;
  conflicts: Conflict[];
}

type Fields = Record<string, unknown>;

/**
 * Merges item by item and field by field.
 *
 * What only one has changed is taken; the same change of both is no conflict.
 */
export function merge(base: Timeline, mine: Timeline, theirs: Timeline): Merge {
  const ours = new Map(changesBetween(base, mine).map((one) => [nameOf(one), one]));
  const conflicts: Conflict[] = [];
  const taken: Changes = [];
  for (const other of changesBetween(base, theirs)) {
    const own = ours.get(nameOf(other));
    if (!own) taken.push(other);
    else taken.push({ ...other, after: mergedValue(own, other, conflicts) });
  }
  const document = withChanges(mine, taken);
  if (conflicts.length === 0) conflicts.push(...overlapsOf(document, theirs));
  return { document, conflicts };
}

function nameOf(change: Change): string {
  return `${change.track ?? ""}/${change.key}`;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mergedValue(own: Change, other: Change, conflicts: Conflict[]): unknown {
  if (isSame(own.after, other.after)) return own.after;
  const { track, key } = own;
  if (!isFields(own.before) || !isFields(own.after) || !isFields(other.after)) {
    conflicts.push({ track, key, mine: own.after, theirs: other.after });
    return own.after;
  }
  const [before, mine, theirs] = [own.before, own.after, other.after];
  const result: Fields = { ...mine };
  for (const field of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    if (isSame(before[field], theirs[field]) || isSame(mine[field], theirs[field])) continue;
    if (isSame(before[field], mine[field])) result[field] = theirs[field];
    else conflicts.push({ track, key, field, mine: mine[field], theirs: theirs[field] });
  }
  return result;
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
