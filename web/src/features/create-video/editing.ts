// SPDX-License-Identifier: Apache-2.0
/** What buttons, keys and pointers do with the timeline; each says in the status line what it did. */
import {
  type ApplyOptions,
  type Copied,
  type Edit,
  type Item,
  LANES,
  type LaneName,
  type LockableEdit,
  Refused,
  type Timeline,
  type TrackItems,
  type TrackName,
  apply,
  copy,
  duplicate,
  findItem,
  frameRate,
  heldBack,
  insert,
  laneOf,
  lift,
  move,
  paste,
  placedByIds,
  placedItems,
  policyOf,
  redo,
  rippleDelete,
  split,
  stayedBehind,
  trim,
  undo,
  useDocument,
  useView,
} from "@/timeline";

import { say, sayRefusal } from "@/lib/status-line";
import { reveal } from "./navigating";
import { rememberPasted } from "./pasted-uploads";
import { uploadOf } from "./uploads";

/** Makes an edit that a dialog asks for; returns why it is refused, which the dialog then says. */
export function refusalOf(label: string, edit: Edit): string | null {
  try {
    if (apply(label, edit)) say(label);
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.message;
  }
}

/** Makes an edit; a refusal is said in the status line. Returns whether anything changed. */
export function attempt(label: string, edit: Edit, options?: ApplyOptions): boolean {
  try {
    const isDone = apply(label, edit, options);
    if (isDone) say(label);
    return isDone;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    sayRefusal(error.message);
    return false;
  }
}

/**
 * Makes an edit that other tracks follow; it says which of them stayed because they are locked.
 *
 * Returns whether anything changed.
 */
export function attemptFollowed(
  label: string,
  edit: LockableEdit,
  options?: ApplyOptions,
): boolean {
  const { lockedLanes } = view();
  const stayed = heldBack(state(), edit, lockedLanes);
  const isDone = attempt(label, (one) => edit(one, lockedLanes), options);
  if (isDone) sayStayed(label, stayed);
  return isDone;
}

function sayStayed(label: string, lanes: readonly LaneName[]): void {
  if (lanes.length > 0) say(`${label}. ${stayedBehind(lanes)}`);
}

const state = () => useDocument.getState().document;
const view = () => useView.getState();
const rate = () => frameRate(state().output.fps);

/** Returns how long the source of an item is, as far as it is known. */
export function sourceSecondsOf(item: Item): number | undefined {
  const id = "uploadId" in item ? item.uploadId : null;
  return id ? (uploadOf(id)?.durationSeconds ?? undefined) : undefined;
}

/** Returns the selected items that lie on no locked lane. */
export function changeable(): string[] {
  const { selection, lockedLanes } = view();
  const isOpen = (id: string) => {
    const found = findItem(state(), id);
    return found && !lockedLanes.includes(laneOf(found.track).name);
  };
  const ids = selection.filter(isOpen);
  if (selection.length > 0 && ids.length === 0) sayRefusal("This track is locked.");
  return ids;
}

/** Puts a new item down and selects it. */
export function add<Track extends TrackName>(
  label: string,
  track: Track,
  item: TrackItems[Track],
  at: number,
): boolean {
  const lane = laneOf(track).name;
  if (view().lockedLanes.includes(lane)) {
    sayRefusal("This track is locked.");
    return false;
  }
  const edit: LockableEdit = (one, locked) =>
    insert(one, track, item, at, policyOf(lane), locked);
  return attemptFollowed(label, edit, { select: [item.id] });
}

/** Returns the first frame from `at` on where a lane has room for so many frames. */
export function roomOn(lane: LaneName, at: number, frames: number): number {
  let start = at;
  for (const one of placedItems(state(), lane)) {
    if (one.start < start + frames && start < one.end) start = one.end;
  }
  return start;
}

/** Takes the selected items away, and closes the gaps if asked to. */
export function remove(isRipple = view().isRippling): void {
  const ids = changeable();
  if (ids.length === 0) return;
  const what = ids.length === 1 ? "1 item" : `${ids.length} items`;
  if (isRipple) {
    attemptFollowed(`Ripple delete ${what}`, (one, locked) => rippleDelete(one, ids, locked));
  } else {
    attempt(`Delete ${what}`, (one) => lift(one, ids));
  }
}

/**
 * Splits the selected items at the playhead, or without a selection all of the video lane.
 *
 * Of what was selected the part behind the playhead is selected then.
 */
