// SPDX-License-Identifier: Apache-2.0
/** What the items of each track are. */
import type { TrackName } from "@/timeline";

export const KINDS: Record<TrackName, string> = {
  clips: "video",
  stills: "still",
  videoOverlays: "overlay",
  videoOverlayStills: "overlay still",
  graphics: "graphic",
  logos: "logo",
  lowerThirds: "lower third",
  screenTitles: "title",
  narration: "narration",
  audioSegments: "music",
  visualizers: "visualizer",
  captions: "caption",
};
