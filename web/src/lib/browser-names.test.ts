// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { browserOf } from "./browser-names";

test("a browser is named by what sets it apart, with its system", () => {
  const base = "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36";
  expect(browserOf(base)).toBe("Chrome on Windows");
  expect(browserOf(`${base} Edg/156.0`)).toBe("Edge on Windows");
  expect(browserOf("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Firefox/150.0")).toBe(
    "Firefox on Linux",
  );
});

test("another program has the name that it gives itself", () => {
  expect(browserOf("python-httpx/0.28")).toBe("python-httpx/0.28");
  expect(browserOf("")).toBe("Unknown program");
});
