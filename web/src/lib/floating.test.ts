// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";

import { nextByLetter, placeBeside, stepTo } from "./floating";

const WINDOW = { width: 400, height: 600 };

function button(left: number, top: number) {
  return { left, right: left + 32, top, bottom: top + 32 };
}

describe("the place of a panel", () => {
  test("is below its button, with the edges that were asked for in line", () => {
    const panel = { width: 100, height: 200 };
    expect(placeBeside(button(200, 40), panel, WINDOW, "start")).toMatchObject({ left: 200, top: 76 });
    expect(placeBeside(button(200, 40), panel, WINDOW, "end")).toMatchObject({ left: 132, top: 76 });
  });

  test("is inside the window", () => {
    const panel = { width: 360, height: 200 };
    expect(placeBeside(button(10, 40), panel, WINDOW, "end").left).toBe(8);
    expect(placeBeside(button(360, 40), panel, WINDOW, "start").left).toBe(32);
  });

  test("is above where the panel only fits there", () => {
    const placed = placeBeside(button(10, 500), { width: 100, height: 300 }, WINDOW, "start");
    expect(placed).toEqual({ left: 10, top: 196, maxHeight: 488 });
  });

  test("is as high as its room where it fits nowhere", () => {
    const tall = { width: 100, height: 900 };
    expect(placeBeside(button(10, 40), tall, WINDOW, "start").maxHeight).toBe(516);
    expect(placeBeside(button(10, 500), tall, WINDOW, "start")).toMatchObject({ top: 8, maxHeight: 488 });
  });
});

describe("the keys of a menu", () => {
  test("lead round", () => {
    expect(["ArrowDown", "ArrowUp", "Home", "End"].map((key) => stepTo(key, 2, 3))).toEqual([0, 1, 0, 2]);
    expect(stepTo("ArrowUp", -1, 3)).toBe(2);
    expect(stepTo("ArrowDown", -1, 3)).toBe(0);
    expect(stepTo("x", 0, 3)).toBeUndefined();
    expect(stepTo("ArrowDown", -1, 0)).toBeUndefined();
  });

  test("lead to the next item of a letter", () => {
    const names = ["Rename", "Delete", "Download"];
    expect(nextByLetter(names, -1, "d")).toBe(1);
    expect(nextByLetter(names, 1, "D")).toBe(2);
    expect(nextByLetter(names, 2, "d")).toBe(1);
    expect(nextByLetter(names, 0, "x")).toBeUndefined();
  });
});
