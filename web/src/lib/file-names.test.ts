// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { ACCEPTED_FILES, kindByName, mayBeSound } from "./file-names";

test("a file of which browsers know no type is known by its name", () => {
  expect(["clip.MTS", "a.m2ts", "a.vob", "a.dv", "a.mxf"].map(kindByName)).toEqual(
    Array.from({ length: 5 }, () => "video"),
  );
  expect(["voice.aiff", "voice.caf", "voice.amr"].map(kindByName)).toEqual(
    Array.from({ length: 3 }, () => "audio"),
  );
  expect(kindByName("photo.HEIC")).toBe("image");
  expect(["mp4", "words.txt", "a."].map(kindByName)).toEqual([undefined, undefined, undefined]);
});

test("the dialog of the browser offers files by type and by name", () => {
  const offered = ACCEPTED_FILES.split(",");
  for (const one of ["video/*", ".mts", ".m2ts", ".vob", ".dv", ".flv", ".mxf", ".heic"]) {
    expect(offered).toContain(one);
  }
});

test("files that may hold a sound alone are known by the end of their names", () => {
  expect(["a.MP4", "a.webm", "a.mov", "mp4"].map(mayBeSound)).toEqual([true, true, false, false]);
});
