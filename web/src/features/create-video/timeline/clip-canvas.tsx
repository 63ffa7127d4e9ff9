// SPDX-License-Identifier: Apache-2.0
/** What is seen and heard of an item, drawn on it: frames of its video, the waveform of its sound. */
import { memo, useEffect, useRef } from "react";

import {
  type Stretch,
  cleared,
  drawFilmstrip,
  drawWaveform,
  peakRateFor,
  useFilmstrip,
  usePeaks,
} from "@/media/derived";
import { type PlacedItem, frameRate, framesPerSecond, useDocument } from "@/timeline";

import type { Upload } from "../uploads";

interface ClipCanvasProps {
  placed: PlacedItem;
  upload: Upload;
  /** The height of the lane. */
  height: number;
  pixelsPerFrame: number;
  /** The part that is painted, in frames of the timeline. */
  from: number;
  to: number;
}

const LABEL_HEIGHT = 16;
const WAVEFORM_HEIGHT = 12;
/** A lane from this height on has room for a waveform below the frames. */
const TALL_LANE = 56;
const WAVEFORM_FILL = "rgba(255, 255, 255, 0.65)";

export const ClipCanvas = memo(function ClipCanvas(props: ClipCanvasProps) {
  const { placed, upload } = props;
  const isHeld = "hold" in placed.item && placed.item.hold;
  if (isHeld || upload.state !== "ready") return null;
  if (upload.kind === "video" || upload.kind === "audio") return <SourceCanvas {...props} />;
  return null;
});

/** Returns how fast the source passes, and its time at the start of an item. */
function sourceOf({ item }: PlacedItem): { start: number; speed: number } {
  const start = "sourceStartSeconds" in item ? item.sourceStartSeconds : 0;
  return { start, speed: "speedPct" in item ? item.speedPct / 100 : 1 };
}

function SourceCanvas({ placed, upload, height, pixelsPerFrame, from, to }: ClipCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const fps = framesPerSecond(frameRate(useDocument((state) => state.document.output.fps)));
  const source = sourceOf(placed);
  const isVideo = upload.kind === "video";
  const body = height - 5 - LABEL_HEIGHT;
  const hasWaveform = upload.hasAudio && (!isVideo || height >= TALL_LANE);
  const rate = peakRateFor((pixelsPerFrame * fps) / source.speed);
  const strip = useFilmstrip(upload.id, isVideo);
  const peaks = usePeaks(upload.id, rate, hasWaveform);

  const left = (from - placed.start) * pixelsPerFrame;
  const width = Math.max(0, (to - from) * pixelsPerFrame);
  const secondsPerPixel = source.speed / fps / pixelsPerFrame;
  const begin = source.start + left * secondsPerPixel;
  const repeatsFrom = placed.track === "audioSegments" ? source.start : null;
  useEffect(() => {
    const context = canvas.current && cleared(canvas.current, width, body);
    if (!context) return;
    const shown: Stretch = { top: 0, width, height: body, from: begin, secondsPerPixel };
    const waveform = hasWaveform ? (isVideo ? WAVEFORM_HEIGHT : body) : 0;
    if (strip) drawFilmstrip(context, strip, { ...shown, height: body - (isVideo ? waveform : 0) });
    if (!peaks || !hasWaveform) return;
    context.fillStyle = WAVEFORM_FILL;
    const below = { ...shown, top: body - waveform, height: waveform };
    drawWaveform(context, peaks, below, { repeatsFrom });
  }, [strip, peaks, width, body, begin, secondsPerPixel, hasWaveform, isVideo, repeatsFrom]);

  return (
    <canvas
      ref={canvas}
      aria-hidden
      data-filmstrip={strip ? "drawn" : undefined}
      data-waveform={peaks && hasWaveform ? "drawn" : undefined}
      className="pointer-events-none absolute bottom-0"
      style={{ left, width, height: body }}
    />
  );
}
