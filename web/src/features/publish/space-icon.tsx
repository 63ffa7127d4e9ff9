// SPDX-License-Identifier: Apache-2.0
/** The icon of a space, in a colour that stays the same. */
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
  space: { id: number; type: "personal" | "group" | "channel"; isGlobal: boolean };
}

export function SpaceIcon({ space }: SpaceIconProps) {
  const Icon = GROUP_ICONS[groupOf(space)];
  return (
    <span
      aria-hidden
      className={cx(
        "grid size-7 shrink-0 place-content-center rounded-control text-white",
        COLOURS[space.id % COLOURS.length],
      )}
    >
      <Icon size={16} />
    </span>
  );
}
