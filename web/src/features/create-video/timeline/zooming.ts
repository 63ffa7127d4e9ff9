// SPDX-License-Identifier: Apache-2.0
/** Zooms the timeline so that what one looks at stays where it is. */
import { endOf, useDocument, useView, zoomTo } from "@/timeline";

import { HEAD_WIDTH } from "./measures";

let scroller: HTMLElement | null = null;

/** Sets the element that scrolls the timeline. */
export function setScroller(element: HTMLElement | null): void {
  scroller = element;
}

/** Zooms by a factor around a point of the window, or around the playhead. */
export function zoomBy(factor: number, clientX?: number): void {
  const { pixelsPerFrame, playhead } = useView.getState();
  const left = (scroller?.getBoundingClientRect().left ?? 0) + HEAD_WIDTH;
  const scrolled = scroller?.scrollLeft ?? 0;
  const offset = clientX === undefined ? playhead * pixelsPerFrame - scrolled : clientX - left;
  const frame = (scrolled + offset) / pixelsPerFrame;
  zoomTo(pixelsPerFrame * factor);
  const now = useView.getState().pixelsPerFrame;
  // The content gets its new width with the next painting.
  requestAnimationFrame(() => {
    if (scroller) scroller.scrollLeft = Math.max(0, frame * now - offset);
  });
}

/** Shows the whole timeline. */
export function fit(): void {
  const end = endOf(useDocument.getState().document);
  const width = (scroller?.clientWidth ?? 1200) - HEAD_WIDTH - 48;
  if (end > 0) zoomTo(width / end);
  if (scroller) scroller.scrollLeft = 0;
}

/** Scrolls a frame into view if it is not visible, or nearer to the right edge than so many pixels. */
export function scrollTo(frame: number, ahead = 0): void {
  if (!scroller) return;
  const x = frame * useView.getState().pixelsPerFrame;
  const width = scroller.clientWidth - HEAD_WIDTH;
  if (x < scroller.scrollLeft || x > scroller.scrollLeft + width - ahead) {
    scroller.scrollLeft = Math.max(0, x - width / 3);
  }
}

/** Returns the frame at a point of the window. */
export function frameAtPoint(clientX: number): number {
  if (!scroller) return 0;
  const left = scroller.getBoundingClientRect().left + HEAD_WIDTH;
  return Math.round((clientX - left + scroller.scrollLeft) / useView.getState().pixelsPerFrame);
}

/** Returns the frame at a point of the window, or the one nearest to it that is visible. */
export function frameInView(clientX: number): number {
  if (!scroller) return 0;
  const { left, right } = scroller.getBoundingClientRect();
  return frameAtPoint(Math.min(Math.max(clientX, left + HEAD_WIDTH), right - 1));
}

/** Scrolls while something is dragged to an edge of the visible part. */
export function scrollAtEdges(clientX: number): void {
  if (!scroller) return;
  const box = scroller.getBoundingClientRect();
  if (clientX > box.right - 32) scroller.scrollLeft += 16;
  else if (clientX < box.left + HEAD_WIDTH + 32) scroller.scrollLeft -= 16;
}
