// SPDX-License-Identifier: Apache-2.0
/** Selecting, moving and scaling the pictures of the frame by hand, with the mouse or by keys. */
import { type PointerEvent, useRef, useState } from "react";

import type { Box, DrawnBox } from "@/media/compositor";
import { currentPlayer, useShown } from "@/media/preview";
import { type TrackName, apply, findItem, laneOf, select, update, useDocument, useView } from "@/timeline";
import { cx } from "@/ui/cx";

import { say } from "@/lib/status-line";
import { BY_HAND, type FrameSize, type Guides, placedByHand, snapped } from "./hand-placing";

const SNAP_PIXELS = 6;
const SMALLEST = 0.1;
const CORNERS = ["nw", "ne", "sw", "se"] as const;
type Corner = (typeof CORNERS)[number];

const PLACES: Record<Corner, string> = {
  nw: "-left-3 -top-3 cursor-nwse-resize",
  ne: "-right-3 -top-3 cursor-nesw-resize",
  sw: "-left-3 -bottom-3 cursor-nesw-resize",
  se: "-right-3 -bottom-3 cursor-nwse-resize",
};

interface Drag {
  drawn: DrawnBox;
  /** Null while the picture is moved. */
  corner: Corner | null;
  x: number;
  y: number;
  box: Box;
}

/** Puts a picture into a box of the frame, as one step that can be undone. */
function put(drawn: DrawnBox, after: Box, frame: FrameSize, label: string, mergeKey?: string): void {
  const found = findItem(useDocument.getState().document, drawn.itemId);
  if (!found) return;
  const fields = placedByHand(drawn.track as TrackName, found.item, {
    before: drawn.box,
    after,
    frame,
    part: drawn.part,
  });
  apply(label, (document) => update(document, drawn.itemId, fields), { mergeKey });
}

export function Hands({ frame, scale }: { frame: FrameSize; scale: number }) {
  const boxes = useShown((state) => state.boxes);
  const selection = useView((state) => state.selection);
  const isPlaying = useView((state) => state.isPlaying);
  const locked = useView((state) => state.lockedLanes);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [guides, setGuides] = useState<Guides>({ x: null, y: null });
  const held = useRef(false);
  if (isPlaying) return null;
  const movable = boxes.filter(
    (one) =>
      BY_HAND.has(one.track as TrackName) && !locked.includes(laneOf(one.track as TrackName).name),
  );

  const start = (event: PointerEvent, drawn: DrawnBox, corner: Corner | null) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    (event.currentTarget as HTMLElement).focus();
    select([drawn.itemId]);
    held.current = true;
    setDrag({ drawn, corner, x: event.clientX, y: event.clientY, box: drawn.box });
  };

  const move = (event: PointerEvent) => {
    if (!drag || !held.current) return;
    const [dx, dy] = [(event.clientX - drag.x) / scale, (event.clientY - drag.y) / scale];
    const before = drag.drawn.box;
    if (drag.corner) {
      const box = scaled(before, drag.corner, dx, dy);
      setDrag({ ...drag, box });
      currentPlayer()?.setMoved({
        itemId: drag.drawn.itemId,
        dx: box.x + box.width / 2 - before.x - before.width / 2,
        dy: box.y + box.height / 2 - before.y - before.height / 2,
        scale: box.width / before.width,
      });
      return;
    }
    const free = { ...before, x: before.x + dx, y: before.y + dy };
    const isFree = event.altKey || !useView.getState().isSnapping;
    const found = isFree
      ? { box: free, guides: { x: null, y: null } }
      : snapped(free, frame, SNAP_PIXELS / scale);
    setGuides(found.guides);
    setDrag({ ...drag, box: found.box });
    currentPlayer()?.setMoved({
      itemId: drag.drawn.itemId,
      dx: found.box.x - before.x,
      dy: found.box.y - before.y,
      scale: 1,
    });
  };

  const end = (isDropped: boolean) => {
    if (!drag) return;
    held.current = false;
    const hasMoved = JSON.stringify(drag.box) !== JSON.stringify(drag.drawn.box);
    if (isDropped && hasMoved) {
      put(drag.drawn, drag.box, frame, drag.corner ? "Scale" : "Move");
      say(drag.corner ? "Scaled" : "Moved");
    }
    setDrag(null);
    setGuides({ x: null, y: null });
    currentPlayer()?.setMoved(null);
  };

  return (
    <div className="absolute inset-0" onPointerDown={() => select([])}>
      <GuideLines guides={guides} scale={scale} />
      {movable.map((drawn) => (
        <Handle
          key={`${drawn.itemId}/${drawn.part}`}
          drawn={drawn}
          box={drag?.drawn === drawn ? drag.box : drawn.box}
          scale={scale}
          isSelected={selection.includes(drawn.itemId)}
          onStart={start}
          onMove={move}
          onEnd={end}
          onNudge={(after, label) =>
            put(drawn, after, frame, label, `hand/${drawn.itemId}/${label}`)
          }
        />
      ))}
    </div>
  );
}

