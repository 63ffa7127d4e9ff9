// SPDX-License-Identifier: Apache-2.0
/** The waveform of a sound in the details of an upload. */
import { useEffect, useRef } from "react";

import { cleared, drawWaveform, lengthOf, usePeaks } from "@/media/derived";

const HEIGHT = 64;

export function Waveform({ uploadId }: { uploadId: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const peaks = usePeaks(uploadId, 10);
  useEffect(() => {
    const element = canvas.current;
    if (!element || !peaks) return;
    const draw = () => {
      const width = element.clientWidth;
      const context = cleared(element, width, HEIGHT);
      if (!context || width === 0) return;
      context.fillStyle = getComputedStyle(element).color;
      const secondsPerPixel = lengthOf(peaks) / width;
      drawWaveform(context, peaks, { top: 0, width, height: HEIGHT, from: 0, secondsPerPixel });
    };
    draw();
    const sizes = new ResizeObserver(draw);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [peaks]);
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
