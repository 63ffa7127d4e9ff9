// SPDX-License-Identifier: Apache-2.0
/**
 * What differs between two documents, part by part.
 *
 * Undo, the journal and the merge of two editors' work are all made of it. A part is a field of the
 * document or an item of one of its tracks.
 */

/** One part before and after; undefined where there is none. */
export interface Change {
  /** The track of an item; undefined for a field of the document itself. */
  track?: string;
  /** The id of the item, or the name of the field. */
  key: string;
  before: unknown;
  after: unknown;
}

export type Changes = Change[];

type Fields = Record<string, unknown>;

/** Whether two JSON values are equal. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one as Fields, other as Fields];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSame(left[key], right[key]));
}

/** Returns which fields differ, without those that are compared in another way. */
export function fieldChanges(
  before: object,
  after: object,
  leftOut: ReadonlySet<string> = new Set(),
): Changes {
  const [old, now] = [before as Fields, after as Fields];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => !leftOut.has(key) && !isSame(old[key], now[key]))
    .map((key) => ({ key, before: old[key], after: now[key] }));
}

/** Returns the document after the changes of its fields; those of items are left alone. */
export function withFieldChanges<Doc extends object>(document: Doc, changes: Changes): Doc {
  const result = { ...document } as Fields;
  for (const { track, key, after } of changes) {
    if (track !== undefined) continue;
    if (after === undefined) delete result[key];
    else result[key] = after;
  }
  return result as Doc;
}

/** Returns the changes that take others back. */
export function inverted(changes: Changes): Changes {
  return changes.map((one) => ({ ...one, before: one.after, after: one.before }));
}

/** Returns the changes of two steps, one after the other, as one step. */
export function joined(first: Changes, second: Changes): Changes {
  const found = new Map(first.map((one) => [`${one.track}/${one.key}`, one]));
  for (const one of second) {
    const name = `${one.track}/${one.key}`;
    const earlier = found.get(name);
    found.set(name, earlier ? { ...one, before: earlier.before } : one);
  }
  return [...found.values()].filter((one) => !isSame(one.before, one.after));
}
