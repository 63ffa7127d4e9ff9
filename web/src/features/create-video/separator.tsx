// SPDX-License-Identifier: Apache-2.0
/** Divides the height between the timeline and what is above it; the choice is remembered. */
import { useState } from "react";

import { readSetting, writeSetting } from "@/lib/settings";

const LEAST = 200;
/** As high as all lanes of a timeline with lower thirds; in low windows the media get more. */
const normal = () => (window.innerHeight > 800 ? 396 : 376);

function limited(height: number): number {
  const most = Math.max(LEAST, Math.round(window.innerHeight * 0.6));
  return Math.min(Math.max(height, LEAST), most);
}

export function usePanelHeight(): [number, (height: number) => void] {
  const [height, setHeight] = useState(() => limited(Number(readSetting("timeline")) || normal()));
  const change = (wanted: number) => {
    const next = limited(wanted);
    writeSetting("timeline", String(next));
    setHeight(next);
  };
  return [height, change];
}

interface SeparatorProps {
  height: number;
  onChange: (height: number) => void;
}

export function Separator({ height, onChange }: SeparatorProps) {
  return (
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the timeline"
      aria-valuemin={LEAST}
      aria-valuemax={limited(Number.MAX_SAFE_INTEGER)}
      aria-valuenow={height}
      tabIndex={0}
      onKeyDown={(event) => {
        const by = { ArrowUp: 16, ArrowDown: -16 }[event.key];
        if (!by) return;
        event.preventDefault();
        onChange(height + by);
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.buttons === 1) onChange(height - event.movementY);
      }}
      className="relative z-40 -my-1 h-2 shrink-0 cursor-row-resize touch-none focus-visible:bg-accent max-[899px]:hidden"
    />
  );
}
