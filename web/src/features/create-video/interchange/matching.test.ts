// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { uploadNamed } from "./matching";

const UPLOADS = [
  { id: 1, name: "beach" },
  { id: 2, name: "Beach.MP4" },
  { id: 3, name: "a day.mov" },
];

test("a file is the upload of its name, whatever the case", () => {
  expect(uploadNamed("beach.mp4", UPLOADS)?.id).toBe(2);
});

test("a file is the upload of its name with another extension, or without one", () => {
  expect(uploadNamed("A day.mxf", UPLOADS)?.id).toBe(3);
  expect(uploadNamed("beach.mov", UPLOADS)?.id).toBe(1);
});

test("a file with a name of its own is no upload", () => {
  expect(uploadNamed("hill.mp4", UPLOADS)).toBeUndefined();
});