/** Scales a box about the corner that is opposite to the one that is moved. */
function scaled(box: Box, corner: Corner, dx: number, dy: number): Box {
  const [right, down] = [corner.endsWith("e") ? 1 : -1, corner.startsWith("s") ? 1 : -1];
  const growth = Math.max(
    SMALLEST,
    1 + Math.max((right * dx) / box.width, (down * dy) / box.height),
  );
  const [width, height] = [box.width * growth, box.height * growth];
  return {
    x: right > 0 ? box.x : box.x + box.width - width,
    y: down > 0 ? box.y : box.y + box.height - height,
    width,
    height,
  };
}

function GuideLines({ guides, scale }: { guides: Guides; scale: number }) {
  return (
    <>
      {guides.x !== null && (
        <div
          aria-hidden
          className="absolute inset-y-0 w-px bg-accent"
          style={{ left: guides.x * scale }}
        />
      )}
      {guides.y !== null && (
        <div
          aria-hidden
          className="absolute inset-x-0 h-px bg-accent"
          style={{ top: guides.y * scale }}
        />
      )}
    </>
  );
}

interface HandleProps {
  drawn: DrawnBox;
  box: Box;
  scale: number;
  isSelected: boolean;
  onStart: (event: PointerEvent, drawn: DrawnBox, corner: Corner | null) => void;
  onMove: (event: PointerEvent) => void;
  onEnd: (isDropped: boolean) => void;
  onNudge: (after: Box, label: string) => void;
}

const KINDS: Record<string, string> = {
  screenTitles: "Title",
  logos: "Logo",
  graphics: "Graphic",
  videoOverlays: "Overlay",
  videoOverlayStills: "Overlay still",
  lowerThirds: "Lower third",
};

function Handle({ drawn, box, scale, isSelected, onStart, onMove, onEnd, onNudge }: HandleProps) {
  const press = (event: React.KeyboardEvent) => {
    const step = event.shiftKey ? 10 : 1;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const by = moves[event.key];
    const growth = event.key === "+" || event.key === "=" ? 1.05 : event.key === "-" ? 1 / 1.05 : 1;
    if (event.ctrlKey || event.altKey || event.metaKey || (!by && growth === 1)) return;
    event.preventDefault();
    select([drawn.itemId]);
    if (by) onNudge({ ...box, x: box.x + by[0], y: box.y + by[1] }, "Nudge");
    else {
      const [width, height] = [box.width * growth, box.height * growth];
      const [x, y] = [box.x - (width - box.width) / 2, box.y - (height - box.height) / 2];
      onNudge({ x, y, width, height }, "Scale");
    }
  };
  return (
    <div
      className="absolute"
      style={{
        left: box.x * scale,
        top: box.y * scale,
        width: box.width * scale,
        height: box.height * scale,
      }}
      onPointerMove={onMove}
      onPointerUp={() => onEnd(true)}
      onPointerCancel={() => onEnd(false)}
    >
      <button
        type="button"
        aria-pressed={isSelected}
        aria-label={`${KINDS[drawn.track] ?? "Picture"}: arrows move it, plus and minus scale it`}
        onPointerDown={(event) => onStart(event, drawn, null)}
        onClick={() => select([drawn.itemId])}
        onKeyDown={press}
        className={cx(
          "absolute inset-0 cursor-move border",
          isSelected
            ? "border-2 border-accent"
            : "border-transparent hover:border-dashed hover:border-accent",
        )}
      />
      {isSelected &&
        CORNERS.map((corner) => (
          <span
            key={corner}
            data-corner={corner}
            onPointerDown={(event) => onStart(event, drawn, corner)}
            className={cx("absolute grid size-6 place-items-center", PLACES[corner])}
          >
            <span className="size-2.5 rounded-[2px] border border-accent-strong bg-white" />
          </span>
        ))}
    </div>
  );
}
