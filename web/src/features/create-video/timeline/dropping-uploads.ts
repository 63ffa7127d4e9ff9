// SPDX-License-Identifier: Apache-2.0
/** Drags uploads from the media bin onto lanes. */
import { type LaneName, snap, snapTargets, useDocument, useView } from "@/timeline";

import { addUpload, laneFor } from "../adding";
import { uploadOf } from "../uploads";
import { showGuide } from "./guide";
import { frameAtPoint } from "./zooming";

/** The type of what is dragged: an upload of the library. */
export const UPLOAD_TYPE = "application/x-reelmill-upload";

const SNAP_PIXELS = 8;

export interface DropHandlers {
  on: (lane: LaneName) => {
    onDragOver: (event: React.DragEvent) => void;
    onDragLeave: () => void;
    onDrop: (event: React.DragEvent) => void;
  };
}

function snapped(clientX: number, isFree: boolean): number {
  const { isSnapping, pixelsPerFrame, playhead } = useView.getState();
  const frame = Math.max(0, frameAtPoint(clientX));
  if (isFree || !isSnapping) return frame;
  const targets = snapTargets(useDocument.getState().document, [], [playhead]);
  const met = snap(targets, [frame], SNAP_PIXELS / pixelsPerFrame);
  showGuide(met.at ?? frame);
  return frame + met.by;
}

export const uploadDrop: DropHandlers = {
  on: (lane) => ({
    onDragOver: (event) => {
      if (!event.dataTransfer.types.includes(UPLOAD_TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      snapped(event.clientX, event.altKey);
    },
    onDragLeave: () => showGuide(null),
    onDrop: (event) => {
      const id = Number(event.dataTransfer.getData(UPLOAD_TYPE));
      const upload = uploadOf(id);
      const at = snapped(event.clientX, event.altKey);
      showGuide(null);
      if (!upload) return;
      event.preventDefault();
      addUpload(upload, { at, lane: laneFor(upload, lane) });
    },
  }),
};