export function splitAtPlayhead(isEverywhere = false): void {
  const { playhead, selection, lockedLanes } = view();
  const open = LANES.filter((lane) => !lockedLanes.includes(lane.name));
  const under = (lanes: typeof LANES) =>
    lanes
      .flatMap((lane) => placedItems(state(), lane.name))
      .filter((one) => one.start < playhead && playhead < one.end)
      .map((one) => one.item.id);
  const all = under(open);
  const chosen = all.filter((id) => selection.includes(id));
  const ids = isEverywhere ? all : chosen.length > 0 ? chosen : under(open.filter(isVideo));
  if (ids.length === 0) {
    sayRefusal("There is nothing to split under the playhead.");
    return;
  }
  const parts = split(state(), playhead, ids);
  attempt("Split", () => parts, { select: selection.map((id) => partBehind(parts, id)) });
}

/** Returns the part behind a split of an item that lay there, which keys then go on with. */
function partBehind(parts: Timeline, id: string): string {
  const found = findItem(parts, id);
  if (!found) return id;
  const lane = placedItems(parts, laneOf(found.track).name);
  const index = lane.findIndex((one) => one.item.id === id);
  const next = lane[index + 1];
  return next && !findItem(state(), next.item.id) ? next.item.id : id;
}

function isVideo(lane: { name: LaneName }): boolean {
  return lane.name === "video";
}

/** Trims an edge of the selected items, or of the clip under it, to the playhead. */
export function trimToPlayhead(edge: "start" | "end"): void {
  const { playhead } = view();
  const under = placedItems(state(), "video").filter(
    (one) => one.start < playhead && playhead < one.end,
  );
  const chosen = changeable();
  const asked = chosen.length > 0 ? placedByIds(state(), chosen) : under;
  // Nothing would be left of an item that lies wholly on the side that is cut away.
  const kept = asked.filter((one) => (edge === "end" ? one.start < playhead : playhead < one.end));
  if (kept.length === 0 && asked.length > 0) {
    const side = edge === "end" ? "after the start" : "before the end";
    sayRefusal(`The playhead is not ${side} of the clip, so nothing of it would be left.`);
    return;
  }
  const ids = kept.map((one) => one.item.id);
  attempt(`Trim ${edge} to playhead`, (document) =>
    ids.reduce((one, id) => {
      const found = findItem(one, id);
      return found ? trim(one, id, edge, playhead, sourceSecondsOf(found.item)) : one;
    }, document),
  );
}

/** Moves the selected items by some frames. */
export function nudge(frames: number): void {
  const ids = changeable();
  if (ids.length === 0) return;
  const mergeKey = `nudge/${ids.join()}`;
  attempt("Nudge", (one) => move(one, ids, frames, "refuse", view().lockedLanes), {
    mergeKey,
  });
}

let clipboard: Copied[] = [];

export function copySelected(): void {
  const { selection } = view();
  if (selection.length === 0) return;
  clipboard = copy(state(), selection);
  say(`Copied ${selection.length === 1 ? "1 item" : `${selection.length} items`}`);
}

export function cutSelected(): void {
  copySelected();
  remove();
}

export function pasteAtPlayhead(): void {
  if (clipboard.length === 0) {
    sayRefusal("There is nothing to paste.");
    return;
  }
  rememberPasted(clipboard);
  const { playhead } = view();
  put("Paste", (one, locked) => paste(one, clipboard, playhead, policyOf, locked));
}

export function duplicateSelected(): void {
  const ids = changeable();
  if (ids.length > 0) put("Duplicate", (one, locked) => duplicate(one, ids, policyOf, locked));
}

type Putting = (
  document: Timeline,
  locked: readonly LaneName[],
) => { document: Timeline; ids: string[] };

function put(label: string, make: Putting) {
  const { lockedLanes } = view();
  try {
    const { document, ids } = make(state(), lockedLanes);
    const isLocked = ids.some((id) => {
      const found = findItem(document, id);
      return found && lockedLanes.includes(laneOf(found.track).name);
    });
    if (isLocked) throw new Refused("This track is locked.");
    const stayed = heldBack(state(), (one, locked) => make(one, locked).document, lockedLanes);
    if (attempt(label, () => document, { select: ids })) sayStayed(label, stayed);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    sayRefusal(error.message);
  }
}

export function undoStep(): void {
  const label = undo();
  say(label ? `Undone: ${label}` : "There is nothing to undo");
  showSelected();
}

export function redoStep(): void {
  const label = redo();
  say(label ? `Done again: ${label}` : "There is nothing to do again");
  showSelected();
}

function showSelected(): void {
  const [first] = placedByIds(state(), view().selection);
  if (first) reveal(first.start);
}

/** Sets a guideline at the playhead, or takes it away. */
export function toggleGuideline(): void {
  const { playhead } = view();
  const seconds = playhead / (rate().numerator / rate().denominator);
  const at = Math.round(seconds * 1e6) / 1e6;
  attempt("Marker", (one) => {
    const others = one.guidelines.filter((line) => Math.abs(line - at) > 0.01);
    const isNew = others.length === one.guidelines.length;
    return { ...one, guidelines: isNew ? [...others, at].sort((a, b) => a - b) : others };
  });
}
