// SPDX-License-Identifier: Apache-2.0
/** The times above the lanes; pressing there moves the playhead. */
import { memo } from "react";

import { frameAt, frameRate, framesPerSecond, seek, useDocument, useView } from "@/timeline";

import { follow } from "./drag";
import { frameAtPoint, frameInView, scrollAtEdges } from "./zooming";

const STEPS = [1 / 5, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300];
const LEAST_PIXELS = 72;

/** Writes a time of the ruler: `01:05`, with tenths when they are needed. */
function words(seconds: number, step: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds - minutes * 60;
  const digits =
    step < 1 ? rest.toFixed(1).padStart(4, "0") : String(Math.round(rest)).padStart(2, "0");
  return `${String(minutes).padStart(2, "0")}:${digits}`;
}

function jump(event: React.PointerEvent): void {
  if (event.button !== 0) return;
  seek(frameAtPoint(event.clientX));
  follow(event, {
    moved: (clientX) => {
      scrollAtEdges(clientX);
      seek(frameInView(clientX));
    },
    dropped: () => undefined,
    ended: () => undefined,
  });
}

interface RulerProps {
  from: number;
  to: number;
}

/** The part of the ruler between two frames. */
export const Ruler = memo(function Ruler({ from, to }: RulerProps) {
  const pixelsPerFrame = useView((state) => state.pixelsPerFrame);
  const fps = useDocument((state) => state.document.output.fps);
  const guidelines = useDocument((state) => state.document.guidelines);
  const rate = frameRate(fps);
  const perSecond = framesPerSecond(rate);
  const step = STEPS.find((one) => one * perSecond * pixelsPerFrame >= LEAST_PIXELS) ?? 600;
  const first = Math.floor(from / perSecond / step);
  const last = Math.ceil(to / perSecond / step);
  const ticks = Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => (first + index) * step,
  );
  const x = (seconds: number) => seconds * perSecond * pixelsPerFrame;
  return (
    <div className="absolute inset-0 cursor-pointer overflow-hidden" onPointerDown={jump}>
      {ticks.map((seconds) => (
        <span
          key={seconds}
          className="absolute left-0 top-0 h-6 border-l border-line-strong pl-2 pt-1 text-2xs leading-3 text-ink-3"
          style={{ transform: `translateX(${x(seconds)}px)` }}
        >
          {words(seconds, step)}
        </span>
      ))}
      {ticks.flatMap((seconds) =>
        [1, 2, 3, 4].map((part) => (
          <span
            key={`${seconds}/${part}`}
            className="absolute left-0 top-4 h-2 w-px bg-line"
            style={{ transform: `translateX(${x(seconds + (step * part) / 5)}px)` }}
          />
        )),
      )}
      <MarkedRange />
      {guidelines.map((seconds) => (
        <span
          key={seconds}
          title="Marker"
          className="absolute left-0 top-3 -ml-1 size-2 bg-warn"
          style={{
            transform: `translateX(${frameAt(seconds, rate) * pixelsPerFrame}px) rotate(45deg)`,
          }}
        />
      ))}
    </div>
  );
});

function MarkedRange() {
  const rangeIn = useView((state) => state.rangeIn);
  const rangeOut = useView((state) => state.rangeOut);
  const pixelsPerFrame = useView((state) => state.pixelsPerFrame);
  if (rangeIn === null && rangeOut === null) return null;
  const start = (rangeIn ?? 0) * pixelsPerFrame;
  const end = rangeOut === null ? start + 2 : rangeOut * pixelsPerFrame;
  return (
    <span
      className="absolute left-0 top-0 h-6 border-x-2 border-accent bg-accent/20"
      style={{ transform: `translateX(${start}px)`, width: Math.max(4, end - start) }}
    />
  );
}
