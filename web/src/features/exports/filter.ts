// SPDX-License-Identifier: Apache-2.0
/** Which exports are shown, and in which order. */
import type { HlsState } from "./hls";
import type { Export } from "./queries";

export type ExportOrder = "newest" | "oldest" | "name" | "longest" | "largest";

export interface ExportFilter {
  state: HlsState | "all";
  text: string;
  order: ExportOrder;
}

export const ORDERS: Record<ExportOrder, string> = {
  newest: "Newest first",
  oldest: "Oldest first",
  name: "By name",
  longest: "Longest first",
  largest: "Largest first",
};

/** Returns how far an export is; the server says nothing of exports that were never prepared. */
export function stateOf(shown: Export): HlsState {
  return shown.hlsState ?? "not_ready";
}

/** Returns the exports that match, in order. */
export function matching(exports: Export[], filter: ExportFilter): Export[] {
  const text = filter.text.trim().toLowerCase();
  return exports
    .filter((one) => filter.state === "all" || stateOf(one) === filter.state)
    .filter((one) => `${one.name} ${one.projectName ?? ""}`.toLowerCase().includes(text))
    .sort(COMPARE[filter.order]);
}

const COMPARE: Record<ExportOrder, (one: Export, other: Export) => number> = {
  newest: (one, other) => other.id - one.id,
  oldest: (one, other) => one.id - other.id,
  name: (one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }),
  longest: (one, other) => (other.durationSeconds ?? 0) - (one.durationSeconds ?? 0),
  largest: (one, other) => (other.sizeBytes ?? 0) - (one.sizeBytes ?? 0),
};
