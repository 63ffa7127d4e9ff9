// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { RESOLUTIONS, whereInVideo } from "./report-words";

test("a report says where in the video something is", () => {
  expect(whereInVideo({ fromSeconds: null, untilSeconds: null })).toBe("");
  expect(whereInVideo({ fromSeconds: 12.4, untilSeconds: null })).toBe("at 00:12");
  expect(whereInVideo({ fromSeconds: 12, untilSeconds: 80 })).toBe("00:12 to 01:20");
});

test("each resolution closes a report", () => {
  expect(new Set(RESOLUTIONS.map(([, status]) => status))).toEqual(new Set(["resolved", "dismissed"]));
});
