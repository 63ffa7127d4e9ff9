// SPDX-License-Identifier: Apache-2.0
/** The tags of an upload as they are typed, by the rules of the server. */

const MOST_TAGS = 20;
const LONGEST_TAG = 40;

export interface Added {
  tags: string[];
  /** What could not be added and is still to be corrected. */
  rest: string;
  problem?: string;
}

/** Adds what was typed or pasted, which may be several tags with commas between them. */
export function withTyped(tags: readonly string[], typed: string): Added {
  const found = [...tags];
  const parts = typed.split(/[,\n]/).map((part) => part.trim().replace(/\s+/g, " "));
  for (const [index, tag] of parts.entries()) {
    if (!tag || found.some((one) => folded(one) === folded(tag))) continue;
    const rest = parts.slice(index).filter(Boolean).join(", ");
    if ([...tag].length > LONGEST_TAG) {
      return { tags: found, rest, problem: `A tag has 1 to ${LONGEST_TAG} characters and no comma.` };
    }
    if (found.length === MOST_TAGS) {
      return { tags: found, rest, problem: `An upload has at most ${MOST_TAGS} tags.` };
    }
    found.push(tag);
  }
  return { tags: found, rest: "" };
}

/** Returns a tag as it is compared: those that differ in upper and lower case only are one. */
function folded(tag: string): string {
  return tag.normalize("NFKC").toLowerCase();
}
