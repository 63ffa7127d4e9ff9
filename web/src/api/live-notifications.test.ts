// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { concernedBy } from "./live-notifications";

test("a notification of a render says that what runs is read again, and no list of exports", () => {
  expect(concernedBy('{"type":"render.completed","exportId":"e1"}')).toEqual([
    ["renders"],
    ["exports", "status"],
    ["rendered-ranges"],
  ]);
});

test("which ranges are rendered is not read again with all progress of renders", () => {
  const progress = '{"type":"render.progress","exportId":"e1"}';
  const isRead = (now: number) =>
    concernedBy(progress, now).some(([kind]) => kind === "rendered-ranges");
  expect([0, 1000, 4900, 5000, 6000, 10_000].map(isRead)).toEqual([
    true,
    false,
    false,
    true,
    false,
    true,
  ]);
});

test("a notification of a kind that this page does not know concerns nothing", () => {
  expect(concernedBy('{"type":"campaign.started"}')).toEqual([]);
  expect(concernedBy("{}")).toEqual([]);
});
