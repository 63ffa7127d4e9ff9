// SPDX-License-Identifier: Apache-2.0
/**
 * What differs between two timelines, item by item.
 *
 * Items are found by their ids, so changes of one item can be taken back after others have been
 * moved or removed.
 */
import { type Changes, fieldChanges, isSame, withFieldChanges } from "@/lib/changes";

import { type Item, TRACK_NAMES, type Timeline, type TrackName } from "./document";

export { type Change, type Changes, inverted, isSame, joined } from "@/lib/changes";

const TRACKS = new Set<string>(TRACK_NAMES);

/** Returns what has to change in one document to make the other. */
export function changesBetween(before: Timeline, after: Timeline): Changes {
  return [
    ...fieldChanges(before, after, TRACKS),
    ...TRACK_NAMES.flatMap((track) => itemChanges(track, before, after)),
  ];
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

/** Returns the document after some changes. */
export function withChanges(document: Timeline, changes: Changes): Timeline {
  const result = withFieldChanges(document, changes) as unknown as Record<string, unknown>;
  for (const track of new Set(changes.flatMap((one) => one.track ?? []))) {
    const rows = new Map<string, Item>(
      document[track as TrackName].map((item) => [item.id, item]),
    );
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
