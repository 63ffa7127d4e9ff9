// SPDX-License-Identifier: Apache-2.0
/** What of a config from elsewhere cannot be stored, and the words for it. */
import { namesOfFields } from "./field-names";

interface Problem {
  error: string;
  pointer: string;
}

/** What keeps a config from being produced now, and not from being saved. */
const SAVABLE = new Set([
  "upload_not_ready",
  "missing_screen_title_preset",
  "edited_video_too_long",
]);

/** Returns the fields of a config that the server would not save, by what it says of them. */
export function refusedFields(problems: readonly Problem[]): string[] {
  const found = problems
    .filter(({ error }) => !SAVABLE.has(error))
    .map(({ pointer }) => /^\/config\/([^/]+)/.exec(pointer)?.[1])
    .filter((key) => key !== undefined);
  return [...new Set(found)];
}

/** Returns the sentence about what was left out; an empty one when all was taken over. */
export function wordsOfLeftOut(fields: readonly string[]): string {
  if (fields.length === 0) return "";
  const names = namesOfFields(fields);
  const last = names.pop() ?? "";
  const list = names.length > 0 ? `${names.join(", ")} and ${last}` : last;
  return `What the address said of ${list} cannot be used and was left out.`;
}
