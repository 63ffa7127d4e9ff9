// SPDX-License-Identifier: Apache-2.0
/** Which locked lanes stayed behind where their items would have gone with an edit. */
import { LANES, type LaneName, type Timeline } from "./document";
import { Refused } from "./dropping";
import { placedItems } from "./placing";

/** An edit that moves nothing on lanes that are locked. */
export type LockableEdit = (document: Timeline, locked: readonly LaneName[]) => Timeline;

/** Returns the locked lanes of which the edit would move items if nothing were locked. */
export function heldBack(
  document: Timeline,
  edit: LockableEdit,
  locked: readonly LaneName[],
): LaneName[] {
  if (locked.length === 0) return [];
  const free = unlocked(document, edit);
  return locked.filter((lane) => {
    const after = startsOn(free, lane);
    return [...startsOn(document, lane)].some(([id, start]) => (after.get(id) ?? start) !== start);
  });
}

/** Returns the sentence about locked tracks whose items would have gone along. */
export function stayedBehind(lanes: readonly LaneName[]): string {
  const titles = LANES.filter(({ name }) => lanes.includes(name)).map(({ title }) => title);
  const last = titles.pop();
  return titles.length === 0
    ? `The track ${last} is locked and stayed.`
    : `The tracks ${titles.join(", ")} and ${last} are locked and stayed.`;
}

/** Returns the document after an edit with nothing locked, or as it is when that is refused. */
function unlocked(document: Timeline, edit: LockableEdit): Timeline {
  try {
    return edit(document, []);
  } catch (error) {
    if (error instanceof Refused) return document;
    throw error;
  }
}

function startsOn(document: Timeline, lane: LaneName): Map<string, number> {
  return new Map(placedItems(document, lane).map(({ item, start }) => [item.id, start]));
}
