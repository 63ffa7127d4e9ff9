// SPDX-License-Identifier: Apache-2.0
/** The video with its parts: what is removed is hatched, and its edges can be dragged back. */
import { RotateCcw } from "lucide-react";

import type { KeptRange } from "@/features/drafts";
import type { Upload } from "@/features/media-picker";
import { select, useView } from "@/timeline";
import { cx } from "@/ui/cx";

import { drag } from "./dragging";
import { currentCuts, partId, partOf, seekSeconds, useCuts, useEditing } from "./edit-state";
import { bringBack, moveEdge } from "./editing";
import { type Gap, edgeMoved } from "./ranges";
import { SourceCanvas } from "./source-canvas";
import { formatTenths } from "./times";
import { secondsAtPoint } from "./zooming";

const HEIGHT = 96;
const HATCHING =
  "repeating-linear-gradient(135deg, rgb(0 0 0 / 0.72) 0 8px, rgb(40 42 48 / 0.8) 8px 16px)";

interface VideoLaneProps {
  upload: Upload;
  from: number;
  to: number;
  pixelsPerSecond: number;
}

export function VideoLane({ upload, from, to, pixelsPerSecond }: VideoLaneProps) {
  const { ranges, gaps } = useCuts();
  const selected = partOf(useView((state) => state.selection));
  return (
    <div role="group" aria-label="Video" className="relative bg-track-video" style={{ height: HEIGHT }}>
      <SourceCanvas
        uploadId={upload.id}
        hasAudio={upload.hasAudio}
        height={HEIGHT}
        {...{ from, to, pixelsPerSecond }}
      />
      {gaps.map((gap) => (
        <Removed key={`${gap.start}/${gap.end}`} gap={gap} pixelsPerSecond={pixelsPerSecond} />
      ))}
      {ranges.map((range, index) => (
        <Part
          key={index}
          range={range}
          index={index}
          count={ranges.length}
          isSelected={selected === index}
          pixelsPerSecond={pixelsPerSecond}
        />
      ))}
    </div>
  );
}

function Removed({ gap, pixelsPerSecond }: { gap: Gap; pixelsPerSecond: number }) {
  const width = (gap.end - gap.start) * pixelsPerSecond;
  const words = `Bring back ${formatTenths(gap.start)} to ${formatTenths(gap.end)}`;
  return (
    <button
      type="button"
      data-removed
      aria-label={words}
      title={words}
      onClick={() => bringBack(gap)}
      className="group absolute inset-y-0 left-0 grid place-items-center overflow-hidden text-xs font-medium text-white"
      style={{
        transform: `translateX(${gap.start * pixelsPerSecond}px)`,
        width,
        backgroundImage: HATCHING,
      }}
    >
      {width > 40 && (
        <span className="flex items-center gap-1.5 rounded-control bg-black/80 px-2 py-1 opacity-80 group-hover:opacity-100">
          <RotateCcw size={14} aria-hidden />
          {width > 110 && "Bring back"}
        </span>
      )}
    </button>
  );
}

interface PartProps {
  range: KeptRange;
  index: number;
  count: number;
  isSelected: boolean;
  pixelsPerSecond: number;
}

function Part({ range, index, count, isSelected, pixelsPerSecond }: PartProps) {
  const place = {
    transform: `translateX(${range.start * pixelsPerSecond}px)`,
    width: Math.max(2, (range.end - range.start) * pixelsPerSecond),
  };
  const press = (event: React.PointerEvent) => {
    if (event.button !== 0) return;
    seekSeconds(secondsAtPoint(event.clientX));
  };
  return (
    <div className="pointer-events-none absolute inset-y-0 left-0" style={place}>
      <button
        type="button"
        data-part={index}
        data-plays
        aria-pressed={isSelected}
        aria-label={`Part ${index + 1} of ${count}, ${formatTenths(range.start)} to ${formatTenths(range.end)}`}
        onPointerDown={press}
        onClick={() => select([partId(index)])}
        className={cx(
          "pointer-events-auto absolute inset-y-0 inset-x-px rounded-clip border-2",
          isSelected ? "border-accent bg-accent/15" : "border-ink/70 hover:border-ink",
        )}
      />
      <Edge side="start" {...{ range, index }} />
      <Edge side="end" {...{ range, index }} />
    </div>
  );
}

interface EdgeProps {
  side: "start" | "end";
  range: KeptRange;
  index: number;
}

function Edge({ side, range, index }: EdgeProps) {
  const { length } = useEditing();
  const press = (event: React.PointerEvent) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    const { ranges } = currentCuts();
    let at = range[side];
    drag(event, {
      moved: (clientX) => {
        const draggedRanges = edgeMoved(ranges, index, side, secondsAtPoint(clientX), length);
        at = draggedRanges[index]?.[side] ?? at;
        useEditing.setState({ draggedRanges });
        seekSeconds(at);
      },
      dropped: () => moveEdge(index, side, at),
      ended: () => useEditing.setState({ draggedRanges: null }),
    });
  };
  const key = (event: React.KeyboardEvent) => {
    const by = { ArrowLeft: -0.1, ArrowRight: 0.1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const to = range[side] + by * (event.shiftKey ? 10 : 1);
    moveEdge(index, side, to);
    seekSeconds(to);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      data-edge={`${side}-${index}`}
      aria-label={`${side === "start" ? "Start" : "End"} of part ${index + 1}`}
      aria-valuemin={0}
      aria-valuemax={length}
      aria-valuenow={range[side]}
      aria-valuetext={formatTenths(range[side])}
      onPointerDown={press}
      onKeyDown={key}
      className={cx(
        "pointer-events-auto absolute inset-y-0 z-10 grid w-6 cursor-ew-resize touch-none place-items-center",
        side === "start" ? "-left-3" : "-right-3",
      )}
    >
      <span aria-hidden className="h-10 w-1.5 rounded-full border border-canvas bg-ink" />
    </div>
  );
}
