// SPDX-License-Identifier: Apache-2.0
/** What can be done with the cuts: each is one step that can be undone. */
import { type DraftConfig, type KeptRange, editedConfig } from "@/features/drafts";
import { randomId } from "@/lib/random-id";
import { say, sayRefusal } from "@/lib/status-line";
import { frameAt, secondsAt, seek, select, useView } from "@/timeline";

import { currentCuts, partId, partOf, playheadSeconds, seekSeconds, useEditing } from "./edit-state";
import * as overlays from "./overlays";
import * as cuts from "./ranges";

const IMAGE_SECONDS = 5;

/** Makes an edit, or says why it cannot be made. */
function attempt(
  label: string,
  edit: (config: DraftConfig) => DraftConfig,
  options: { select?: string[]; mergeKey?: string; said?: string } = {},
): boolean {
  try {
    const isChanged = editedConfig.apply(label, edit, options);
    if (isChanged) say(options.said ?? label);
    return isChanged;
  } catch (error) {
    if (!(error instanceof cuts.Refused)) throw error;
    sayRefusal(error.message);
    return false;
  }
}

function cut(
  label: string,
  change: (ranges: KeptRange[]) => KeptRange[],
  options: { select?: string[] } = {},
): boolean {
  const { ranges, length, overlays: before } = currentCuts();
  return attempt(
    label,
    (config) => {
      const after = cuts.withRanges(config, change(ranges), length);
      const lost = before.length - overlays.overlaysOf(after).length;
      if (lost > 0) window.setTimeout(() => say(`${label}; ${lost === 1 ? "an image was" : `${lost} images were`} in it`));
      return after;
    },
    options,
  );
}

export function splitAtPlayhead(): void {
  const at = cuts.tenth(playheadSeconds());
  const index = currentCuts().ranges.findIndex((range) => range.start < at && at < range.end);
  cut("Split", (ranges) => cuts.split(ranges, at), { select: [partId(index + 1)] });
}

/** Deletes the marked range, else what is selected. */
export function remove(): void {
  const { rangeIn, rangeOut, selection } = useView.getState();
  const { rate, ranges } = currentCuts();
  if (rangeIn !== null && rangeOut !== null) {
    const [from, to] = [secondsAt(rangeIn, rate), secondsAt(rangeOut, rate)];
    if (cut("Delete range", (now) => cuts.cutOut(now, from, to), { select: [] })) clearMarks();
    return;
  }
  const part = partOf(selection);
  if (part !== null && ranges[part]) {
    cut("Delete part", (now) => cuts.removed(now, part), { select: [] });
    return;
  }
  if (selection.length > 0) return removeOverlays(selection);
  sayRefusal("Select a part, or mark a range with I and O.");
}

function removeOverlays(ids: string[]): void {
  attempt(
    "Delete image",
    (config) =>
      overlays.withOverlays(
        config,
        overlays.overlaysOf(config).filter((one) => !ids.includes(one.id)),
      ),
    { select: [] },
  );
}

export function bringBack(gap: cuts.Gap): void {
  cut("Bring back", (ranges) => cuts.restored(ranges, gap));
}

/** Brings back all that was removed. */
export function bringAllBack(): void {
  const { length } = currentCuts();
  cut("Bring everything back", () => [{ start: 0, end: length }], { select: [] });
}

export function moveEdge(index: number, side: "start" | "end", seconds: number): void {
  const { length } = currentCuts();
  cut("Move cut", (ranges) => cuts.edgeMoved(ranges, index, side, seconds, length), {
    select: [partId(index)],
  });
}

export function mark(side: "in" | "out"): void {
  const { playhead } = useView.getState();
  setMark(side, playhead);
}

/** Sets one end of the marked range; the other one gives way when they would cross. */
export function setMark(side: "in" | "out", frame: number): void {
  const { rangeIn, rangeOut } = useView.getState();
  if (side === "in") {
    useView.setState({ rangeIn: frame, rangeOut: rangeOut !== null && rangeOut > frame ? rangeOut : null });
  } else {
    useView.setState({ rangeOut: frame, rangeIn: rangeIn !== null && rangeIn < frame ? rangeIn : null });
  }
}

export function clearMarks(): void {
  useView.setState({ rangeIn: null, rangeOut: null });
}

/** Puts an image on the lane at the playhead, or where there is room next to it. */
export function addOverlay(uploadId: number): void {
  const { ranges } = currentCuts();
  const length = cuts.editedLength(ranges);
  const at = Math.min(cuts.editedTime(ranges, playheadSeconds()), Math.max(0, length - cuts.SHORTEST));
  const wanted = { startSeconds: at, endSeconds: at + IMAGE_SECONDS };
  const id = `overlay-${randomId().slice(0, 8)}`;
  place("Add image", (config) => overlays.added(config, { id, uploadId }, wanted, length), id);
}

export function moveOverlay(id: string, wanted: overlays.Span): void {
  const length = cuts.editedLength(currentCuts().ranges);
  place("Move image", (config) => overlays.moved(config, id, wanted, length), id);
}

function place(
  label: string,
  edit: (config: DraftConfig) => { config: DraftConfig; isMoved: boolean },
  id: string,
): void {
  let isMoved = false;
  const isChanged = attempt(
    label,
    (config) => {
      const placed = edit(config);
      isMoved = placed.isMoved;
      return placed.config;
    },
    { select: [id] },
  );
  if (isMoved && isChanged) say(`${label}: put where there is room, because images do not overlap.`);
}

export function trimOverlay(id: string, side: "start" | "end", seconds: number): void {
  const length = cuts.editedLength(currentCuts().ranges);
  attempt("Trim image", (config) => overlays.trimmed(config, id, side, seconds, length), {
    select: [id],
  });
}

export function changeOverlayImage(id: string, uploadId: number): void {
  attempt("Change image", (config) =>
    overlays.withOverlays(
      config,
      overlays.overlaysOf(config).map((one) => (one.id === id ? { ...one, uploadId } : one)),
    ),
  );
}

export function undoStep(): void {
  const label = editedConfig.undo();
  say(label ? `Undone: ${label}` : "There is nothing to undo.");
}

export function redoStep(): void {
  const label = editedConfig.redo();
  say(label ? `Redone: ${label}` : "There is nothing to redo.");
}

export function step(frames: number): void {
  useView.setState({ isPlaying: false });
  const { rate, length } = useEditing.getState();
  seek(Math.min(frameAt(length, rate), useView.getState().playhead + frames));
}

/** Goes to the next or previous cut. */
export function stepToCut(direction: 1 | -1): void {
  const now = playheadSeconds();
  const { ranges } = currentCuts();
  const edges = [...new Set(ranges.flatMap((range) => [range.start, range.end]))].sort((a, b) => a - b);
  const found =
    direction > 0
      ? edges.find((edge) => edge > now + 0.02)
      : edges.findLast((edge) => edge < now - 0.02);
  if (found !== undefined) seekSeconds(found);
}

/** Selects the part at the playhead, or the next one. */
export function selectPart(direction: 1 | -1): void {
  const { ranges } = currentCuts();
  const now = partOf(useView.getState().selection);
  const next = now === null ? 0 : Math.min(ranges.length - 1, Math.max(0, now + direction));
  select([partId(next)]);
  const range = ranges[next];
  if (range) seekSeconds(range.start);
}
