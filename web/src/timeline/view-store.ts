// SPDX-License-Identifier: Apache-2.0
/** What the editor shows of a document: it is not saved with it and cannot be undone. */
import { create } from "zustand";
import { subscribeWithSelector } from "zustand/middleware";

import type { LaneName } from "./document";
import type { DropPolicy } from "./dropping";

export interface ViewState {
  /** The ids of the selected items, in the order in which they were selected. */
  selection: string[];
  /** The frame under the playhead. */
  playhead: number;
  isPlaying: boolean;
  /** The width of a frame on the timeline in pixels. */
  pixelsPerFrame: number;
  isSnapping: boolean;
  /** Whether deleting closes gaps. */
  isRippling: boolean;
  /** What happens where items are put down on the video lane; other lanes push only on request. */
  dropPolicy: DropPolicy;
  /** The marked range, in frames; null where no end is set. */
  rangeIn: number | null;
  rangeOut: number | null;
  /** Lanes that the preview leaves out. Exports have them. */
  hiddenLanes: LaneName[];
  /** Lanes whose sound the preview leaves out. Exports have it. */
  mutedLanes: LaneName[];
  /** Lanes whose sound alone the preview plays; all that are not muted when there are none. */
  soloLanes: LaneName[];
  /** Lanes whose items cannot be changed. */
  lockedLanes: LaneName[];
}

export const MIN_PIXELS_PER_FRAME = 0.02;
export const MAX_PIXELS_PER_FRAME = 24;

const INITIAL: ViewState = {
  selection: [],
  playhead: 0,
  isPlaying: false,
  pixelsPerFrame: 0.5,
  isSnapping: true,
  isRippling: false,
  dropPolicy: "push",
  rangeIn: null,
  rangeOut: null,
  hiddenLanes: [],
  mutedLanes: [],
  soloLanes: [],
  lockedLanes: [],
};

export const useView = create<ViewState>()(subscribeWithSelector(() => INITIAL));

/** Selects items instead of those selected now. */
export function select(ids: string[]): void {
  useView.setState({ selection: ids });
}

/** Puts the playhead on a frame. */
export function seek(frame: number): void {
  useView.setState({ playhead: Math.max(0, Math.round(frame)) });
}

/** Sets the width of a frame, within what the timeline can show. */
export function zoomTo(pixelsPerFrame: number): void {
  const width = Math.min(Math.max(pixelsPerFrame, MIN_PIXELS_PER_FRAME), MAX_PIXELS_PER_FRAME);
  useView.setState({ pixelsPerFrame: width });
}

/** Forgets what was shown of another document. */
export function resetView(): void {
  const { pixelsPerFrame, isSnapping, isRippling, dropPolicy } = useView.getState();
  useView.setState({ ...INITIAL, pixelsPerFrame, isSnapping, isRippling, dropPolicy });
}

/** Returns what happens where items are put down on a lane. */
export function policyOf(lane: LaneName): DropPolicy {
  const { dropPolicy } = useView.getState();
  return lane === "video" || dropPolicy !== "push" ? dropPolicy : "refuse";
}
