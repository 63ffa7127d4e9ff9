// SPDX-License-Identifier: Apache-2.0
/** The spaces that are chosen when the page to publish is opened. */

/** Returns the choice of the space that one came from, whose id is in the address; or none. */
export function firstChoices(space: string | undefined): ReadonlyMap<number, boolean> {
  const isId = space !== undefined && /^[1-9][0-9]{0,14}$/.test(space);
  return new Map(isId ? [[Number(space), true]] : []);
}
