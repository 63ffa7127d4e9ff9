// SPDX-License-Identifier: Apache-2.0
/** Which answers of the server a notification makes stale. */
import type { QueryKey } from "@tanstack/react-query";

import { queryKeys } from "./query-keys";

/** By the first word of a notification's type. */
const CONCERNED: Record<string, QueryKey[]> = {
  upload: [queryKeys.uploads, queryKeys.exports],
  export: [queryKeys.uploads, queryKeys.exports],
  // Progress comes every second; what a render makes is told as an export.
  render: [queryKeys.renders, queryKeys.exportStatus, queryKeys.renderedRanges],
  project: [queryKeys.projects],
  production: [queryKeys.productions, queryKeys.exports],
  publication: [queryKeys.publications, queryKeys.productions, queryKeys.exports, queryKeys.spaces],
};

export const EVERYTHING = Object.values(CONCERNED).flat();

/** Returns the keys of the answers that a notification, as JSON, is about. */
export function concernedBy(data: string): QueryKey[] {
  const { type } = JSON.parse(data) as { type?: string };
  return CONCERNED[type?.split(".")[0] ?? ""] ?? [];
}
