// SPDX-License-Identifier: Apache-2.0
/** The roles in a space, in words. */
import type { Option } from "@/ui/select-field";

export type Role =
  | "space_admin"
  | "space_moderator"
  | "space_poster"
  | "space_member"
  | "space_subscriber";

/** The roles from the most rights to the fewest. */
export const ROLES: readonly Option<Role>[] = [
  { value: "space_admin", label: "Administrator" },
  { value: "space_moderator", label: "Moderator" },
  { value: "space_poster", label: "Poster" },
  { value: "space_member", label: "Member" },
  { value: "space_subscriber", label: "Subscriber" },
];

/** The roles that an invitation link may give. */
export const LINK_ROLES = ROLES.slice(2);

/** Returns the role with the most rights among those that somebody holds. */
export function mainRole(roles: readonly string[]): Role {
  return ROLES.find((role) => roles.includes(role.value))?.value ?? "space_member";
}

/** Writes a role: `Poster`. */
export function roleName(role: string): string {
  return ROLES.find((one) => one.value === role)?.label ?? role;
}

/** Says what holders of a role do in a space: `may publish`. */
export function roleMeaning(role: string): string {
  switch (role) {
    case "space_admin":
      return "administer it";
    case "space_moderator":
      return "review and moderate what is published";
    case "space_poster":
      return "publish videos in it";
    default:
      return "watch what is published in it";
  }
}
