// SPDX-License-Identifier: Apache-2.0
/** Shows the frames of a video in its card: under the pointer, or by a slider with the keyboard. */
import { useState } from "react";

import { formatDuration } from "@/lib/formats";
import { type Tile, tileAt, useFilmstrip } from "@/media/derived";

import type { Upload } from "./facts";

/** How far one press of an arrow key goes, as a part of the video. */
const STEP = 0.05;

export function HoverScrub({ upload }: { upload: Upload }) {
  // Where it is looked at, 0 to 1; null while nobody looks.
  const [at, setAt] = useState<number | null>(null);
  const [wasWanted, setWanted] = useState(false);
  const strip = useFilmstrip(upload.id, wasWanted);
  const duration = upload.durationSeconds ?? 0;
  const look = (part: number | null) => {
    setAt(part);
    if (part !== null) setWanted(true);
  };
  const time = (at ?? 0) * duration;
  const tile = at !== null && strip ? tileAt(strip.tiles, time) : undefined;
  return (
    <>
      <input
        type="range"
        min={0}
        max={1}
        step={STEP}
        value={at ?? 0}
        aria-label={`Look through ${upload.name}`}
        aria-valuetext={formatDuration(time)}
        onChange={(event) => look(Number(event.target.value))}
        onFocus={(event) => event.target.matches(":focus-visible") && look(at ?? 0)}
        onBlur={() => look(null)}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          look(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
        }}
        onPointerLeave={() => look(null)}
        className="peer absolute inset-0 z-10 m-0 size-full cursor-ew-resize touch-pan-y opacity-0"
      />
      {strip && tile && <Frame url={strip.url} tile={tile} all={strip.image} />}
      {at !== null && (
        <>
          <span
            aria-hidden
            className="pointer-events-none absolute inset-x-0 bottom-0 h-1 bg-black/60"
          >
            <span className="block h-full bg-accent" style={{ width: `${at * 100}%` }} />
          </span>
          <span
            aria-hidden
            className="pointer-events-none absolute bottom-2 left-2 rounded-clip bg-black/80 px-2 py-0.5 text-sm font-medium text-white"
          >
            {strip === undefined ? "Loading frames…" : formatDuration(time)}
          </span>
        </>
      )}
      <span
        aria-hidden
        className="pointer-events-none absolute inset-0 ring-inset peer-focus-visible:ring-2 peer-focus-visible:ring-accent"
      />
    </>
  );
}

/** One frame of a filmstrip, as large as the poster that it covers. */
function Frame({ url, tile, all }: { url: string; tile: Tile; all: HTMLImageElement }) {
  const { x, y, width, height } = tile;
  return (
    <svg
      aria-hidden
      data-frame={`${x},${y}`}
      viewBox={`${x} ${y} ${width} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      className="pointer-events-none absolute inset-0 size-full"
    >
      <image href={url} width={all.naturalWidth} height={all.naturalHeight} />
    </svg>
  );
}
