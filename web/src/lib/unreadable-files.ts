// SPDX-License-Identifier: Apache-2.0
/** Files that can no longer be read as they were chosen. */

/** A chosen file has changed or is gone; its message says what to do. */
export class FileUnreadable extends Error {}

const SENTENCES: Record<string, string> = {
  NotReadableError: "The file has changed; choose it again.",
  NotFoundError: "The file is not there any more; choose it again.",
};

/** Returns the error of a file that cannot be read in words for people, and any other as it is. */
export function readingError(error: unknown): unknown {
  const sentence = error instanceof DOMException ? SENTENCES[error.name] : undefined;
  return sentence === undefined ? error : new FileUnreadable(sentence, { cause: error });
}

/**
 * Returns why a part of a file was not sent.
 *
 * A browser says only that nothing was sent; whether it could not read the file or lost the
 * connection shows when a byte of the part is read.
 */
export async function sendingError(part: Blob, lost: Error): Promise<unknown> {
  try {
    await part.slice(0, 1).arrayBuffer();
    return lost;
  } catch (error) {
    return readingError(error);
  }
}
