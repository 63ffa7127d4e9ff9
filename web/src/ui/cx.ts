// SPDX-License-Identifier: Apache-2.0
/** Joins class names, leaving out those that do not apply. */
export function cx(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
