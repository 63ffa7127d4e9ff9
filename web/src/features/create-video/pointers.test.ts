// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";

import { ApiError } from "@/api/error";

import { itemIdAt, refusedItemId } from "./pointers";

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

describe("the item that a refusal names", () => {
  const refusal = (...pointers: string[]) =>
    new ApiError(422, { errors: pointers.map((pointer) => ({ pointer, error: "", detail: "" })) });

  it("is the first one of what is in an item", () => {
    const error = refusal("/timeline/output/fps", "/timeline/clips/1/uploadId", "/timeline/clips/0");
    expect(refusedItemId(TIMELINE, error)).toBe("b");
  });

  it("is none where the server names no item or did not answer", () => {
    expect(refusedItemId(TIMELINE, refusal("/timeline/output"))).toBeUndefined();
    expect(refusedItemId(TIMELINE, new Error("no answer"))).toBeUndefined();
  });
});
