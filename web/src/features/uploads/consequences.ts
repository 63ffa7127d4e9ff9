// SPDX-License-Identifier: Apache-2.0
/** What the deletion of an upload means for what uses it, in sentences. */

const SENTENCES: [kinds: string[], sentence: string][] = [
  [["project"], "Timelines show that it is missing, and are exported once another file is in its place."],
  [["draft"], "Drafts cannot be produced without it."],
  [["production", "publication"], "Productions that are ready play on, and so does what is published."],
];

/** Returns the sentences that are about what uses it, and the one that always holds. */
export function consequencesOf(kinds: string[]): string[] {
  const about = SENTENCES.filter(([of]) => of.some((kind) => kinds.includes(kind)));
  return [...about.map(([, sentence]) => sentence), "Videos that were exported before stay."];
}
