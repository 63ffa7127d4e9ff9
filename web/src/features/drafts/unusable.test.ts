// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { ApiError } from "@/api/error";

import { wordsOfUnusable } from "./unusable";

test("an upload that is not yours or no video has words of its own", () => {
  const foreign = new ApiError(404, { error: "upload_not_found" });
  expect(wordsOfUnusable(foreign)?.title).toBe("This is none of your videos");
  const image = new ApiError(422, { error: "invalid_upload_kind" });
  expect(wordsOfUnusable(image)?.title).toBe("This upload is no video");
});

test("what may work later has none", () => {
  expect(wordsOfUnusable(new ApiError(0, {}))).toBeNull();
  expect(wordsOfUnusable(new ApiError(503, {}))).toBeNull();
  expect(wordsOfUnusable(new Error("x"))).toBeNull();
});
