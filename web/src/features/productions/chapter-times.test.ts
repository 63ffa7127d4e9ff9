// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { secondsOf, timeText } from "./chapter-times";

test("times are written and read as people write them", () => {
  expect([0, 9.96, 62.5, 3602].map(timeText)).toEqual(["0:00", "0:10", "1:02.5", "1:00:02"]);
  expect(["62.5", "1:02,5", "1:00:02", " 0:07 "].map(secondsOf)).toEqual([62.5, 62.5, 3602, 7]);
});

test("what is no time is not read as one", () => {
  for (const text of ["", "soon", "1:60", "1:2:3:4", "-1", "1.5:00"]) {
    expect(secondsOf(text)).toBeNull();
  }
});
