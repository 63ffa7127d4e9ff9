// SPDX-License-Identifier: Apache-2.0
/** The length of the production with marks where each part of it is shown. */
import { useEffect, useRef } from "react";

import { type ProductionPart, partsOf } from "@/features/drafts";
import { useResolved } from "@/media/preview";
import { formatTimecode, frameRate, seek, useView } from "@/timeline";

export function ScrubBar() {
  const resolved = useResolved((state) => state.resolved);
  const slider = useRef<HTMLInputElement>(null);
  const end = Math.max(1, resolved?.frames ?? 1);
  const rate = frameRate(resolved?.fps ?? "30");
  const { numerator, denominator } = rate;
  useEffect(() => {
    const show = (frame: number) => {
      if (!slider.current) return;
      slider.current.value = String(frame);
      const words = formatTimecode(frame, { numerator, denominator });
      slider.current.setAttribute("aria-valuetext", words);
    };
    show(useView.getState().playhead);
    return useView.subscribe((state) => state.playhead, show);
  }, [end, numerator, denominator]);
  const marks = resolved ? partsOf(resolved) : [];
  const names = [...new Map(marks.map((mark) => [mark.name, mark.color]))];
  return (
    <div className="shrink-0 bg-panel px-3 pt-2">
      <div aria-hidden className="flex flex-col gap-0.5">
        {names.map(([name]) => (
          <Row key={name} end={end} marks={marks.filter((mark) => mark.name === name)} />
        ))}
      </div>
      <input
        ref={slider}
        type="range"
        aria-label="Playhead"
        min={0}
        max={end - 1}
        defaultValue={0}
        onChange={(event) => seek(Number(event.target.value))}
        className="block h-6 w-full accent-(--color-accent)"
      />
      <ul aria-label="Shown in this production" className="flex min-h-5 flex-wrap gap-x-4 text-xs text-ink-2">
        {names.map(([name, color]) => (
          <li key={name} className="flex items-center gap-1.5">
            <span aria-hidden className={`h-1.5 w-3 rounded-full ${color}`} />
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Row({ marks, end }: { marks: ProductionPart[]; end: number }) {
  return (
    <div className="relative mx-2 h-1.5">
      {marks.map((mark) => (
        <span
          key={mark.startFrame}
          className={`absolute h-1.5 min-w-1 rounded-full ${mark.color}`}
          style={{
            left: `${(100 * mark.startFrame) / end}%`,
            width: `${(100 * mark.frames) / end}%`,
          }}
        />
      ))}
    </div>
  );
}
