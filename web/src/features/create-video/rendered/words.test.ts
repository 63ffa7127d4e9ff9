// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";

import { type RenderedRanges, wordsFor } from "./words";

function ranges(...parts: [number, RenderedRanges["ranges"][number]["state"]][]): RenderedRanges {
  let startFrame = 0;
  const found = parts.map(([frames, state]) => {
    const range = { startFrame, frames, state };
    startFrame += frames;
    return range;
  });
  return { revision: 3, frames: startFrame, ranges: found };
}

describe("the words of the render bar", () => {
  it("say that nothing is known before the first answer, and of an empty timeline", () => {
    expect(wordsFor(undefined)).toContain("not known");
    expect(wordsFor(ranges())).toContain("not known");
  });

  it("say how much is rendered, being rendered and neither", () => {
    const found = ranges([60, "stored"], [30, "running"], [10, "missing"]);
    expect(wordsFor(found)).toBe("Rendered: 60 %, being rendered: 30 %, not rendered: 10 %.");
  });

  it("say when all of it is rendered", () => {
    expect(wordsFor(ranges([240, "stored"]))).toContain("all of it");
  });

  it("never round to nothing or to everything", () => {
    expect(wordsFor(ranges([9999, "stored"], [1, "missing"]))).toContain("Rendered: 99 %");
    expect(wordsFor(ranges([1, "stored"], [9999, "missing"]))).toContain("Rendered: 1 %");
  });
});
