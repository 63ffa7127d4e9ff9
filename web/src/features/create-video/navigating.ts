// SPDX-License-Identifier: Apache-2.0
/** Where one is in the timeline: playhead, range and selection, which change nothing of it. */
import {
  LANES,
  endOf,
  formatTimecode,
  frameRate,
  laneOf,
  placedByIds,
  placedItems,
  seek,
  select,
  useDocument,
  useView,
} from "@/timeline";

import { say } from "@/lib/status-line";

const state = () => useDocument.getState().document;
const view = () => useView.getState();

let revealer: (frame: number) => void = () => undefined;

/** Sets what scrolls a frame of the timeline into view. */
export function onReveal(reveals: (frame: number) => void): void {
  revealer = reveals;
}

/** Scrolls a frame of the timeline into view. */
export function reveal(frame: number): void {
  revealer(frame);
}

/** Moves the playhead by some frames. */
export function step(frames: number): void {
  seek(Math.min(view().playhead + frames, endOf(state())));
}

/** Moves the playhead to the next or previous start or end of an item. */
export function stepToEdge(direction: 1 | -1): void {
  const { playhead } = view();
  const edges = LANES.flatMap((lane) => placedItems(state(), lane.name))
    .flatMap((one) => [one.start, one.end])
    .filter((edge) => (edge - playhead) * direction > 0 && edge <= endOf(state()));
  if (edges.length === 0) return;
  const next = direction > 0 ? Math.min(...edges) : Math.max(...edges);
  seek(next);
  reveal(next);
}

/** Marks the start or the end of the range at the playhead. */
export function mark(end: "in" | "out"): void {
  const { playhead, rangeIn, rangeOut } = view();
  if (end === "in") {
    const isBehind = rangeOut !== null && rangeOut <= playhead;
    useView.setState({ rangeIn: playhead, rangeOut: isBehind ? null : rangeOut });
  } else {
    const isBefore = rangeIn !== null && rangeIn >= playhead;
    useView.setState({ rangeOut: playhead, rangeIn: isBefore ? null : rangeIn });
  }
  say(`${end === "in" ? "In" : "Out"} at ${formatTimecode(playhead, frameRate(state().output.fps))}`);
}

export function clearRange(): void {
  useView.setState({ rangeIn: null, rangeOut: null });
}

/** Selects the item before or behind the selected one, on its lane. */
export function selectNext(direction: 1 | -1): void {
  const [current] = placedByIds(state(), view().selection);
  const lane = current ? laneOf(current.track).name : "video";
  const items = placedItems(state(), lane);
  const index = current ? items.findIndex((one) => one.item.id === current.item.id) : -1;
  const next = items[current ? index + direction : 0];
  if (!next) return;
  select([next.item.id]);
  reveal(next.start);
}

export function selectAll(): void {
  select(LANES.flatMap((lane) => placedItems(state(), lane.name)).map((one) => one.item.id));
}
