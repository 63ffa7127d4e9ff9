// SPDX-License-Identifier: Apache-2.0
/** The keys of the editor. They work unless one is typing, or a dialog is open. */
import type { Shortcut } from "@/lib/key-bindings";
import { shuttle } from "@/media/preview";
import { endOf, frameRate, framesPerSecond, seek, useDocument, useView } from "@/timeline";

import * as editing from "./editing";
import { leaveExactFrame, toggleExactFrame, useExactFrame } from "./exact/exact-frame";
import * as navigating from "./navigating";
import { saves } from "./project-state";
import { say } from "@/lib/status-line";
import { fit, zoomBy } from "./timeline/zooming";

const second = () =>
  Math.round(framesPerSecond(frameRate(useDocument.getState().document.output.fps)));
const end = () => endOf(useDocument.getState().document);

function toggle(name: "isSnapping" | "isRippling", words: string): void {
  const isOn = !useView.getState()[name];
  useView.setState({ [name]: isOn });
  say(`${words} ${isOn ? "on" : "off"}`);
}

function play(isPlaying = !useView.getState().isPlaying): void {
  useView.setState({ isPlaying });
}

/** Closes the exact frame, or why there is none; without either it selects nothing. */
function escape(): void {
  if (useExactFrame.getState().exact.kind === "none") useView.setState({ selection: [] });
  else leaveExactFrame();
}

export interface EditorKeys {
  openExport: () => void;
  openList: () => void;
}

/** Returns the keys with what they do. */
export function editorShortcuts({ openExport, openList }: EditorKeys): Shortcut[] {
  return [
    { keys: ["Space"], does: "Play or pause", run: () => play() },
    { keys: ["J"], does: "Play backward, again faster", run: () => shuttle(-1) },
    { keys: ["K"], does: "Pause", run: () => shuttle(0) },
    { keys: ["L"], does: "Play, again faster", run: () => shuttle(1) },
    { keys: ["ArrowLeft"], does: "One frame back", run: () => navigating.step(-1), repeats: true },
    { keys: ["ArrowRight"], does: "One frame on", run: () => navigating.step(1), repeats: true },
    {
      keys: ["Shift+ArrowLeft"],
      does: "Ten frames back",
      run: () => navigating.step(-10),
      repeats: true,
    },
    {
      keys: ["Shift+ArrowRight"],
      does: "Ten frames on",
      run: () => navigating.step(10),
      repeats: true,
    },
    {
      keys: ["Ctrl+ArrowLeft"],
      does: "One second back",
      run: () => navigating.step(-second()),
      repeats: true,
    },
    {
      keys: ["Ctrl+ArrowRight"],
      does: "One second on",
      run: () => navigating.step(second()),
      repeats: true,
    },
    { keys: ["ArrowUp"], does: "Previous edit", run: () => navigating.stepToEdge(-1), repeats: true },
    { keys: ["ArrowDown"], does: "Next edit", run: () => navigating.stepToEdge(1), repeats: true },
    { keys: ["Home"], does: "Start", run: () => seek(0) },
    { keys: ["End"], does: "End", run: () => seek(end()) },
    { keys: ["I"], does: "Mark the start of a range", run: () => navigating.mark("in") },
    { keys: ["O"], does: "Mark the end of a range", run: () => navigating.mark("out") },
    { keys: ["Shift+X"], does: "Clear the range", run: navigating.clearRange },
    { keys: ["M"], does: "Set or remove a marker", run: editing.toggleGuideline },
    { keys: ["S", "Ctrl+B"], does: "Split at the playhead", run: () => editing.splitAtPlayhead() },
    {
      keys: ["Ctrl+Shift+B"],
      does: "Split on all tracks",
      run: () => editing.splitAtPlayhead(true),
    },
    {
      keys: ["Q"],
      does: "Trim the start to the playhead",
      run: () => editing.trimToPlayhead("start"),
    },
    { keys: ["W"], does: "Trim the end to the playhead", run: () => editing.trimToPlayhead("end") },
    { keys: ["Delete", "Backspace"], does: "Delete", run: () => editing.remove() },
    { keys: ["Shift+Delete"], does: "Delete and close the gap", run: () => editing.remove(true) },
    { keys: ["Ctrl+Z"], does: "Undo", run: editing.undoStep, repeats: true },
    { keys: ["Ctrl+Shift+Z", "Ctrl+Y"], does: "Redo", run: editing.redoStep, repeats: true },
    { keys: ["Ctrl+C"], does: "Copy", run: editing.copySelected },
    { keys: ["Ctrl+X"], does: "Cut", run: editing.cutSelected },
    { keys: ["Ctrl+V"], does: "Paste at the playhead", run: editing.pasteAtPlayhead },
    { keys: ["Ctrl+D"], does: "Duplicate", run: editing.duplicateSelected },
    { keys: ["Ctrl+A"], does: "Select everything", run: navigating.selectAll },
    { keys: ["Escape"], does: "Leave the exact frame, or select nothing", run: escape },
    {
      keys: [","],
      does: "Select the previous item",
      run: () => navigating.selectNext(-1),
      repeats: true,
    },
    { keys: ["."], does: "Select the next item", run: () => navigating.selectNext(1), repeats: true },
    {
      keys: ["Alt+ArrowLeft"],
      does: "Nudge one frame left",
      run: () => editing.nudge(-1),
      repeats: true,
    },
    {
      keys: ["Alt+ArrowRight"],
      does: "Nudge one frame right",
      run: () => editing.nudge(1),
      repeats: true,
    },
    {
      keys: ["Alt+Shift+ArrowLeft"],
      does: "Nudge ten frames left",
      run: () => editing.nudge(-10),
      repeats: true,
    },
    {
      keys: ["Alt+Shift+ArrowRight"],
      does: "Nudge ten frames right",
      run: () => editing.nudge(10),
      repeats: true,
    },
    { keys: ["+", "="], does: "Zoom in", run: () => zoomBy(1.5), repeats: true },
    { keys: ["-"], does: "Zoom out", run: () => zoomBy(1 / 1.5), repeats: true },
    { keys: ["Shift+Z"], does: "Show the whole timeline", run: fit },
    { keys: ["N"], does: "Snapping", run: () => toggle("isSnapping", "Snapping") },
    { keys: ["R"], does: "Ripple", run: () => toggle("isRippling", "Ripple") },
    { keys: ["E"], does: "Show the exact frame", run: toggleExactFrame },
    { keys: ["T"], does: "Timeline as list", run: openList },
    { keys: ["Ctrl+S"], does: "Save now", run: () => void saves()?.flush() },
    { keys: ["Ctrl+E"], does: "Export", run: openExport },
  ];
}
