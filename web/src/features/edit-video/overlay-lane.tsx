// SPDX-License-Identifier: Apache-2.0
/** Overlay A: images over the edited video, shown where they fall in the source. */
import { useState } from "react";

import type { OverlayItem } from "@/features/drafts";
import { useUpload } from "@/features/media-picker";
import { select, useView } from "@/timeline";
import { cx } from "@/ui/cx";

import { drag } from "./dragging";
import { useCuts } from "./edit-state";
import { moveOverlay, trimOverlay } from "./editing";
import { editedTime, piecesOf } from "./ranges";
import { formatTenths } from "./times";
import { secondsAtPoint } from "./zooming";

const HEIGHT = 44;
type Grip = "start" | "end" | "whole";

export function OverlayLane({ pixelsPerSecond }: { pixelsPerSecond: number }) {
  const { overlays } = useCuts();
  return (
    <div role="group" aria-label="Overlay A" className="relative mt-1 bg-lane" style={{ height: HEIGHT }}>
      {overlays.length === 0 && (
        <p className="sticky left-4 inline-block px-3 py-3 text-sm text-ink-3">
          Overlay A: images that cover the video for a while
        </p>
      )}
      {overlays.map((overlay) => (
        <Overlay key={overlay.id} overlay={overlay} pixelsPerSecond={pixelsPerSecond} />
      ))}
    </div>
  );
}

interface OverlayProps {
  overlay: OverlayItem;
  pixelsPerSecond: number;
}

function Overlay({ overlay, pixelsPerSecond }: OverlayProps) {
  const { ranges } = useCuts();
  const [dragged, setDragged] = useState<{ startSeconds: number; endSeconds: number } | null>(null);
  const shown = dragged ?? overlay;
  const pieces = piecesOf(ranges, shown.startSeconds, shown.endSeconds);
  const press = (grip: Grip) => (event: React.PointerEvent) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    select([overlay.id]);
    const begin = editedTime(ranges, secondsAtPoint(event.clientX));
    let span = { startSeconds: overlay.startSeconds, endSeconds: overlay.endSeconds };
    drag(event, {
      moved: (clientX) => {
        const by = editedTime(ranges, secondsAtPoint(clientX)) - begin;
        span = movedBy(overlay, grip, by);
        setDragged(span);
      },
      dropped: () => {
        if (grip === "whole") moveOverlay(overlay.id, span);
        else trimOverlay(overlay.id, grip, grip === "start" ? span.startSeconds : span.endSeconds);
      },
      ended: () => setDragged(null),
    });
  };
  return pieces.map((piece, index) => (
    <Piece
      key={index}
      overlay={overlay}
      left={piece.start * pixelsPerSecond}
      width={(piece.end - piece.start) * pixelsPerSecond}
      isFirst={index === 0}
      isLast={index === pieces.length - 1}
      press={press}
    />
  ));
}

function movedBy({ startSeconds, endSeconds }: OverlayItem, grip: Grip, by: number) {
  if (grip === "start") {
    return { startSeconds: Math.min(endSeconds - 0.1, Math.max(0, startSeconds + by)), endSeconds };
  }
  if (grip === "end") {
    return { startSeconds, endSeconds: Math.max(startSeconds + 0.1, endSeconds + by) };
  }
  const start = Math.max(0, startSeconds + by);
  return { startSeconds: start, endSeconds: start + endSeconds - startSeconds };
}

interface PieceProps {
  overlay: OverlayItem;
  left: number;
  width: number;
  isFirst: boolean;
  isLast: boolean;
  press: (grip: Grip) => (event: React.PointerEvent) => void;
}

function Piece({ overlay, left, width, isFirst, isLast, press }: PieceProps) {
  const isSelected = useView((state) => state.selection.includes(overlay.id));
  const upload = useUpload(overlay.uploadId);
  const name = upload.isError ? "Missing image" : (upload.data?.name ?? "Image");
  const nudge = (event: React.KeyboardEvent) => {
    const by = { ArrowLeft: -0.1, ArrowRight: 0.1 }[event.key];
    if (by === undefined || !event.altKey) return;
    event.preventDefault();
    const size = event.shiftKey ? 10 * by : by;
    moveOverlay(overlay.id, movedBy(overlay, "whole", size));
  };
  return (
    <div className="absolute inset-y-0.5 left-0" style={{ transform: `translateX(${left}px)`, width: Math.max(3, width) }}>
      <button
        type="button"
        data-overlay={isFirst ? overlay.id : undefined}
        data-plays
        tabIndex={isFirst ? 0 : -1}
        aria-hidden={!isFirst || undefined}
        aria-pressed={isSelected}
        aria-label={`${name}, ${formatTenths(overlay.startSeconds)} to ${formatTenths(overlay.endSeconds)} of the edited video`}
        title={`${name}: drag it; Alt and arrow keys move it`}
        onPointerDown={press("whole")}
        onClick={() => select([overlay.id])}
        onKeyDown={nudge}
        className={cx(
          "absolute inset-0 flex touch-none items-center gap-2 overflow-hidden rounded-clip border bg-track-graphics px-3 text-left text-xs font-medium text-white",
          isSelected ? "border-accent ring-1 ring-accent" : "border-edge-graphics",
        )}
      >
        {upload.data?.thumbUrl && (
          <img src={upload.data.thumbUrl} alt="" draggable={false} className="h-7 w-12 shrink-0 rounded-clip object-cover" />
        )}
        <span className="truncate">{name}</span>
      </button>
      {isFirst && <Handle side="start" press={press} />}
      {isLast && <Handle side="end" press={press} />}
    </div>
  );
}

/** An edge that is dragged; the fields above and their keys do the same. */
function Handle({ side, press }: { side: "start" | "end"; press: PieceProps["press"] }) {
  return (
    <span
      aria-hidden
      onPointerDown={press(side)}
      className={cx(
        "absolute inset-y-0 z-10 grid w-5 cursor-ew-resize touch-none place-items-center",
        side === "start" ? "-left-2" : "-right-2",
      )}
    >
      <span className="h-6 w-1.5 rounded-full border border-canvas bg-ink" />
    </span>
  );
}
