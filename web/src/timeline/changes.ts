// SPDX-License-Identifier: Apache-2.0
/**
 * What differs between two documents, item by item.
 *
 * Undo, the journal and the merge of two editors' work are all made of it. Items are found by their
 * ids, so changes of one item can be taken back after others have been moved or removed.
 */
import { type Item, TRACK_NAMES, type Timeline, type TrackName } from "./document";

/** One item, or one field of the document, before and after; undefined where there is none. */
export interface Change {
  /** The track of an item; undefined for a field of the document itself. */
  track?: TrackName;
  /** The id of the item, or the name of the field. */
  key: string;
  before: unknown;
  after: unknown;
}

export type Changes = Change[];

const TRACKS = new Set<string>(TRACK_NAMES);

/** Whether two JSON values are equal. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSame(left[key], right[key]));
}

/** Returns what has to change in one document to make the other. */
export function changesBetween(before: Timeline, after: Timeline): Changes {
  return [
    ...fieldChanges(before, after),
    ...TRACK_NAMES.flatMap((track) => itemChanges(track, before, after)),
  ];
}

function fieldChanges(before: Timeline, after: Timeline): Changes {
  const [old, now] = [before, after] as unknown as Record<string, unknown>[];
  if (!old || !now) return [];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => !TRACKS.has(key) && !isSame(old[key], now[key]))
    .map((key) => ({ key, before: old[key], after: now[key] }));
}

function itemChanges(track: TrackName, before: Timeline, after: Timeline): Changes {
  if (before[track] === after[track]) return [];
  const old = new Map<string, Item>(before[track].map((item) => [item.id, item]));
  const now = new Map<string, Item>(after[track].map((item) => [item.id, item]));
  const removed = [...old].filter(([id]) => !now.has(id));
  const changed = [...now].filter(([id, item]) => !isSame(old.get(id), item));
  return [
    ...removed.map(([key, item]) => ({ track, key, before: item, after: undefined })),
    ...changed.map(([key, item]) => ({ track, key, before: old.get(key), after: item })),
  ];
}

/** Returns the changes that take others back. */
export function inverted(changes: Changes): Changes {
  return changes.map((one) => ({ ...one, before: one.after, after: one.before }));
}

/** Returns the document after some changes. */
export function withChanges(document: Timeline, changes: Changes): Timeline {
  const result = { ...document } as unknown as Record<string, unknown>;
  const fields = changes.filter((one) => one.track === undefined);
  for (const { key, after } of fields) {
    if (after === undefined) delete result[key];
    else result[key] = after;
  }
  for (const track of new Set(changes.flatMap((one) => one.track ?? []))) {
    const rows = new Map<string, Item>(document[track].map((item) => [item.id, item]));
    for (const one of changes.filter((change) => change.track === track)) {
      if (one.after === undefined) rows.delete(one.key);
      else rows.set(one.key, one.after as Item);
    }
    result[track] = inOrder([...rows.values()]);
  }
  return result as unknown as Timeline;
}

/** Returns items in the one order that documents of the editor have: by start, then by id. */
export function inOrder<One extends Item>(items: One[]): One[] {
  return items.sort(
    (one, other) =>
      (one.startSeconds ?? 0) - (other.startSeconds ?? 0) || (one.id < other.id ? -1 : 1),
  );
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
