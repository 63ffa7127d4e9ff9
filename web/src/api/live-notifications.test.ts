// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { concernedBy } from "./live-notifications";

test("a notification of a render says that what runs is read again, and no list of exports", () => {
  expect(concernedBy('{"type":"render.progress","exportId":"e1"}')).toEqual([
    ["renders"],
    ["exports", "status"],
    ["rendered-ranges"],
  ]);
});

test("a notification of a kind that this page does not know concerns nothing", () => {
  expect(concernedBy('{"type":"campaign.started"}')).toEqual([]);
  expect(concernedBy("{}")).toEqual([]);
});
