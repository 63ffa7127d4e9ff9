// SPDX-License-Identifier: Apache-2.0

/** Returns what a project is called, that without a name, too. */
export function nameOf(project: { name: string | null } | null): string {
  return project?.name?.trim() || "Untitled";
}
