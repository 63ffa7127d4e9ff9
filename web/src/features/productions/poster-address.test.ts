// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { posterAddress } from "./poster-address";

const POSTER = "/media/hls/1772380800.3f9c/01KJS2V0M0000000000000000A/poster.jpg";

test("a production that has changed has its poster at another address", () => {
  const before = posterAddress(POSTER, "2026-03-01T10:00:00.000Z");
  const after = posterAddress(POSTER, "2026-03-01T10:00:00.250Z");
  expect(before).not.toBe(after);
  expect(new URL(after, "http://localhost").pathname).toBe(POSTER);
  expect(posterAddress(POSTER, "2026-03-01T10:00:00.000Z")).toBe(before);
});

test("a version is added to an address that has a query", () => {
  const url = new URL(posterAddress("/poster.jpg?size=1", "now"), "http://localhost");
  expect([...url.searchParams]).toEqual([
    ["size", "1"],
    ["v", "now"],
  ]);
});

test("a production without a poster has no address of one", () => {
  expect(posterAddress(null, "now")).toBeNull();
});
