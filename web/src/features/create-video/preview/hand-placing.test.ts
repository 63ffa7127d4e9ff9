// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";

import { newItem } from "@/timeline";

import { placedByHand, snapped } from "./hand-placing";

const frame = { width: 1920, height: 1080 };
const before = { x: 100, y: 100, width: 384, height: 216 };

function placed(track: Parameters<typeof placedByHand>[0], item: object, after: object) {
  return placedByHand(track, item as never, { before, after: { ...before, ...after }, frame, part: 0 });
}

describe("a picture that is moved by hand", () => {
  test("of a logo is placed from the nearest corner", () => {
    const logo = newItem("logos", {});
    expect(placed("logos", logo, { x: 1920 - 384 - 40, y: 60 })).toEqual({
      sizePctWidth: 20,
      position: "top_right",
      insetXPx: 40,
      insetYPx: 60,
    });
    expect(placed("logos", logo, { x: (1920 - 384) / 2, y: 60 })).toMatchObject({
      position: "top_center",
    });
  });

  test("of a graphic stays within the largest inset", () => {
    const fields = placed("graphics", newItem("graphics", {}), { x: 310, y: 0 });
    expect(fields).toMatchObject({ position: "top_left", insetXPx: 300, insetYPx: 0 });
    expect(fields.fitMode).toBe("contain_transparent");
    expect(placed("graphics", newItem("graphics", {}), { x: 700, y: 0 })).toMatchObject({
      position: "top_center",
    });
  });

  test("of an overlay goes to a position of the grid and a listed size", () => {
    const after = { x: 1200, y: 700, width: 700, height: 394 };
    expect(placed("videoOverlays", newItem("videoOverlays", {}), after)).toEqual({
      sizePctWidth: 33,
      position: "bottom_right",
    });
  });

  test("of a title changes its offsets, or when it is scaled its size", () => {
    const title = newItem("screenTitles", { text: "Hi" });
    expect(placed("screenTitles", title, { x: 130, y: 90 })).toEqual({
      customStyle: { offsetXPx: 30, offsetYPx: -10 },
    });
    expect(placed("screenTitles", title, { width: 768, height: 432 })).toEqual({
      customStyle: { fontSizePct: 9 },
    });
  });

  test("of one of several texts changes that text alone", () => {
    const title = newItem("screenTitles", {
      instances: [
        { id: "a", text: "One", customStyle: null },
        { id: "b", text: "Two", customStyle: null },
      ],
    });
    const after = { ...before, x: 110 };
    const fields = placedByHand("screenTitles", title, { before, after, frame, part: 1 });
    expect(fields.instances).toMatchObject([
      { customStyle: null },
      { customStyle: { offsetXPx: 10, offsetYPx: 0 } },
    ]);
  });
});

test("a box snaps to the centre of the frame within its reach", () => {
  const box = { x: 763, y: 400, width: 384, height: 216 };
  expect(snapped(box, frame, 8)).toEqual({
    box: { ...box, x: 768 },
    guides: { x: 960, y: null },
  });
});
