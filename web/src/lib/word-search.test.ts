// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { found } from "./word-search";

const NAMES = ["My exports", "Exports", "Export settings", "Uploads"];

test("every word has to be there, in any order and case", () => {
  expect(found(NAMES, "SET exp", (name) => name)).toEqual(["Export settings"]);
});

test("what begins with the words comes first", () => {
  expect(found(NAMES, "exp", (name) => name)).toEqual(["Exports", "Export settings", "My exports"]);
});

test("without words everything is there, as it was", () => {
  expect(found(NAMES, " ", (name) => name)).toEqual(NAMES);
});
