// SPDX-License-Identifier: Apache-2.0
/** The times of the source, and the playhead over everything. */
import { useEffect, useRef } from "react";

import { frameAt, seek, useView } from "@/timeline";

import { drag } from "./dragging";
import { seekSeconds, useEditing } from "./edit-state";
import { formatTenths } from "./times";
import { follow, secondsAtPoint } from "./zooming";

const STEPS = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800];
const LEAST_PIXELS = 72;

interface RulerProps {
  /** The times between which it is seen. */
  from: number;
  to: number;
  pixelsPerSecond: number;
}

export function Ruler({ from, to, pixelsPerSecond }: RulerProps) {
  const step = STEPS.find((one) => one * pixelsPerSecond >= LEAST_PIXELS) ?? 3600;
  const first = Math.max(0, Math.floor(from / step));
  const count = Math.max(0, Math.ceil(to / step) - first + 1);
  const press = (event: React.PointerEvent) => {
    if (event.button !== 0) return;
    seekSeconds(secondsAtPoint(event.clientX));
    drag(event, {
      moved: (clientX) => seekSeconds(secondsAtPoint(clientX)),
      dropped: () => undefined,
      ended: () => undefined,
    });
  };
  return (
    <div className="relative h-6 cursor-pointer touch-none overflow-hidden" onPointerDown={press}>
      {Array.from({ length: count }, (_, index) => (first + index) * step).map((seconds) => (
        <span
          key={seconds}
          className="absolute left-0 top-0 h-6 border-l border-line-strong pl-2 text-2xs text-ink-3"
          style={{ transform: `translateX(${seconds * pixelsPerSecond}px)` }}
        >
          {formatTenths(seconds).replace(/\.0$/, "")}
        </span>
      ))}
      <Marks />
    </div>
  );
}

function Marks() {
  const { rangeIn, rangeOut, pixelsPerFrame } = useView();
  if (rangeIn === null && rangeOut === null) return null;
  const start = (rangeIn ?? rangeOut ?? 0) * pixelsPerFrame;
  const end = (rangeOut ?? rangeIn ?? 0) * pixelsPerFrame;
  return (
    <span
      aria-hidden
      className="absolute left-0 top-0 h-6 border-x-2 border-accent bg-accent/25"
      style={{ transform: `translateX(${start}px)`, width: Math.max(4, end - start) }}
    />
  );
}

/** The playhead; it follows the view without React. */
export function Playhead() {
  const line = useRef<HTMLDivElement>(null);
  const { length, rate } = useEditing();
  const end = frameAt(length, rate);
  useEffect(() => {
    const show = () => {
      const { playhead, pixelsPerFrame, isPlaying } = useView.getState();
      const element = line.current;
      if (!element) return;
      element.style.transform = `translateX(${playhead * pixelsPerFrame}px)`;
      element.setAttribute("aria-valuenow", String(playhead));
      const seconds = (playhead * rate.denominator) / rate.numerator;
      element.setAttribute("aria-valuetext", formatTenths(seconds));
      if (isPlaying) follow(playhead);
    };
    show();
    return useView.subscribe(show);
  }, [rate]);
  return (
    <div
      ref={line}
      role="slider"
      tabIndex={0}
      aria-label="Playhead"
      aria-valuemin={0}
      aria-valuemax={end}
      aria-valuenow={0}
      onKeyDown={(event) => {
        const now = useView.getState().playhead;
        const size = event.shiftKey ? 10 : 1;
        const to = { ArrowLeft: now - size, ArrowRight: now + size, Home: 0, End: end }[event.key];
        if (to === undefined || event.ctrlKey) return;
        event.preventDefault();
        seek(Math.min(end, to));
      }}
      className="pointer-events-none absolute inset-y-0 left-0 z-20 -ml-[6px] w-[13px]"
    >
      <span className="absolute left-0 top-1 h-3.5 w-[13px] rounded-b-[6px] rounded-t-[2px] bg-playhead" />
      <span className="absolute inset-y-1 left-[6px] w-px bg-playhead" />
    </div>
  );
}
