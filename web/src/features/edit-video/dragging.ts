// SPDX-License-Identifier: Apache-2.0
/** Follows a pointer on the video: nothing is saved meanwhile, and the edges scroll. */
import { draftSaves } from "@/features/drafts";
import { type DragHandlers, follow } from "@/lib/dragging";

import { scrollAtEdges } from "./zooming";

/** Starts to follow the pointer of an event. */
export function drag(start: React.PointerEvent, handlers: DragHandlers): void {
  let isDragging = false;
  follow(start, {
    ...handlers,
    began: () => {
      isDragging = true;
      draftSaves()?.hold();
    },
    painting: scrollAtEdges,
    ended: () => {
      handlers.ended();
      if (isDragging) draftSaves()?.release();
    },
  });
}
