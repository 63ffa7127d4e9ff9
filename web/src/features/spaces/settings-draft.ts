// SPDX-License-Identifier: Apache-2.0
/** The settings of a space while they are edited. */
import type { Option } from "@/ui/select-field";

import type { Space } from "./queries";
import type { SpacePatch } from "./settings-queries";

export type Visibility = "public" | "members_only" | "private";
export type MembershipRule = "public" | "invite" | "none";
export type CommentRule = "on" | "off" | "inherit";
export type ApprovalRule = "none" | "moderator";

export interface SettingsDraft {
  name: string;
  description: string;
  visibility: Visibility;
  membership: MembershipRule;
  comments: CommentRule;
  approval: ApprovalRule;
}

export const VISIBILITIES: readonly Option<Visibility>[] = [
  { value: "public", label: "Everybody, signed in or not" },
  { value: "members_only", label: "Members only" },
];

export const MEMBERSHIPS: readonly Option<MembershipRule>[] = [
  { value: "public", label: "Everybody who sees it" },
  { value: "invite", label: "Those who are invited" },
];

export const COMMENTS: readonly Option<CommentRule>[] = [
  { value: "on", label: "Allowed" },
  { value: "off", label: "Not allowed" },
];

export const APPROVALS: readonly Option<ApprovalRule>[] = [
  { value: "none", label: "What members publish appears at once" },
  { value: "moderator", label: "A moderator approves it first" },
];

/** Returns the settings of a space as they are. */
export function draftOf(
  space: Pick<Space, "name" | "description" | "settings" | "type">,
): SettingsDraft {
  const { visibility, membership, comments, publishing } = space.settings;
  const requires = (publishing as { requireApproval?: boolean } | undefined)?.requireApproval;
  return {
    name: space.name,
    description: space.description,
    // A private space and one for members only are seen by the same people.
    visibility: visibility === "public" ? "public" : "members_only",
    membership: membership === "public" ? "public" : "invite",
    comments: comments === "off" ? "off" : "on",
    approval: (requires ?? space.type === "channel") ? "moderator" : "none",
  };
}

/** Returns what differs between the settings as they are and as they were edited. */
export function patchOf(before: SettingsDraft, after: SettingsDraft): SpacePatch {
  const patch: SpacePatch = {};
  if (after.name.trim() !== before.name) patch.name = after.name.trim();
  if (after.description.trim() !== before.description) {
    patch.description = after.description.trim();
  }
  if (after.visibility !== before.visibility) patch.visibility = after.visibility;
  if (after.membership !== before.membership) patch.membership = after.membership;
  if (after.comments !== before.comments) patch.comments = after.comments;
  if (after.approval !== before.approval) patch.requireApproval = after.approval === "moderator";
  return patch;
}
