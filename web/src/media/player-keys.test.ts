// SPDX-License-Identifier: Apache-2.0
import { expect, test, vi } from "vitest";

import { pressKey } from "./player-keys";

function actions() {
  return {
    toggle: vi.fn(),
    seek: vi.fn(),
    skip: vi.fn(),
    toggleMute: vi.fn(),
    toggleCaptions: vi.fn(),
    toggleFullscreen: vi.fn(),
  };
}

const plain = { isOfButton: false, isOfSlider: false, hasModifier: false };

test("letters work in both cases, and digits go to tenths of the video", () => {
  const made = actions();
  for (const key of ["k", "K", "J", "m", "5"]) pressKey({ ...plain, key }, made, 60);
  expect(made.toggle).toHaveBeenCalledTimes(2);
  expect(made.skip).toHaveBeenCalledWith(-10);
  expect(made.toggleMute).toHaveBeenCalledOnce();
  expect(made.seek).toHaveBeenCalledWith(30);
});

test("keys of the browser, of buttons and of sliders are left alone", () => {
  const made = actions();
  expect(pressKey({ ...plain, key: "f", hasModifier: true }, made, 60)).toBe(false);
  expect(pressKey({ ...plain, key: " ", isOfButton: true }, made, 60)).toBe(false);
  expect(pressKey({ ...plain, key: "ArrowLeft", isOfSlider: true }, made, 60)).toBe(false);
  expect(pressKey({ ...plain, key: "x" }, made, 60)).toBe(false);
  expect(made.toggle).not.toHaveBeenCalled();
});
