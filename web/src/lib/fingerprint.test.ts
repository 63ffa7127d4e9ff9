// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { checksum, fingerprintOf } from "./fingerprint";

function aFile(content: string, name = "a.mp4", lastModified = 5): File {
  return new File([content], name, { lastModified });
}

test("the same file has the same fingerprint, another one has not", async () => {
  const first = await fingerprintOf(aFile("content"));
  expect(await fingerprintOf(aFile("content"))).toBe(first);
  expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
  for (const other of [aFile("contenu"), aFile("content", "b.mp4"), aFile("content", "a.mp4", 6)]) {
    expect(await fingerprintOf(other)).not.toBe(first);
  }
});

test("a checksum depends on every byte and on the seed", () => {
  const bytes = new Uint8Array([1, 2, 3]);
  expect(checksum(bytes, 1)).toMatch(/^[0-9a-f]{14}$/);
  expect(checksum(bytes, 1)).not.toBe(checksum(bytes, 2));
  expect(checksum(bytes, 1)).not.toBe(checksum(new Uint8Array([1, 2, 4]), 1));
});
