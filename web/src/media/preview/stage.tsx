// SPDX-License-Identifier: Apache-2.0
/** The canvas of the preview in the shape of the frame, with what lies over it. */
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";

import { undrawnAt } from "@/media/compositor";
import { Button } from "@/ui/button";

import { currentPlayer, openPlayer, useShown } from "./playback";
import { useResolved } from "./resolved-store";

export type Zoom = "fit" | "half" | "whole";

const PADDING = 16;
const SHARES: Record<Exclude<Zoom, "fit">, number> = { half: 0.5, whole: 1 };
const UNDRAWN: Record<string, string> = {
  visualizers: "visualizers",
  captions: "captions",
  motion: "the movement of stills",
};

export interface Size {
  width: number;
  height: number;
}

/** Returns the size of an element as it changes. */
function useSizeOf(element: React.RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

function shownSize(frame: Size, room: Size, zoom: Zoom): Size {
  const fitting = Math.min(
    (room.width - 2 * PADDING) / frame.width,
    (room.height - 2 * PADDING) / frame.height,
  );
  const scale = Math.max(0, zoom === "fit" ? fitting : SHARES[zoom] / window.devicePixelRatio);
  return { width: Math.floor(frame.width * scale), height: Math.floor(frame.height * scale) };
}

interface StageProps {
  zoom?: Zoom;
  hasGuides?: boolean;
  /** The frame that is shown instead of the document's, while nothing decides that. */
  frame?: Size;
  /** What is said while the document has nothing to show. */
  emptyWords?: string | null;
  /** The address of what is shown until there is a first picture. */
  posterUrl?: string | null;
  /** Another picture in the place of the instant one. */
  picture?: ReactNode;
  /** What lies over the picture; it is told the frame of the document and its scale. */
  children?: (frame: Size, scale: number) => ReactNode;
}

export function Stage({
  zoom = "fit",
  hasGuides = false,
  frame: firstFrame,
  emptyWords = null,
  posterUrl = null,
  picture,
  children,
}: StageProps) {
  const room = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const resolvedFrame = useResolved((state) => state.resolved?.size);
  const frame = firstFrame ?? resolvedFrame;
  const size = shownSize(frame ?? { width: 16, height: 9 }, useSizeOf(room), zoom);

  useEffect(() => (canvas.current ? openPlayer(canvas.current) : undefined), []);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element || !frame) return;
    // No more pixels than are seen, and never more than an export has.
    const width = Math.min(frame.width, Math.round(size.width * window.devicePixelRatio));
    element.width = Math.max(2, width);
    element.height = Math.max(2, Math.round((width * frame.height) / frame.width));
    currentPlayer()?.setCanvas(element);
  }, [frame, size.width]);

  return (
    <div ref={room} className="relative grid min-h-0 flex-1 place-items-center overflow-auto">
      <div className="relative" style={size}>
        <canvas
          ref={canvas}
          role="img"
          aria-label="Picture at the playhead"
          className="size-full bg-black"
        />
        {posterUrl && <FirstPicture url={posterUrl} />}
        <Undrawn />
        {picture}
        {hasGuides && <SafeAreas />}
        {frame && children?.(frame, size.width / frame.width)}
      </div>
      <Notice emptyWords={emptyWords} />
    </div>
  );
}

/** Stands for the first picture, which takes a moment to come, so that no black is shown. */
function FirstPicture({ url }: { url: string }) {
  const hasPicture = useShown((state) => state.hasPicture);
  if (hasPicture) return null;
  return (
    <img
      src={url}
      alt=""
      className="pointer-events-none absolute inset-0 size-full object-contain"
      onError={(event) => {
        event.currentTarget.hidden = true;
      }}
    />
  );
}

/** The areas that televisions and players leave free: 90 % for action, 80 % for titles. */
function SafeAreas() {
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
      <div className="absolute inset-[5%] border border-dashed border-white/60" />
      <div className="absolute inset-[10%] border border-white/40" />
    </div>
  );
}

/** Says what an export will show at this frame and the preview does not. */
function Undrawn() {
  const resolved = useResolved((state) => state.resolved);
  const frame = useShown((state) => state.frame);
  const tracks = resolved && frame >= 0 ? undrawnAt(resolved, frame) : [];
  if (tracks.length === 0) return null;
  const names = tracks.map((track) => UNDRAWN[track] ?? track).join(", ");
  return (
    <p className="absolute bottom-2 left-2 rounded-control bg-black/80 px-2 py-1 text-xs text-white">
      Not in the preview: {names}
    </p>
  );
}

function Notice({ emptyWords }: { emptyWords: string | null }) {
  const { resolved, error } = useResolved();
  if (error) {
    return (
      <div
        role="alert"
        className="absolute top-4 right-14 left-4 mx-auto flex w-fit items-center gap-3 rounded-panel border border-line bg-raised px-3 py-2 text-sm shadow-panel"
      >
        <span>The preview waits for the server: {error}</span>
        <Button onClick={() => currentPlayer()?.retry()}>Try again</Button>
      </div>
    );
  }
  if (!resolved || (emptyWords && resolved.frames === 0)) {
    return (
      <p className="pointer-events-none absolute mx-4 rounded-control bg-black/80 px-3 py-1.5 text-center text-sm text-white">
        {resolved ? emptyWords : "Preparing the preview"}
      </p>
    );
  }
  return null;
}
