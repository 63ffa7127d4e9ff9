// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { concernedBy } from "./live-notifications";

test("a notification of a render says that exports and what runs are read again", () => {
  expect(concernedBy('{"type":"render.progress","exportId":"e1"}')).toEqual([
    ["renders"],
    ["exports"],
  ]);
});

test("a notification of a kind that this page does not know concerns nothing", () => {
  expect(concernedBy('{"type":"campaign.started"}')).toEqual([]);
  expect(concernedBy("{}")).toEqual([]);
});
