// SPDX-License-Identifier: Apache-2.0
/** Zooms the video so that what one looks at stays where it is. */
import { frameAt, useView, zoomTo } from "@/timeline";

import { useEditing } from "./edit-state";

/** Room beside both ends, so that their handles can be taken. */
export const MARGIN = 16;

let scroller: HTMLElement | null = null;

/** Sets the element that scrolls. */
export function setScroller(element: HTMLElement | null): void {
  scroller = element;
  if (element) fit();
}

/** Shows the whole video. */
export function fit(): void {
  const { length, rate } = useEditing.getState();
  const frames = frameAt(length, rate);
  if (!scroller || frames === 0) return;
  zoomTo((scroller.clientWidth - 2 * MARGIN) / frames);
  scroller.scrollLeft = 0;
}

/** Zooms by a factor around a point of the window, or around the playhead. */
export function zoomBy(factor: number, clientX?: number): void {
  if (!scroller) return;
  const { pixelsPerFrame, playhead } = useView.getState();
  const left = scroller.getBoundingClientRect().left + MARGIN;
  const scrolled = scroller.scrollLeft;
  const offset = clientX === undefined ? playhead * pixelsPerFrame - scrolled : clientX - left;
  const frame = (scrolled + offset) / pixelsPerFrame;
  zoomTo(pixelsPerFrame * factor);
  const now = useView.getState().pixelsPerFrame;
  // The content gets its new width with the next painting.
  requestAnimationFrame(() => {
    if (scroller) scroller.scrollLeft = Math.max(0, frame * now - offset);
  });
}

/** Returns the time of the source at a point of the window. */
export function secondsAtPoint(clientX: number): number {
  if (!scroller) return 0;
  const left = scroller.getBoundingClientRect().left + MARGIN;
  const frame = (clientX - left + scroller.scrollLeft) / useView.getState().pixelsPerFrame;
  const { rate, length } = useEditing.getState();
  return Math.min(length, Math.max(0, (frame * rate.denominator) / rate.numerator));
}

/** Scrolls the playhead into view while it moves. */
export function follow(frame: number): void {
  if (!scroller) return;
  const x = frame * useView.getState().pixelsPerFrame + MARGIN;
  const { scrollLeft, clientWidth } = scroller;
  if (x < scrollLeft || x > scrollLeft + clientWidth - 24) {
    scroller.scrollLeft = Math.max(0, x - clientWidth / 3);
  }
}

/** Scrolls while something is dragged to an edge of the visible part. */
export function scrollAtEdges(clientX: number): void {
  if (!scroller) return;
  const box = scroller.getBoundingClientRect();
  if (clientX > box.right - 24) scroller.scrollLeft += 16;
  else if (clientX < box.left + 24) scroller.scrollLeft -= 16;
}
