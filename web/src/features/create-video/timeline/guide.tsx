// SPDX-License-Identifier: Apache-2.0
/** The line at what a dragged edge has snapped to. */
import { useEffect, useRef } from "react";
import { create } from "zustand";

import { useView } from "@/timeline";

import { HEAD_WIDTH } from "./measures";

const useGuide = create<{ at: number | null }>(() => ({ at: null }));

/** Shows the line at a frame, or hides it. */
export function showGuide(at: number | null): void {
  if (useGuide.getState().at !== at) useGuide.setState({ at });
}

export function Guide() {
  const line = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      useGuide.subscribe(({ at }) => {
        if (!line.current) return;
        line.current.hidden = at === null;
        const x = HEAD_WIDTH + (at ?? 0) * useView.getState().pixelsPerFrame;
        line.current.style.transform = `translateX(${x}px)`;
      }),
    [],
  );
  return (
    <div
      ref={line}
      hidden
      aria-hidden
      className="pointer-events-none absolute inset-y-0 left-0 z-20 w-px bg-accent"
    />
  );
}
