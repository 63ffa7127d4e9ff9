// SPDX-License-Identifier: Apache-2.0
/** The fades of an item as slopes at its ends. */
import { type PlacedItem, frameRate, framesPerSecond, useDocument } from "@/timeline";

const LOGO_SECONDS = 0.5;
const TITLE_SECONDS = 0.35;
const MUSIC_SECONDS = 0.35;

/** Returns how long an item fades in and out, in seconds. */
export function fadesOf({ item, track }: PlacedItem): { in: number; out: number } {
  if (track === "audioSegments" && "fadeInSeconds" in item) {
    return { in: item.fadeInSeconds ?? MUSIC_SECONDS, out: item.fadeOutSeconds ?? MUSIC_SECONDS };
  }
  const fade = fadeWord(item);
  const seconds =
    "fadeDurationMs" in item
      ? item.fadeDurationMs / 1000
      : track === "screenTitles"
        ? TITLE_SECONDS
        : LOGO_SECONDS;
  return {
    in: fade === "in" || fade === "in_out" ? seconds : 0,
    out: fade === "out" || fade === "in_out" ? seconds : 0,
  };
}

function fadeWord(item: PlacedItem["item"]): string {
  if ("fade" in item) return item.fade;
  if ("configSnapshot" in item) return item.configSnapshot.fade;
  if ("presetSnapshot" in item && item.presetSnapshot && "fade" in item.presetSnapshot) {
    return item.presetSnapshot.fade;
  }
  return "none";
}

interface FadesProps {
  placed: PlacedItem;
  width: number;
  pixelsPerFrame: number;
  isSelected: boolean;
}

export function Fades({ placed, width, pixelsPerFrame }: FadesProps) {
  const fps = useDocument((state) => state.document.output.fps);
  const pixelsPerSecond = framesPerSecond(frameRate(fps)) * pixelsPerFrame;
  const fades = fadesOf(placed);
  const left = Math.min(fades.in * pixelsPerSecond, width / 2);
  const right = Math.min(fades.out * pixelsPerSecond, width / 2);
  if (left < 2 && right < 2) return null;
  return (
    <svg
      aria-hidden
      className="pointer-events-none absolute inset-0 size-full text-black"
      preserveAspectRatio="none"
    >
      {left >= 2 && (
        <svg width={left} height="100%" viewBox="0 0 1 1" preserveAspectRatio="none">
          <path d="M0 0H1L0 1Z" fill="currentColor" opacity="0.45" />
        </svg>
      )}
      {right >= 2 && (
        <svg
          x={width - 2 - right}
          width={right}
          height="100%"
          viewBox="0 0 1 1"
          preserveAspectRatio="none"
        >
          <path d="M0 0H1V1Z" fill="currentColor" opacity="0.45" />
        </svg>
      )}
    </svg>
  );
}
