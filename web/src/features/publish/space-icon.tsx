// SPDX-License-Identifier: Apache-2.0
/** The icon of a space: its picture, or that of its type in a colour that stays the same. */
import { Globe, type LucideIcon, Tv, UserRound, Users } from "lucide-react";

import { cx } from "@/ui/cx";

import { type GroupName, groupOf } from "./rows";

export const GROUP_ICONS: Record<GroupName, LucideIcon> = {
  Personal: UserRound,
  Groups: Users,
  Channels: Tv,
  Global: Globe,
};

const COLOURS = [
  "bg-track-video",
  "bg-track-graphics",
  "bg-track-titles",
  "bg-track-logo",
  "bg-track-narration",
  "bg-track-music",
];

interface SpaceIconProps {
  space: {
    id: number;
    type: "personal" | "group" | "channel";
    isGlobal: boolean;
    iconUrl: string | null;
  };
  size?: "small" | "large";
}

export function SpaceIcon({ space, size = "small" }: SpaceIconProps) {
  const Icon = GROUP_ICONS[groupOf(space)];
  const box = size === "small" ? "size-7 rounded-control" : "size-14 rounded-panel";
  if (space.iconUrl) {
    return <img src={space.iconUrl} alt="" className={cx("shrink-0 object-cover", box)} />;
  }
  return (
    <span
      aria-hidden
      className={cx(
        "grid shrink-0 place-content-center text-white",
        box,
        COLOURS[space.id % COLOURS.length],
      )}
    >
      <Icon size={size === "small" ? 16 : 28} />
    </span>
  );
}
