// SPDX-License-Identifier: Apache-2.0
/** Where the tray lies: pages that scroll end above it, those that fill the window lie under it. */

interface TrayPlace {
  /** How many uploads it shows. */
  count: number;
  isOpen: boolean;
  /** Whether the page fills the window and scrolls within its parts. */
  fillsWindow: boolean;
}

/** Returns the class that keeps the end of a page that scrolls clear of the tray. */
export function clearanceOf({ count, isOpen, fillsWindow }: TrayPlace): string {
  if (count === 0 || fillsWindow) return "";
  if (!isOpen) return "min-[900px]:pb-16";
  if (count === 1) return "min-[900px]:pb-36";
  return count === 2 ? "min-[900px]:pb-52" : "min-[900px]:pb-72";
}

/**
 * Whether the tray shows its rows: beside a page that scrolls until it is closed, and over a page
 * that fills the window only once it is opened there.
 */
export interface TrayState {
  isOpen: boolean;
  isOpenOverPage: boolean;
}

export const FIRST_TRAY: TrayState = { isOpen: true, isOpenOverPage: false };

/** Whether the tray shows its rows on a page. */
export function isTrayOpen(tray: TrayState, fillsWindow: boolean): boolean {
  return fillsWindow ? tray.isOpenOverPage : tray.isOpen;
}

/** Returns what changes when the tray is opened or closed on a page. */
export function toggledTray(tray: TrayState, fillsWindow: boolean): Partial<TrayState> {
  const isOpen = !isTrayOpen(tray, fillsWindow);
  return fillsWindow ? { isOpenOverPage: isOpen } : { isOpen };
}
