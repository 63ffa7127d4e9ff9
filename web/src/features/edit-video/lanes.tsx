// SPDX-License-Identifier: Apache-2.0
/** The video at its length, scrolled and zoomed, with the lanes of images and of the production below. */
import { useEffect, useLayoutEffect, useRef, useState } from "react";

import type { Upload } from "@/features/media-picker";
import { framesPerSecond, useView } from "@/timeline";

import { useEditing } from "./edit-state";
import { LockedLane } from "./locked-lane";
import { OverlayLane } from "./overlay-lane";
import { Playhead, Ruler } from "./ruler";
import { VideoLane } from "./video-lane";
import { MARGIN, fit, setScroller, zoomBy } from "./zooming";

/** What is drawn beyond the visible part, in pixels, so that scrolling shows no gaps. */
const BEYOND = 200;

export function Lanes({ upload }: { upload: Upload }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ left: 0, width: 0 });
  const pixelsPerFrame = useView((state) => state.pixelsPerFrame);
  const { length, rate } = useEditing();
  const pixelsPerSecond = pixelsPerFrame * framesPerSecond(rate);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const look = () => setSeen({ left: element.scrollLeft, width: element.clientWidth });
    setScroller(element);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look);
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
      setScroller(null);
    };
  }, []);
  useEffect(fit, [length, rate]);
  useEffect(() => {
    const element = scroller.current;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomBy(event.deltaY < 0 ? 1.2 : 1 / 1.2, event.clientX);
    };
    element?.addEventListener("wheel", wheel, { passive: false });
    return () => element?.removeEventListener("wheel", wheel);
  }, []);

  const from = Math.max(0, (seen.left - MARGIN - BEYOND) / pixelsPerSecond);
  const to = Math.min(length, (seen.left + seen.width + BEYOND) / pixelsPerSecond);
  return (
    <div
      ref={scroller}
      tabIndex={-1}
      role="region"
      aria-label="Cuts"
      className="shrink-0 overflow-x-auto overflow-y-hidden bg-canvas"
    >
      <div
        className="relative"
        style={{ width: length * pixelsPerSecond + 2 * MARGIN, paddingInline: MARGIN }}
      >
        <div className="relative pb-2">
          <Ruler {...{ from, to, pixelsPerSecond }} />
          <VideoLane upload={upload} {...{ from, to, pixelsPerSecond }} />
          <OverlayLane pixelsPerSecond={pixelsPerSecond} />
          <LockedLane uploadId={upload.id} pixelsPerSecond={pixelsPerSecond} />
          <Playhead />
        </div>
      </div>
    </div>
  );
}
