// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { sendParts } from "./part-sender";
import { FileUnreadable, readingError, sendingError } from "./unreadable-files";

const LOST = new Error("The connection was lost.");

/** A part of a file that the browser refuses to read, as browsers do after a change on disk. */
function unreadable(name: string): Blob {
  const part = new Blob(["0123"]);
  part.arrayBuffer = () => Promise.reject(new DOMException("It could not be read.", name));
  part.slice = () => part;
  return part;
}

test("a part that can be read was not sent because the connection was lost", async () => {
  expect(await sendingError(new Blob(["0123"]), LOST)).toBe(LOST);
});

test("a file that has changed or is gone is told apart from a lost connection", async () => {
  const changed = await sendingError(unreadable("NotReadableError"), LOST);
  expect(changed).toBeInstanceOf(FileUnreadable);
  expect((changed as Error).message).toBe("The file has changed; choose it again.");
  const gone = await sendingError(unreadable("NotFoundError"), LOST);
  expect((gone as Error).message).toBe("The file is not there any more; choose it again.");
});

test("other errors of reading stay what they are", () => {
  const denied = new DOMException("No.", "SecurityError");
  expect(readingError(denied)).toBe(denied);
  expect(readingError(LOST)).toBe(LOST);
});

test("an upload whose file has changed fails at once, and waits for no connection", async () => {
  const waits: unknown[] = [];
  let puts = 0;
  const sent = sendParts(
    { file: unreadable("NotReadableError"), partBytes: 4, partCount: 1 },
    {
      stored: async () => [],
      sign: async (numbers) => new Map(numbers.map((one) => [one, String(one)])),
      put: async (_url, part) => {
        puts += 1;
        throw await sendingError(part, LOST);
      },
      isExpired: () => false,
    },
    () => undefined,
    {
      signal: new AbortController().signal,
      isTransient: (error) => error === LOST,
      onWaiting: (error) => waits.push(error),
      pause: async () => undefined,
    },
  );
  await expect(sent).rejects.toThrow("The file has changed; choose it again.");
  expect([puts, waits]).toEqual([1, []]);
});
