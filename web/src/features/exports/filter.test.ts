// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { matching } from "./filter";
import type { Export } from "./queries";

function made(id: number, name: string, more: Partial<Export> = {}): Export {
  return { id, name, projectName: null, hlsState: null, durationSeconds: 1, sizeBytes: 1, ...more } as Export;
}

const all = { state: "all", text: "", order: "newest" } as const;

test("an export that was never prepared counts as not started", () => {
  const exports = [made(1, "One"), made(2, "Two", { hlsState: "ready" })];
  expect(matching(exports, { ...all, state: "not_ready" }).map((one) => one.id)).toEqual([1]);
});

test("words are looked for in the names of export and project", () => {
  const exports = [made(1, "Harbour"), made(2, "Lake", { projectName: "Harbour story" }), made(3, "Road")];
  expect(matching(exports, { ...all, text: " harb " }).map((one) => one.id)).toEqual([2, 1]);
});

test("names are in the order of people", () => {
  const exports = [made(1, "Take 10"), made(2, "Take 9")];
  expect(matching(exports, { ...all, order: "name" }).map((one) => one.id)).toEqual([2, 1]);
});
