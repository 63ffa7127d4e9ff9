// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { indexOfLargest } from "./use-most-visible";

test("the first of those that are seen best is chosen, and the first when none is seen", () => {
  expect(indexOfLargest([0.2, 1, 1])).toBe(1);
  expect(indexOfLargest([0, 0])).toBe(0);
  expect(indexOfLargest([])).toBe(0);
});
