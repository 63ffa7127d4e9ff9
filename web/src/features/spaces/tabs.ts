// SPDX-License-Identifier: Apache-2.0
/** The parts of the page of a space, and who has which. */
import type { Space } from "./queries";

export type Tab = "feed" | "members" | "invitations" | "review" | "reports" | "settings";

export const TAB_NAMES: Record<Tab, string> = {
  feed: "Feed",
  members: "Members",
  invitations: "Invitations",
  review: "Review queue",
  reports: "Reports",
  settings: "Settings",
};

/** Returns the tabs that the user has in a space, in their order. */
export function tabsOf(
  space: Pick<Space, "type" | "roles" | "mayApprove" | "mayAdminister">,
): Tab[] {
  const isPersonal = space.type === "personal";
  const tabs: [Tab, boolean][] = [
    ["feed", true],
    ["members", !isPersonal && (space.roles.length > 0 || space.mayAdminister)],
    ["invitations", !isPersonal && space.mayAdminister],
    ["review", space.mayApprove],
    ["reports", space.mayApprove],
    ["settings", space.mayAdminister],
  ];
  return tabs.filter(([, isThere]) => isThere).map(([tab]) => tab);
}
