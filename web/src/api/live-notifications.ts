// SPDX-License-Identifier: Apache-2.0
/** Which answers of the server a notification makes stale. */
import type { QueryKey } from "@tanstack/react-query";

import { queryKeys } from "./query-keys";

/** By the first word of a notification's type. */
const CONCERNED: Record<string, QueryKey[]> = {
  upload: [queryKeys.uploads, queryKeys.exports],
  export: [queryKeys.uploads, queryKeys.exports],
  // What a render makes is told as an export.
  render: [queryKeys.renders, queryKeys.exportStatus, queryKeys.renderedRanges],
  project: [queryKeys.projects],
  production: [queryKeys.productions, queryKeys.exports],
  publication: [queryKeys.publications, queryKeys.productions, queryKeys.exports, queryKeys.spaces],
};

/** Progress comes every second of each render; which ranges are rendered is read more rarely. */
const OF_PROGRESS: QueryKey[] = [queryKeys.renders, queryKeys.exportStatus];
const RANGES_MILLISECONDS = 5000;

let rangesReadAt = -Infinity;

export const EVERYTHING = Object.values(CONCERNED).flat();

/** Returns the keys of the answers that a notification, as JSON, is about. */
export function concernedBy(data: string, now = performance.now()): QueryKey[] {
  const { type } = JSON.parse(data) as { type?: string };
  if (type === "render.progress") {
    if (now - rangesReadAt < RANGES_MILLISECONDS) return OF_PROGRESS;
    rangesReadAt = now;
  }
  return CONCERNED[type?.split(".")[0] ?? ""] ?? [];
}
