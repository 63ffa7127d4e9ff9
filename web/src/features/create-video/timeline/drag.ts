// SPDX-License-Identifier: Apache-2.0
/** Follows a pointer on the timeline: nothing is saved meanwhile, and the edges scroll. */
import { type DragHandlers, follow as followPointer } from "@/lib/dragging";

import { saves } from "../project-state";
import { scrollAtEdges } from "./zooming";

/** Starts to follow the pointer of an event. */
export function follow(start: React.PointerEvent, handlers: DragHandlers): void {
  let isDragging = false;
  followPointer(start, {
    ...handlers,
    began: () => {
      isDragging = true;
      saves()?.hold();
    },
    painting: scrollAtEdges,
    ended: () => {
      handlers.ended();
      if (isDragging) saves()?.release();
    },
  });
}
