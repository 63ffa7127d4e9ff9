// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { parseSearch, stringifySearch } from "./search-params";

test("numbers in an address stay strings", () => {
  expect(parseSearch("?upload=012&id=7")).toEqual({ upload: "012", id: "7" });
});

test("parameters without a value are left out", () => {
  expect(stringifySearch({ id: "7", upload: undefined, kind: "" })).toBe("?id=7");
  expect(stringifySearch({})).toBe("");
});
