// SPDX-License-Identifier: Apache-2.0
/** The keys of the page. */
import { draftSaves } from "@/features/drafts";
import type { Shortcut } from "@/lib/key-bindings";
import { shuttle } from "@/media/preview";
import { frameAt, seek, select, useView } from "@/timeline";

import { useEditing } from "./edit-state";
import * as editing from "./editing";
import { fit, zoomBy } from "./zooming";

const play = () => useView.setState(({ isPlaying }) => ({ isPlaying: !isPlaying }));
const second = () => {
  const { numerator, denominator } = useEditing.getState().rate;
  return Math.round(numerator / denominator);
};
const end = () => frameAt(useEditing.getState().length, useEditing.getState().rate);

function deselect(): void {
  select([]);
  editing.clearMarks();
}

function moving(keys: string, does: string, run: () => void): Shortcut {
  return { keys: [keys], does, run, repeats: true };
}

export const SHORTCUTS: Shortcut[] = [
  { keys: ["Space"], does: "Play or pause", run: play },
  { keys: ["J"], does: "Play backward, again faster", run: () => shuttle(-1) },
  { keys: ["K"], does: "Pause", run: () => shuttle(0) },
  { keys: ["L"], does: "Play, again faster", run: () => shuttle(1) },
  moving("ArrowLeft", "One frame back", () => editing.step(-1)),
  moving("ArrowRight", "One frame on", () => editing.step(1)),
  moving("Shift+ArrowLeft", "Ten frames back", () => editing.step(-10)),
  moving("Shift+ArrowRight", "Ten frames on", () => editing.step(10)),
  moving("Ctrl+ArrowLeft", "One second back", () => editing.step(-second())),
  moving("Ctrl+ArrowRight", "One second on", () => editing.step(second())),
  moving("ArrowUp", "Previous cut", () => editing.stepToCut(-1)),
  moving("ArrowDown", "Next cut", () => editing.stepToCut(1)),
  moving(",", "Select the previous part", () => editing.selectPart(-1)),
  moving(".", "Select the next part", () => editing.selectPart(1)),
  { keys: ["Home"], does: "Start", run: () => seek(0) },
  { keys: ["End"], does: "End", run: () => seek(end()) },
  { keys: ["I"], does: "Mark the start of a range", run: () => editing.mark("in") },
  { keys: ["O"], does: "Mark the end of a range", run: () => editing.mark("out") },
  { keys: ["Escape", "Shift+X"], does: "Select nothing", run: deselect },
  { keys: ["S"], does: "Split at the playhead", run: editing.splitAtPlayhead },
  { keys: ["Delete", "Backspace"], does: "Delete", run: editing.remove },
  moving("Ctrl+Z", "Undo", editing.undoStep),
  moving("Ctrl+Shift+Z", "Redo", editing.redoStep),
  moving("Ctrl+Y", "Redo", editing.redoStep),
  moving("+", "Zoom in", () => zoomBy(1.5)),
  moving("=", "Zoom in", () => zoomBy(1.5)),
  moving("-", "Zoom out", () => zoomBy(1 / 1.5)),
  { keys: ["Shift+Z"], does: "Show the whole video", run: fit },
  { keys: ["Ctrl+S"], does: "Save now", run: () => void draftSaves()?.flush() },
];
