// SPDX-License-Identifier: Apache-2.0
/** What a space is, in words. */
import { formatCount } from "@/lib/formats";

import type { Space } from "./queries";

const TYPES: Record<Space["type"], string> = {
  personal: "Personal space",
  group: "Group",
  channel: "Channel",
};

const SEEN_BY: Record<string, string> = {
  public: "seen by everybody",
  private: "seen by its members",
  members_only: "seen by its members",
};

/** Writes what a space is: `Group · 14 members · seen by its members`. */
export function aboutSpace(space: Space): string {
  return [
    space.isGlobal ? "The whole site" : TYPES[space.type],
    formatCount(space.memberCount, "member"),
    SEEN_BY[String(space.settings.visibility)],
    space.needsApproval ? "needs review" : undefined,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Writes what the user is in a space: `You administer it`. */
export function roleIn(space: Space): string {
  if (space.type === "personal") return "You own it";
  if (space.roles.includes("space_admin")) return "You administer it";
  if (space.roles.includes("space_moderator")) return "You moderate it";
  return space.mayPost ? "You may publish in it" : "You are a member";
}
