// SPDX-License-Identifier: Apache-2.0
/** The timeline: ruler and lanes in one element that scrolls both ways. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";

import {
  LANES,
  endOf,
  formatTimecode,
  frameRate,
  framesPerSecond,
  select,
  useDocument,
  useView,
} from "@/timeline";

import { onReveal } from "../navigating";
import { RenderBar } from "../rendered/render-bar";
import { uploadIdsOf, useUploadFacts } from "../uploads";
import { uploadDrop } from "./dropping-uploads";
import { Guide } from "./guide";
import { Lane } from "./lane";
import { HEAD_WIDTH, RULER_HEIGHT } from "./measures";
import { PlayheadHandle, PlayheadLine } from "./playhead";
import { Ruler } from "./ruler";
import { fit, scrollTo, setScroller, zoomBy } from "./zooming";

const STEP = 512;

/** Returns the part of the content that is painted, in pixels: the visible one and some around. */
function usePaintedPart(scroller: React.RefObject<HTMLDivElement | null>) {
  const [part, setPart] = useState({ left: 0, right: 4 * STEP, width: 1200 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const left = Math.floor(element.scrollLeft / STEP) * STEP - STEP;
      const right = Math.ceil((element.scrollLeft + element.clientWidth) / STEP) * STEP + STEP;
      const width = element.clientWidth - HEAD_WIDTH;
      setPart((old) =>
        old.left === left && old.right === right && old.width === width
          ? old
          : { left, right, width },
      );
    };
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => {
      element.removeEventListener("scroll", measure);
      sizes.disconnect();
    };
  }, [scroller]);
  return part;
}

function useWheelZoom(scroller: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomBy(Math.exp(-event.deltaY / 300), event.clientX);
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [scroller]);
}

const EMPTY_WORDS = "Drag a clip here, or click one in the media bin.";

export function Timeline() {
  const scroller = useRef<HTMLDivElement>(null);
  const part = usePaintedPart(scroller);
  useWheelZoom(scroller);
  const document = useDocument((state) => state.document);
  const pixelsPerFrame = useView((state) => state.pixelsPerFrame);
  const ids = useMemo(() => uploadIdsOf(document), [document]);
  const uploads = useUploadFacts(ids);
  const end = endOf(document);
  const isEmpty = ids.length === 0 && end === 0;
  const width = Math.max(part.width, (end * 1.1 + 60) * pixelsPerFrame);
  const from = part.left / pixelsPerFrame;
  const to = part.right / pixelsPerFrame;

  useEffect(() => {
    setScroller(scroller.current);
    onReveal(scrollTo);
    if (endOf(useDocument.getState().document) > 0) fit();
    return () => setScroller(null);
  }, []);

  return (
    <div
      ref={scroller}
      data-timeline
      role="region"
      aria-label="Timeline"
      tabIndex={-1}
      className="relative min-h-0 flex-1 overflow-auto bg-lane outline-none"
    >
      <div className="relative flex min-h-full flex-col" style={{ width: HEAD_WIDTH + width }}>
        <div
          className="sticky top-0 z-40 flex shrink-0 border-b border-line bg-panel"
          style={{ height: RULER_HEIGHT }}
        >
          <RangeWords />
          <div className="relative min-w-0 flex-1">
            <Ruler from={Math.max(0, from)} to={Math.min(to, width / pixelsPerFrame)} />
            <RenderBar />
            <PlayheadHandle />
          </div>
        </div>
        {LANES.map((lane) => (
          <Lane
            key={lane.name}
            lane={lane}
            from={from}
            to={to}
            uploads={uploads}
            drop={uploadDrop}
            emptyWords={isEmpty && lane.name === "video" ? EMPTY_WORDS : undefined}
          />
        ))}
        <div className="flex-1" onPointerDown={() => select([])} />
        <Guide />
        <PlayheadLine />
      </div>
    </div>
  );
}

function RangeWords() {
  const rangeIn = useView((state) => state.rangeIn);
  const rangeOut = useView((state) => state.rangeOut);
  const document = useDocument((state) => state.document);
  const rate = frameRate(document.output.fps);
  const [start, end] = [rangeIn ?? 0, rangeOut ?? endOf(document)];
  const seconds = Math.max(0, end - start) / framesPerSecond(rate);
  const short = (frame: number) => formatTimecode(frame, rate).slice(3, 8);
  return (
    <div
      className="sticky left-0 z-40 flex shrink-0 items-center gap-2 border-r border-line bg-panel px-3 text-xs text-ink-2"
      style={{ width: HEAD_WIDTH }}
    >
      <span>
        {short(start)} to {short(end)}
      </span>
      <span className="ml-auto text-ink-3">{seconds.toFixed(1)} s</span>
    </div>
  );
}
