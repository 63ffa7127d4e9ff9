// SPDX-License-Identifier: Apache-2.0
/** The buttons above the lanes. */
import {
  ArrowLeftToLine,
  ArrowRightToLine,
  CopyPlus,
  Flag,
  List,
  Magnet,
  Scissors,
  SquareSplitHorizontal,
  Trash2,
  ZoomIn,
  ZoomOut,
} from "lucide-react";

import { type DropPolicy, MAX_PIXELS_PER_FRAME, MIN_PIXELS_PER_FRAME, useView } from "@/timeline";
import { IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Segments } from "@/ui/segments";

import * as editing from "../editing";
import { fit, zoomBy } from "./zooming";

const SMALL = "!size-7";
const POLICIES: { value: DropPolicy; label: string; hint: string }[] = [
  {
    value: "push",
    label: "Push",
    hint: "Later clips make room, and what lies on other tracks goes with its pictures",
  },
  { value: "overwrite", label: "Overwrite", hint: "What lies below is cut away" },
  { value: "refuse", label: "Refuse", hint: "Nothing is put down where there is no room" },
];

/** The buttons above the lanes; where it is too narrow to edit, those that only look. */
export function Toolbar({ onList }: { onList: () => void }) {
  return (
    <div className="flex h-10 shrink-0 items-center gap-1 overflow-x-auto border-y border-line bg-panel px-3">
      <div className="contents max-[899px]:hidden">
        <EditingButtons />
      </div>
      <div className="ml-auto flex shrink-0 items-center gap-1">
        <button
          type="button"
          onClick={onList}
          className="flex h-7 items-center gap-1.5 rounded-control px-2 text-sm font-medium hover:bg-hover"
        >
          <List size={14} aria-hidden />
          Timeline as list
        </button>
        <Divider />
        <Zoom />
      </div>
    </div>
  );
}

function EditingButtons() {
  const hasSelection = useView((state) => state.selection.length > 0);
  const dropPolicy = useView((state) => state.dropPolicy);
  const isSnapping = useView((state) => state.isSnapping);
  return (
    <>
      <IconButton
        label="Split at the playhead (S)"
        icon={Scissors}
        className={SMALL}
        onClick={() => editing.splitAtPlayhead()}
      />
      <IconButton
        label="Trim the start to the playhead (Q)"
        icon={ArrowLeftToLine}
        className={SMALL}
        onClick={() => editing.trimToPlayhead("start")}
      />
      <IconButton
        label="Trim the end to the playhead (W)"
        icon={ArrowRightToLine}
        className={SMALL}
        onClick={() => editing.trimToPlayhead("end")}
      />
      <Divider />
      <IconButton
        label="Delete (Delete)"
        icon={Trash2}
        className={SMALL}
        aria-disabled={!hasSelection}
        onClick={() => editing.remove()}
      />
      <IconButton
        label="Delete and close the gap (Shift+Delete)"
        icon={SquareSplitHorizontal}
        className={SMALL}
        aria-disabled={!hasSelection}
        onClick={() => editing.remove(true)}
      />
      <IconButton
        label="Duplicate (Ctrl+D)"
        icon={CopyPlus}
        className={SMALL}
        aria-disabled={!hasSelection}
        onClick={editing.duplicateSelected}
      />
      <IconButton
        label="Marker (M)"
        icon={Flag}
        className={SMALL}
        onClick={editing.toggleGuideline}
      />
      <Divider />
      <button
        type="button"
        aria-pressed={isSnapping}
        onClick={() => useView.setState({ isSnapping: !isSnapping })}
        className={cx(
          "flex h-7 shrink-0 items-center gap-1.5 rounded-control px-2 text-sm font-medium hover:bg-hover",
          isSnapping ? "bg-accent-soft text-ink" : "text-ink-2",
        )}
      >
        <Magnet size={14} aria-hidden className={isSnapping ? "text-accent" : undefined} />
        Snap <kbd className="font-sans text-ink-3">N</kbd>
      </button>
      <span className="mx-1 shrink-0 text-sm text-ink-2">Drop</span>
      <Segments
        label="What happens where clips are dropped"
        options={POLICIES}
        value={dropPolicy}
        onChange={(value) => useView.setState({ dropPolicy: value })}
      />
    </>
  );
}

function Divider() {
  return <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-line" />;
}

function Zoom() {
  const pixelsPerFrame = useView((state) => state.pixelsPerFrame);
  const low = Math.log(MIN_PIXELS_PER_FRAME);
  const high = Math.log(MAX_PIXELS_PER_FRAME);
  const value = Math.round(((Math.log(pixelsPerFrame) - low) / (high - low)) * 100);
  return (
    <>
      <IconButton
        label="Zoom out (-)"
        icon={ZoomOut}
        className={SMALL}
        onClick={() => zoomBy(1 / 1.5)}
      />
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
        className="w-20 accent-accent max-[1100px]:hidden"
      />
      <IconButton label="Zoom in (+)" icon={ZoomIn} className={SMALL} onClick={() => zoomBy(1.5)} />
      <button
        type="button"
        onClick={fit}
        title="Show the whole timeline (Shift+Z)"
        className="h-7 rounded-control px-2 text-sm font-medium hover:bg-hover"
      >
        Fit
      </button>
    </>
  );
}
