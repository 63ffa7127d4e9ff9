// SPDX-License-Identifier: Apache-2.0
/** Where a panel that opens from a button is placed, and the focus inside it. */

const GAP = 4;
const MARGIN = 8;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Size {
  width: number;
  height: number;
}

export interface Place {
  left: number;
  top: number;
  maxHeight: number;
}

/**
 * Returns where a panel is shown in a window, in pixels: below its button, or above it where that
 * has more room and the panel does not fit below; at most as high as the room there.
 */
export function placeBeside(button: Box, panel: Size, room: Size, align: "start" | "end"): Place {
  const wanted = align === "start" ? button.left : button.right - panel.width;
  const left = Math.max(MARGIN, Math.min(wanted, room.width - panel.width - MARGIN));
  const below = room.height - button.bottom - GAP - MARGIN;
  const above = button.top - GAP - MARGIN;
  if (panel.height <= below || below >= above) {
    return { left, top: button.bottom + GAP, maxHeight: below };
  }
  return { left, top: button.top - GAP - Math.min(panel.height, above), maxHeight: above };
}

/** Returns the index that an arrow key, Home or End leads to in a list; undefined for other keys. */
export function stepTo(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return at <= 0 ? count - 1 : at - 1;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return undefined;
}

/** Returns the index of the next name, after the one at `at`, that begins with a letter. */
export function nextByLetter(names: string[], at: number, letter: string): number | undefined {
  const turned = names.map((_, step) => (at + 1 + step) % names.length);
  return turned.find((index) => names[index]?.toLowerCase().startsWith(letter.toLowerCase()));
}

const TAB_STOPS = "a[href],button:not(:disabled),input:not(:disabled),[tabindex='0']";

/** Whether the Tab key would lead out of an element, forwards or backwards. */
export function leavesByTab(element: Element, isBackwards: boolean): boolean {
  const stops = [...element.querySelectorAll(TAB_STOPS)].filter(
    (one) => one.getAttribute("tabindex") !== "-1",
  );
  const last = isBackwards ? stops[0] : stops.at(-1);
  const isOnPanel = document.activeElement === element;
  return last === undefined || document.activeElement === last || (isOnPanel && isBackwards);
}
