// SPDX-License-Identifier: Apache-2.0
/** Returns what has every word in its name, in any case; what begins with the words comes first. */
export function found<Item>(all: Item[], words: string, nameOf: (one: Item) => string): Item[] {
  const typed = words.toLowerCase().split(/\s+/).filter(Boolean);
  const name = (one: Item) => nameOf(one).toLowerCase();
  const fitting = all.filter((one) => typed.every((word) => name(one).includes(word)));
  const begins = (one: Item) => (name(one).startsWith(typed.join(" ")) ? 0 : 1);
  return fitting.sort((a, b) => begins(a) - begins(b));
}
