// SPDX-License-Identifier: Apache-2.0
/** The buttons above the video. */
import {
  FlagTriangleLeft,
  FlagTriangleRight,
  ImagePlus,
  Redo2,
  Scissors,
  Trash2,
  Undo2,
  UndoDot,
  ZoomIn,
  ZoomOut,
} from "lucide-react";
import { useState } from "react";

import { useConfig } from "@/features/drafts";
import { Picker } from "@/features/media-picker";
import { MAX_PIXELS_PER_FRAME, MIN_PIXELS_PER_FRAME, useView } from "@/timeline";
import { Button, IconButton } from "@/ui/button";

import { useCuts } from "./edit-state";
import * as editing from "./editing";
import { fit, zoomBy } from "./zooming";

const SMALL = "min-[900px]:!size-7 aria-disabled:opacity-50";

export function Toolbar() {
  const [isPicking, setPicking] = useState(false);
  const { gaps } = useCuts();
  return (
    <div className="flex min-h-10 shrink-0 items-center gap-1 overflow-x-auto border-y border-line bg-panel px-3">
      <History />
      <Divider />
      <IconButton label="Split (S)" icon={Scissors} className={SMALL} onClick={editing.splitAtPlayhead} />
      <IconButton label="Mark in (I)" icon={FlagTriangleRight} className={SMALL} onClick={() => editing.mark("in")} />
      <IconButton label="Mark out (O)" icon={FlagTriangleLeft} className={SMALL} onClick={() => editing.mark("out")} />
      <IconButton label="Delete range (Delete)" icon={Trash2} className={SMALL} onClick={editing.remove} />
      <IconButton
        label="Bring everything back"
        icon={UndoDot}
        className={SMALL}
        aria-disabled={gaps.length === 0}
        onClick={editing.bringAllBack}
      />
      <Divider />
      <Button look="quiet" icon={ImagePlus} className="min-[900px]:!h-7 !px-2" onClick={() => setPicking(true)}>
        Add overlay
      </Button>
      <Zoom />
      {isPicking && (
        <Picker what="overlay" onPick={editing.addOverlay} onClose={() => setPicking(false)} />
      )}
    </div>
  );
}

function Divider() {
  return <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-line" />;
}

function History() {
  const last = useConfig((state) => state.history.past.at(-1)?.label);
  const next = useConfig((state) => state.history.future[0]?.label);
  return (
    <>
      <IconButton
        label={last ? `Undo ${last}` : "Undo"}
        icon={Undo2}
        className={SMALL}
        aria-disabled={!last}
        onClick={editing.undoStep}
      />
      <IconButton
        label={next ? `Redo ${next}` : "Redo"}
        icon={Redo2}
        className={SMALL}
        aria-disabled={!next}
        onClick={editing.redoStep}
      />
    </>
  );
}

function Zoom() {
  const pixelsPerFrame = useView((state) => state.pixelsPerFrame);
  const low = Math.log(MIN_PIXELS_PER_FRAME);
  const high = Math.log(MAX_PIXELS_PER_FRAME);
  const value = Math.round(((Math.log(pixelsPerFrame) - low) / (high - low)) * 100);
  return (
    <div className="ml-auto flex shrink-0 items-center gap-1">
      <IconButton label="Zoom out (-)" icon={ZoomOut} className={SMALL} onClick={() => zoomBy(1 / 1.5)} />
      <input
        type="range"
        aria-label="Zoom"
        min={0}
        max={100}
        value={value}
        onChange={(event) => {
          const wanted = Math.exp(low + (Number(event.target.value) / 100) * (high - low));
          zoomBy(wanted / pixelsPerFrame);
        }}
        className="w-20 accent-(--color-accent) max-[899px]:hidden"
      />
      <IconButton label="Zoom in (+)" icon={ZoomIn} className={SMALL} onClick={() => zoomBy(1.5)} />
      <Button look="quiet" className="min-[900px]:!h-7 !px-2" title="Show the whole video (Shift+Z)" onClick={fit}>
        Fit
      </Button>
    </div>
  );
}
