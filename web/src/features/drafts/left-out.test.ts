// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { refusedFields, wordsOfLeftOut } from "./left-out";

test("only what cannot be saved is left out, each field once", () => {
  const problems = [
    { error: "forbidden", pointer: "/config/logoUploadId" },
    { error: "invalid_config", pointer: "/config/intro/seconds" },
    { error: "invalid_config", pointer: "/config/intro/kind" },
    { error: "missing_screen_title_preset", pointer: "/config/screenTitlePresetId" },
    { error: "upload_not_ready", pointer: "/uploadId" },
  ];
  expect(refusedFields(problems)).toEqual(["logoUploadId", "intro"]);
});

test("what is left out is told in one sentence", () => {
  expect(wordsOfLeftOut([])).toBe("");
  expect(wordsOfLeftOut(["logoUploadId"])).toBe(
    "What the address said of Logo cannot be used and was left out.",
  );
  expect(wordsOfLeftOut(["edit", "logoUploadId", "intro"])).toBe(
    "What the address said of Logo, Intro and Cuts cannot be used and was left out.",
  );
});
