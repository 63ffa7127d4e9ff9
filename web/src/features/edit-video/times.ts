// SPDX-License-Identifier: Apache-2.0
/** Writes times on the grid of drafts. */

/** Writes a time as `1:23.5`. */
export function formatTenths(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const rest = (tenths % 600) / 10;
  return `${Math.floor(tenths / 600)}:${rest.toFixed(1).padStart(4, "0")}`;
}
