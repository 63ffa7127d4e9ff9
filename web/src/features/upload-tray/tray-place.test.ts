// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { FIRST_TRAY, clearanceOf, isTrayOpen, toggledTray } from "./tray-place";

test("a page that fills the window does not shrink, whatever the tray shows", () => {
  for (const isOpen of [true, false]) {
    expect(clearanceOf({ count: 3, isOpen, fillsWindow: true })).toBe("");
  }
});

test("a page that scrolls ends above the tray, and nothing is kept free without uploads", () => {
  expect(clearanceOf({ count: 1, isOpen: true, fillsWindow: false })).toBe("min-[900px]:pb-36");
  expect(clearanceOf({ count: 9, isOpen: true, fillsWindow: false })).toBe("min-[900px]:pb-72");
  expect(clearanceOf({ count: 1, isOpen: false, fillsWindow: false })).toBe("min-[900px]:pb-16");
  expect(clearanceOf({ count: 0, isOpen: true, fillsWindow: false })).toBe("");
});

test("the tray is collapsed over a page that fills the window until it is opened there", () => {
  expect(isTrayOpen(FIRST_TRAY, false)).toBe(true);
  expect(isTrayOpen(FIRST_TRAY, true)).toBe(false);
  const opened = { ...FIRST_TRAY, ...toggledTray(FIRST_TRAY, true) };
  expect(isTrayOpen(opened, true)).toBe(true);
  expect(isTrayOpen({ ...opened, ...toggledTray(opened, true) }, true)).toBe(false);
});

test("closing the tray on one kind of page leaves it as it was on the other", () => {
  const closed = { ...FIRST_TRAY, ...toggledTray(FIRST_TRAY, false) };
  expect(isTrayOpen(closed, false)).toBe(false);
  expect(isTrayOpen(closed, true)).toBe(false);
  const opened = { ...FIRST_TRAY, ...toggledTray(FIRST_TRAY, true) };
  expect(isTrayOpen(opened, false)).toBe(true);
});
