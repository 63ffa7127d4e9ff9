// SPDX-License-Identifier: Apache-2.0
/** What the page knows of the video that is cut, and what is being dragged. */
import { create } from "zustand";

import { type KeptRange, type OverlayItem, useConfig } from "@/features/drafts";
import { type FrameRate, frameAt, secondsAt, useView } from "@/timeline";

import { overlaysOf } from "./overlays";
import { type Gap, gapsOf, keptRanges } from "./ranges";

interface EditState {
  /** The length of the video on the grid of drafts, in seconds. */
  length: number;
  rate: FrameRate;
  /** Whether playing leaves out what is removed. */
  isSkipping: boolean;
  /** The cuts while an edge is dragged. */
  draggedRanges: KeptRange[] | null;
}

export const useEditing = create<EditState>(() => ({
  length: 0,
  rate: { numerator: 30, denominator: 1 },
  isSkipping: true,
  draggedRanges: null,
}));

export interface Cuts {
  ranges: KeptRange[];
  gaps: Gap[];
  overlays: OverlayItem[];
  length: number;
  rate: FrameRate;
}

/** Returns the cuts as they are now, without a drag. */
export function currentCuts(): Cuts {
  const { length, rate } = useEditing.getState();
  const config = useConfig.getState().document;
  const ranges = keptRanges(config, length);
  return { ranges, gaps: gapsOf(ranges, length), overlays: overlaysOf(config), length, rate };
}

/** Returns the cuts as they are shown. */
export function useCuts(): Cuts {
  const config = useConfig((state) => state.document);
  const { length, rate, draggedRanges } = useEditing();
  const ranges = draggedRanges ?? keptRanges(config, length);
  return { ranges, gaps: gapsOf(ranges, length), overlays: overlaysOf(config), length, rate };
}

/** Returns the time of the source under the playhead. */
export function playheadSeconds(): number {
  return secondsAt(useView.getState().playhead, useEditing.getState().rate);
}

/** Puts the playhead on a time of the source. */
export function seekSeconds(seconds: number): void {
  useView.setState({ playhead: Math.max(0, frameAt(seconds, useEditing.getState().rate)) });
}

const PART = "part:";

/** Returns the id by which a range is selected. */
export function partId(index: number): string {
  return `${PART}${index}`;
}

/** Returns the place of the selected range, or null. */
export function partOf(selection: string[]): number | null {
  const [first] = selection;
  return first?.startsWith(PART) ? Number(first.slice(PART.length)) : null;
}
