// SPDX-License-Identifier: Apache-2.0
/** What the uploads of a timeline are called. */
import type { Schema } from "@/api/client";

export interface UploadFacts {
  /** What is known of each upload by its id. */
  byId: Map<number, Schema<"library.UploadResource">>;
  /** The ids of those whose files are gone. */
  missing: Set<number>;
  /** The names of those that were deleted, as far as they are recorded. */
  deletedNames: Map<number, string>;
}

/** Returns the name of an upload, also of one that was deleted; undefined while it is unknown. */
export function nameOfUpload(id: number, { byId, deletedNames }: UploadFacts): string | undefined {
  return byId.get(id)?.name ?? deletedNames.get(id);
}

/** Returns a sentence of the server with the names of uploads in place of their numbers. */
export function withUploadNames(sentence: string, uploads: UploadFacts): string {
  return sentence.replace(/\bUpload (\d+)\b/g, (words, digits: string) => {
    const name = nameOfUpload(Number(digits), uploads);
    return name === undefined ? words : `“${name}”`;
  });
}
