// SPDX-License-Identifier: Apache-2.0
/** The waveform of an upload, and which part of it is used. */
import { useEffect, useRef } from "react";

import { cleared, drawWaveform } from "./drawing";
import { type Peaks, lengthOf } from "./peaks";
import { usePeaks } from "./queries";

const HEIGHT = 64;
const UNUSED_ALPHA = 0.35;

/** A part of a sound, in seconds. */
export interface UsedRange {
  from: number;
  to: number;
}

interface WaveformProps {
  uploadId: number;
  /** The part that stands out; all of it when it is left out. */
  used?: UsedRange;
}

export function Waveform({ uploadId, used }: WaveformProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const peaks = usePeaks(uploadId, 10);
  const [from, to] = [used?.from ?? 0, used?.to ?? Number.POSITIVE_INFINITY];
  useEffect(() => {
    const element = canvas.current;
    if (!element || !peaks) return;
    const draw = () => drawUsed(element, peaks, { from, to });
    draw();
    const sizes = new ResizeObserver(draw);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [peaks, from, to]);
  if (peaks === null) return null;
  return (
    <div className="relative mb-4 rounded-clip border border-line bg-lane px-2">
      <canvas
        ref={canvas}
        role="img"
        aria-label="Waveform"
        data-waveform={peaks ? "drawn" : undefined}
        className="block w-full text-edge-music"
        style={{ height: HEIGHT }}
      />
      {!peaks && (
        <p className="absolute inset-0 grid place-content-center text-xs text-ink-2">
          Making the waveform…
        </p>
      )}
    </div>
  );
}

/** Draws the whole sound; what is not used of it is paler. */
function drawUsed(element: HTMLCanvasElement, peaks: Peaks, { from, to }: UsedRange): void {
  const width = element.clientWidth;
  const context = cleared(element, width, HEIGHT);
  if (!context || width === 0) return;
  context.fillStyle = getComputedStyle(element).color;
  const secondsPerPixel = lengthOf(peaks) / width;
  const [left, right] = [from, to].map((time) => Math.min(width, time / secondsPerPixel));
  const parts: [number, number, number][] = [
    [0, left ?? 0, UNUSED_ALPHA],
    [left ?? 0, right ?? width, 1],
    [right ?? width, width, UNUSED_ALPHA],
  ];
  for (const [start, end, alpha] of parts) {
    if (end <= start) continue;
    context.save();
    context.globalAlpha = alpha;
    context.beginPath();
    context.rect(start, 0, end - start, HEIGHT);
    context.clip();
    drawWaveform(context, peaks, { top: 0, width, height: HEIGHT, from: 0, secondsPerPixel });
    context.restore();
  }
}
