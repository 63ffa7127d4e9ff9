// SPDX-License-Identifier: Apache-2.0
/** The names of languages. */

/** Returns the English name of a language by its tag, or the tag when it has none. */
export function languageName(tag: string): string {
  // Some builds name the empty tag "root".
  if (tag === "") return tag;
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
