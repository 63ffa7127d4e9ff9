// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";

import { levelOf } from "./microphone";

describe("the level of a recording", () => {
  it("is 0 for silence and for less than a thousandth of full scale", () => {
    expect(levelOf(new Float32Array(8))).toBe(0);
    expect(levelOf(Float32Array.of(0.0005, -0.0002))).toBe(0);
  });

  it("is 1 at full scale and above", () => {
    expect(levelOf(Float32Array.of(0, -1))).toBe(1);
    expect(levelOf(Float32Array.of(1.4))).toBe(1);
  });

  it("rises by equal steps of decibels", () => {
    expect(levelOf(Float32Array.of(0.1))).toBeCloseTo(2 / 3, 5);
    expect(levelOf(Float32Array.of(-0.01))).toBeCloseTo(1 / 3, 5);
  });
});
