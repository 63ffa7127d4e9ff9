// SPDX-License-Identifier: Apache-2.0
/** The fades of an item as slopes at its ends, with knobs that make them longer or shorter. */
import { useState } from "react";

import { type PlacedItem, frameRate, framesPerSecond, select, update, useDocument } from "@/timeline";
import { cx } from "@/ui/cx";
import { say } from "@/lib/status-line";

import { attempt } from "../editing";
import { follow } from "./drag";
import { type FadeLengths, canFade, fadedTo, fadesOf } from "./fading";

interface FadesProps {
  placed: PlacedItem;
  width: number;
  pixelsPerFrame: number;
  isSelected: boolean;
  isLocked: boolean;
}

/** An item must be so wide that its knobs do not lie on its edges. */
const LEAST_WIDTH = 48;

export function Fades({ placed, width, pixelsPerFrame, isSelected, isLocked }: FadesProps) {
  const fps = framesPerSecond(frameRate(useDocument((state) => state.document.output.fps)));
  const [dragged, setDragged] = useState<FadeLengths | null>(null);
  const perSecond = fps * pixelsPerFrame;
  const fades = dragged ?? fadesOf(placed);
  const left = Math.min(fades.in * perSecond, width / 2);
  const right = Math.min(fades.out * perSecond, width / 2);
  const hasKnobs = canFade(placed) && !isLocked && width > LEAST_WIDTH;
  const drag = (event: React.PointerEvent, end: "in" | "out") => {
    event.stopPropagation();
    if (event.button !== 0) return;
    select([placed.item.id]);
    dragFade(event, { placed, end, perSecond, seconds: fades[end], shown: setDragged });
  };
  if (left < 2 && right < 2 && !hasKnobs) return null;
  return (
    <>
      <svg
        aria-hidden
        className="pointer-events-none absolute inset-0 size-full text-black"
        preserveAspectRatio="none"
      >
        {left >= 2 && (
          <svg width={left} height="100%" viewBox="0 0 1 1" preserveAspectRatio="none">
            <path d="M0 0H1L0 1Z" fill="currentColor" opacity="0.45" />
          </svg>
        )}
        {right >= 2 && (
          <svg
            x={width - 2 - right}
            width={right}
            height="100%"
            viewBox="0 0 1 1"
            preserveAspectRatio="none"
          >
            <path d="M0 0H1V1Z" fill="currentColor" opacity="0.45" />
          </svg>
        )}
      </svg>
      {hasKnobs && (
        <>
          <Knob end="in" at={left} isSelected={isSelected} onPress={drag} />
          <Knob end="out" at={width - 2 - right} isSelected={isSelected} onPress={drag} />
        </>
      )}
    </>
  );
}

interface KnobProps {
  end: "in" | "out";
  at: number;
  isSelected: boolean;
  onPress: (event: React.PointerEvent, end: "in" | "out") => void;
}

/** Lies above the edge of the item, so that a fade of no length can be taken hold of, too. */
function Knob({ end, at, isSelected, onPress }: KnobProps) {
  return (
    <span
      aria-hidden
      data-fade={end}
      title={end === "in" ? "Fade in" : "Fade out"}
      onPointerDown={(event) => onPress(event, end)}
      style={{ left: at }}
      className={cx(
        "absolute top-0 z-10 grid h-3 w-4 cursor-ew-resize touch-none place-items-center",
        end === "in" ? "" : "-translate-x-full",
        !isSelected && "opacity-0 group-hover:opacity-100",
      )}
    >
      <span className="size-2 rounded-full border border-black bg-white" />
    </span>
  );
}

interface DraggedFade {
  placed: PlacedItem;
  end: "in" | "out";
  perSecond: number;
  /** How long the fade is before it is dragged. */
  seconds: number;
  /** Shows lengths until the pointer is released; null shows those of the document again. */
  shown: (fades: FadeLengths | null) => void;
}

function dragFade(event: React.PointerEvent, fade: DraggedFade): void {
  const { placed, end, perSecond, seconds, shown } = fade;
  const from = event.clientX;
  const { fps } = useDocument.getState().document.output;
  const length = (placed.end - placed.start) / framesPerSecond(frameRate(fps));
  let fields: Record<string, unknown> = {};
  follow(event, {
    moved: (clientX) => {
      const by = (clientX - from) / perSecond;
      fields = fadedTo(placed, end, seconds + (end === "in" ? by : -by), length);
      const fades = fadesOf({ ...placed, item: { ...placed.item, ...fields } as never });
      shown(fades);
      say(`Fade ${end} ${fades[end].toFixed(2)} s`);
    },
    dropped: () => {
      attempt(`Fade ${end}`, (one) => update(one, placed.item.id, fields));
    },
    ended: () => shown(null),
  });
}
