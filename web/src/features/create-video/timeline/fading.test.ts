// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { type Item, type PlacedItem, type TrackName, newItem } from "@/timeline";

import { canFade, fadedTo, fadesOf } from "./fading";

function placed(track: TrackName, fields: object): PlacedItem {
  const item = newItem(track, fields as never) as Item;
  return { track, item, start: 0, end: 120 };
}

test("music fades as long as it is dragged, at most half of it and ten seconds", () => {
  const music = placed("audioSegments", { fadeInSeconds: 1 });
  expect(fadesOf(music)).toEqual({ in: 1, out: 0.35 });
  expect(fadedTo(music, "in", 1.238, 4)).toEqual({ fadeInSeconds: 1.24 });
  expect(fadedTo(music, "out", 3, 4)).toEqual({ fadeOutSeconds: 2 });
  expect(fadedTo(music, "out", 30, 60)).toEqual({ fadeOutSeconds: 10 });
  expect(fadedTo(music, "in", -1, 4)).toEqual({ fadeInSeconds: 0 });
});

test("a graphic gets and loses its fades at either end", () => {
  const plain = placed("graphics", { fade: "none" });
  expect(fadedTo(plain, "in", 0.5, 4)).toEqual({ fade: "in", fadeDurationMs: 500 });
  const both = placed("graphics", { fade: "in_out" });
  expect(fadedTo(both, "in", 0, 4)).toEqual({ fade: "out" });
  expect(fadedTo(placed("graphics", { fade: "in" }), "out", 0.8, 4)).toEqual({
    fade: "in_out",
    fadeDurationMs: 800,
  });
  expect(fadedTo(placed("graphics", { fade: "out" }), "out", 0.02, 4)).toEqual({ fade: "none" });
});

test("a fade of a graphic takes at most two seconds and 45 % of it", () => {
  const graphic = placed("graphics", {});
  expect(fadedTo(graphic, "in", 5, 60)).toMatchObject({ fadeDurationMs: 2000 });
  expect(fadedTo(graphic, "in", 5, 1)).toMatchObject({ fadeDurationMs: 450 });
});

test("only fades of music and graphics have a length that is chosen", () => {
  expect(canFade(placed("audioSegments", {}))).toBe(true);
  expect(canFade(placed("graphics", { animate: "none" }))).toBe(true);
  expect(canFade(placed("graphics", { animate: "doc_reveal" }))).toBe(false);
  expect(canFade(placed("logos", { fade: "in" }))).toBe(false);
});
