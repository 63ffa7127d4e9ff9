// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";

import { itemIdAt } from "./pointers";

const TIMELINE = { clips: [{ id: "a" }, { id: "b" }], output: { fps: "30" } };

describe("the item of a pointer", () => {
  it("is found in what the server says of a request, and in what it says of a timeline", () => {
    expect(itemIdAt(TIMELINE, "/timeline/clips/1/uploadId")).toBe("b");
    expect(itemIdAt(TIMELINE, "/clips/0")).toBe("a");
  });

  it("is none where the pointer is in no item", () => {
    for (const pointer of ["", "/timeline", "/timeline/clips", "/timeline/output/fps", "/clips/7"]) {
      expect(itemIdAt(TIMELINE, pointer)).toBeUndefined();
    }
  });
});
