// SPDX-License-Identifier: Apache-2.0
/** Merges what two editors have changed of one document, part by part and field by field. */
import { type Change, type Changes, isSame } from "./changes";

/** What both have changed, and not in the same way. */
export interface Conflict {
  track?: string;
  /** The id of the item, or the field of the document. */
  key: string;
  /** The field of the item; undefined when one has removed it, or when items overlap. */
  field?: string;
  mine: unknown;
  theirs: unknown;
}

type Fields = Record<string, unknown>;

/**
 * Returns what has to change in my document so that it has the changes of both.
 *
 * What only one has changed is taken; the same change of both is no conflict; of a conflict it is
 * mine.
 */
export function mergedChanges(
  mine: Changes,
  theirs: Changes,
): { taken: Changes; conflicts: Conflict[] } {
  const ours = new Map(mine.map((one) => [nameOf(one), one]));
  const conflicts: Conflict[] = [];
  const taken = theirs.map((other) => {
    const own = ours.get(nameOf(other));
    return own ? { ...other, after: mergedValue(own, other, conflicts) } : other;
  });
  return { taken, conflicts };
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
