// SPDX-License-Identifier: Apache-2.0
/** What a production shows and plays beside its video, and when: for pages that draw it. */
import type { Resolved } from "@/media/compositor";

export interface ProductionPart {
  name: string;
  /** The classes of its colour: of a mark, and of a surface that holds white text. */
  color: string;
  fill: string;
  /** When it is shown, in frames of the production. */
  startFrame: number;
  frames: number;
}

type Look = Pick<ProductionPart, "name" | "color" | "fill">;

const LOOKS: Record<string, Look> = {
  screenTitles: { name: "Screen title", color: "bg-edge-titles", fill: "bg-track-titles" },
  lowerThirds: { name: "Lower third", color: "bg-edge-narration", fill: "bg-track-narration" },
  logos: { name: "Logo", color: "bg-edge-logo", fill: "bg-track-logo" },
  graphics: { name: "Overlay", color: "bg-edge-graphics", fill: "bg-track-graphics" },
  videoOverlayStills: { name: "Overlay", color: "bg-edge-graphics", fill: "bg-track-graphics" },
};
const INTRO: Look = { name: "Intro", color: "bg-edge-video", fill: "bg-track-video" };
const MUSIC: Look = { name: "Music", color: "bg-edge-music", fill: "bg-track-music" };

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
