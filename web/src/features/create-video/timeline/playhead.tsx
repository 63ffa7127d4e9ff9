// SPDX-License-Identifier: Apache-2.0
/** The playhead: a handle on the ruler and a line over the lanes. They follow the view without React. */
import { type RefObject, useEffect, useRef } from "react";

import { endOf, formatTimecode, frameRate, seek, useDocument, useView } from "@/timeline";

import { HEAD_WIDTH } from "./measures";
import { frameAfterKey } from "./playhead-keys";
import { scrollTo } from "./zooming";

/** How near the playhead comes to the right edge while it plays. */
const AHEAD_PX = 24;

/** Calls a function with the frame under the playhead, now and whenever it or the zoom changes. */
function usePlayhead(draw: (frame: number, pixelsPerFrame: number) => void): void {
  const latest = useRef(draw);
  latest.current = draw;
  useEffect(() => {
    const show = () => {
      const { playhead, pixelsPerFrame } = useView.getState();
      latest.current(playhead, pixelsPerFrame);
    };
    show();
    return useView.subscribe(show);
  }, []);
}

function move(element: RefObject<HTMLElement | null>, x: number): void {
  if (element.current) element.current.style.transform = `translateX(${x}px)`;
}

export function PlayheadLine() {
  const line = useRef<HTMLDivElement>(null);
  const shown = useRef(0);
  usePlayhead((frame, pixelsPerFrame) => {
    move(line, HEAD_WIDTH + frame * pixelsPerFrame);
    // Who scrolls or zooms looks elsewhere on purpose; who moves the playhead looks at it.
    if (frame !== shown.current) scrollTo(frame, useView.getState().isPlaying ? AHEAD_PX : 0);
    shown.current = frame;
  });
  return (
    <div
      ref={line}
      aria-hidden
      className="pointer-events-none absolute inset-y-0 left-0 z-20 w-px bg-playhead"
    />
  );
}

export function PlayheadHandle() {
  const handle = useRef<HTMLDivElement>(null);
  const document = useDocument((state) => state.document);
  const rate = frameRate(document.output.fps);
  const end = endOf(document);
  usePlayhead((frame, pixelsPerFrame) => {
    move(handle, frame * pixelsPerFrame);
    handle.current?.setAttribute("aria-valuenow", String(frame));
    handle.current?.setAttribute("aria-valuetext", formatTimecode(frame, rate));
  });
  return (
    <div
      ref={handle}
      role="slider"
      tabIndex={0}
      aria-label="Playhead"
      aria-valuemin={0}
      aria-valuemax={end}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        const frame = frameAfterKey(event, useView.getState().playhead, end);
        if (frame === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        seek(frame);
      }}
      className="pointer-events-none absolute left-0 top-1 -ml-[6px] h-3.5 w-[13px] rounded-b-[6px] rounded-t-[2px] bg-playhead after:absolute after:left-[6px] after:top-3 after:h-4 after:w-px after:bg-playhead"
    />
  );
}
