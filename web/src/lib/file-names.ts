// SPDX-License-Identifier: Apache-2.0
/** How the names of files end that the server takes, for those whose type browsers do not know. */

const VIDEOS =
  "mp4 m4v mov mkv webm avi ts mts m2ts mpg mpeg vob flv wmv 3gp ogv mxf dv".split(" ");
const SOUNDS = "mp3 wav aac m4a ogg opus flac aif aiff wma caf amr ac3".split(" ");
/** Ends of names that tell nothing of whether there is a picture beside the sound. */
const EITHER = ["mp4", "webm"];
const IMAGES = "png jpg jpeg webp heic heif avif gif".split(" ");

/** What the dialog of the browser offers: some systems know no type for many of these names. */
export const ACCEPTED_FILES = [
  "video/*",
  "audio/*",
  "image/*",
  ...[...VIDEOS, ...SOUNDS, ...IMAGES].map((end) => `.${end}`),
].join();

/** Whether a file that is named like a video may hold a sound alone, and be taken as one. */
export function mayBeSound(name: string): boolean {
  return EITHER.includes(endOf(name));
}

/** Returns what a file is by the end of its name, undefined where that says nothing. */
export function kindByName(name: string): "video" | "audio" | "image" | undefined {
  const end = endOf(name);
  if (VIDEOS.includes(end)) return "video";
  if (SOUNDS.includes(end)) return "audio";
  return IMAGES.includes(end) ? "image" : undefined;
}

function endOf(name: string): string {
  return name.includes(".") ? (name.split(".").at(-1)?.toLowerCase() ?? "") : "";
}
