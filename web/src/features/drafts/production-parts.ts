// SPDX-License-Identifier: Apache-2.0
/** What a production shows and plays beside its video, and when: for pages that draw it. */
import type { Resolved } from "@/media/compositor";

export type PartKind = "intro" | "title" | "lower-third" | "logo" | "overlay" | "music";

export interface ProductionPart {
  kind: PartKind;
  /** What it is called on pages. */
  name: string;
  /** The classes of its colour: of a mark, and of a surface that holds white text. */
  color: string;
  fill: string;
  /** When it is shown, in frames of the production. */
  startFrame: number;
  frames: number;
}

type Look = Pick<ProductionPart, "kind" | "name" | "color" | "fill">;

const OVERLAY: Look = {
  kind: "overlay",
  name: "Overlay",
  color: "bg-edge-graphics",
  fill: "bg-track-graphics",
};
const LOOKS: Record<string, Look> = {
  screenTitles: {
    kind: "title",
    name: "Screen title",
    color: "bg-edge-titles",
    fill: "bg-track-titles",
  },
  lowerThirds: {
    kind: "lower-third",
    name: "Lower third",
    color: "bg-edge-narration",
    fill: "bg-track-narration",
  },
  logos: { kind: "logo", name: "Logo", color: "bg-edge-logo", fill: "bg-track-logo" },
  graphics: OVERLAY,
  videoOverlayStills: OVERLAY,
};
const INTRO: Look = {
  kind: "intro",
  name: "Intro",
  color: "bg-edge-video",
  fill: "bg-track-video",
};
const MUSIC: Look = {
  kind: "music",
  name: "Music",
  color: "bg-edge-music",
  fill: "bg-track-music",
};

/** Returns the parts of a production: its intro, what is laid over its video, its music. */
export function partsOf({ layers, base, sounds }: Resolved): ProductionPart[] {
  const first = base[0];
  const intro = first && first.kind !== "clip" ? [{ ...INTRO, ...spanOf(first) }] : [];
  const shown = layers.flatMap((layer) => {
    const look = LOOKS[layer.track];
    return look ? [{ ...look, ...spanOf(layer) }] : [];
  });
  const videos = new Set(base.map((item) => item.uploadId));
  const music = sounds.filter((sound) => !videos.has(sound.uploadId));
  return [...intro, ...shown, ...music.map((sound) => ({ ...MUSIC, ...spanOf(sound) }))];
}

function spanOf({ startFrame, frames }: { startFrame: number; frames: number }) {
  return { startFrame, frames };
}
