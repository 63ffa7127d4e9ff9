// SPDX-License-Identifier: Apache-2.0
/** How long items fade, and what their fields become when a fade is dragged. */
import type { Part, PlacedItem } from "@/timeline";

const LOGO_SECONDS = 0.5;
const TITLE_SECONDS = 0.35;
const MUSIC_SECONDS = 0.35;
const LONGEST_MUSIC_SECONDS = 10;
const GRAPHIC_SECONDS = [0.1, 2] as const;
/** The share of a graphic that one of its fades takes at most. */
const GRAPHIC_SHARE = 0.45;

export interface FadeLengths {
  in: number;
  out: number;
}

/** Returns how long an item fades in and out, in seconds. */
export function fadesOf({ item, track }: PlacedItem): FadeLengths {
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

/** Whether the lengths of its fades can be chosen: those of other items are fixed. */
export function canFade({ track, item }: PlacedItem): boolean {
  if (track === "audioSegments") return true;
  return track === "graphics" && "animate" in item && item.animate !== "doc_reveal";
}

/** Returns the fields of an item of so many seconds whose fade at an end is dragged to a length. */
export function fadedTo(
  placed: PlacedItem,
  end: "in" | "out",
  seconds: number,
  length: number,
): Record<string, unknown> {
  if (placed.track === "audioSegments") {
    const fitting = Math.min(Math.max(0, seconds), LONGEST_MUSIC_SECONDS, length / 2);
    return { [end === "in" ? "fadeInSeconds" : "fadeOutSeconds"]: hundredth(fitting) };
  }
  const [least, most] = GRAPHIC_SECONDS;
  const fades = fadesOf(placed);
  const other = fades[end === "in" ? "out" : "in"] > 0;
  if (seconds < least) return { fade: word(end, { isFaded: false, other }) };
  const fitting = Math.min(seconds, most, length * GRAPHIC_SHARE);
  return {
    fade: word(end, { isFaded: true, other }),
    fadeDurationMs: Math.max(least * 1000, Math.round(fitting * 100) * 10),
  };
}

function word(
  end: "in" | "out",
  { isFaded, other }: { isFaded: boolean; other: boolean },
): Part<"Graphic">["fade"] {
  if (isFaded && other) return "in_out";
  if (isFaded) return end;
  if (other) return end === "in" ? "out" : "in";
  return "none";
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
