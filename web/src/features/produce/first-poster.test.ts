// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { firstPosterUrl } from "./first-poster";

test("until the first picture comes, a preview shows what the production begins with", () => {
  expect(firstPosterUrl(7, undefined)).toBe("/api/uploads/7/thumb");
  expect(firstPosterUrl(7, { kind: "freeze_first_frame", seconds: 2 })).toBe("/api/uploads/7/thumb");
  expect(firstPosterUrl(7, { kind: "title_image", uploadId: 9, holdSeconds: 3 })).toBe("/api/uploads/9/thumb");
});
