// SPDX-License-Identifier: Apache-2.0
/** What is seen and heard of the video, drawn for the part that is visible. */
import { useEffect, useRef } from "react";

import {
  type Stretch,
  cleared,
  drawFilmstrip,
  drawWaveform,
  peakRateFor,
  useFilmstrip,
  usePeaks,
} from "@/media/derived";

const WAVEFORM_HEIGHT = 28;
const WAVEFORM_FILL = "rgba(255, 255, 255, 0.7)";

interface SourceCanvasProps {
  uploadId: number;
  hasAudio: boolean;
  height: number;
  /** The times between which it is seen, and how wide a second is. */
  from: number;
  to: number;
  pixelsPerSecond: number;
}

export function SourceCanvas(props: SourceCanvasProps) {
  const { uploadId, hasAudio, height, from, to, pixelsPerSecond } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const strip = useFilmstrip(uploadId);
  const peaks = usePeaks(uploadId, peakRateFor(pixelsPerSecond), hasAudio);
  const width = Math.max(0, (to - from) * pixelsPerSecond);
  const waveform = hasAudio ? WAVEFORM_HEIGHT : 0;
  useEffect(() => {
    const context = canvas.current && cleared(canvas.current, width, height);
    if (!context) return;
    const shown: Stretch = { top: 0, width, height, from, secondsPerPixel: 1 / pixelsPerSecond };
    if (strip) drawFilmstrip(context, strip, { ...shown, height: height - waveform });
    if (!peaks || waveform === 0) return;
    context.fillStyle = WAVEFORM_FILL;
    drawWaveform(context, peaks, { ...shown, top: height - waveform, height: waveform });
  }, [strip, peaks, width, height, waveform, from, pixelsPerSecond]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      data-filmstrip={strip ? "drawn" : undefined}
      data-waveform={peaks ? "drawn" : undefined}
      className="pointer-events-none absolute top-0 left-0"
      style={{ transform: `translateX(${from * pixelsPerSecond}px)`, width, height }}
    />
  );
}
