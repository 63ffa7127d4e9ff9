// SPDX-License-Identifier: Apache-2.0
/** The sizes and the look of lanes. */
import {
  AudioLines,
  Captions,
  Film,
  type LucideIcon,
  Mic,
  Music,
  PictureInPicture2,
  RectangleEllipsis,
  Shapes,
  Stamp,
  Type,
} from "lucide-react";

import type { LaneName } from "@/timeline";

export const HEAD_WIDTH = 200;
export const RULER_HEIGHT = 32;

export interface LaneLook {
  icon: LucideIcon;
  height: number;
  /** The class of the fill of items. */
  fill: string;
  /** The class of the border of items. */
  edge: string;
  /** The class of the mark beside the name of the lane. */
  mark: string;
  /** Whether its items can be heard. */
  isHeard: boolean;
  /** Whether its items can be seen in the picture. */
  isSeen: boolean;
  /** Whether the lane is shown while it is empty. */
  isAlwaysShown: boolean;
}

function look(
  icon: LucideIcon,
  height: number,
  color: Colors,
  more: Partial<LaneLook> = {},
): LaneLook {
  return {
    icon,
    height,
    ...COLORS[color],
    isHeard: false,
    isSeen: true,
    isAlwaysShown: true,
    ...more,
  };
}

const COLORS = {
  video: { fill: "bg-track-video", edge: "border-edge-video", mark: "bg-mark-video" },
  graphics: { fill: "bg-track-graphics", edge: "border-edge-graphics", mark: "bg-mark-graphics" },
  titles: { fill: "bg-track-titles", edge: "border-edge-titles", mark: "bg-mark-titles" },
  logo: { fill: "bg-track-logo", edge: "border-edge-logo", mark: "bg-mark-logo" },
  narration: {
    fill: "bg-track-narration",
    edge: "border-edge-narration",
    mark: "bg-mark-narration",
  },
  music: { fill: "bg-track-music", edge: "border-edge-music", mark: "bg-mark-music" },
};
type Colors = keyof typeof COLORS;

export const LANE_LOOKS: Record<LaneName, LaneLook> = {
  graphics: look(Shapes, 28, "graphics"),
  titles: look(Type, 32, "titles"),
  lowerThirds: look(RectangleEllipsis, 32, "titles", { isAlwaysShown: false }),
  captions: look(Captions, 28, "titles", { isAlwaysShown: false }),
  logos: look(Stamp, 28, "logo"),
  visualizers: look(AudioLines, 28, "music", { isAlwaysShown: false }),
  overlays: look(PictureInPicture2, 36, "video", { isHeard: true }),
  video: look(Film, 60, "video", { isHeard: true }),
  narration: look(Mic, 36, "narration", { isHeard: true, isSeen: false }),
  music: look(Music, 36, "music", { isHeard: true, isSeen: false }),
};
