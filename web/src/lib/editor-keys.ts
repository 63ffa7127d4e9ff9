// SPDX-License-Identifier: Apache-2.0
/** The keys of an editor. They work unless one is typing, or a dialog is open. */
import { useEffect } from "react";

import { type Shortcut, shortcutOf } from "./key-bindings";

const TYPING =
  "input:not([type=range]):not([type=checkbox]),textarea,select,[contenteditable],dialog,[role=menu]";
const PRESSED = "button:not([data-plays]),a,summary";
const MOVED = "[role=slider],[role=separator],[role=tab],[role=radio],input[type=range]";
const MOVING = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

/**
 * Whether a key belongs to what has the focus: a field, a dialog, a button or a slider.
 *
 * On what lies on a timeline (`data-plays`) the space bar plays, and Enter presses.
 */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (!target || event.isComposing || document.querySelector("dialog[open]")) return true;
  if (target.closest(TYPING)) return true;
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.key === "Enter") return target.closest("button,a,summary") !== null;
  if (event.key === " ") return target.closest(PRESSED) !== null;
  return MOVING.includes(event.key) && target.closest(MOVED) !== null;
}

/** Listens to the keys while the editor is shown. */
export function useEditorKeys(shortcuts: Shortcut[]): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTaken(event)) return;
      const found = shortcutOf(event, shortcuts);
      if (!found || (event.repeat && !found.repeats)) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [shortcuts]);
}
