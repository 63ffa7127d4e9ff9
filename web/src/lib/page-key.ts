// SPDX-License-Identifier: Apache-2.0
/** Keys that do something wherever the focus is, except while text is typed. */
import { useEffect, useRef } from "react";

const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";

/** Whether a key belongs to a field or to a dialog that is open. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  return Boolean(target?.closest(TYPED_IN) ?? document.querySelector("dialog[open]"));
}

/**
 * Calls `run` when a key is pressed, for as long as the caller is shown.
 *
 * `mod+k` is Ctrl+K and Command+K, and works in fields, too; a single key does not.
 */
export function usePageKey(key: string, run: () => void): void {
  const newest = useRef(run);
  newest.current = run;
  useEffect(() => {
    const pressed = key.startsWith("mod+") ? key.slice(4) : key;
    const listen = (event: KeyboardEvent) => {
      const hasModifier = event.ctrlKey || event.metaKey;
      if (event.key.toLowerCase() !== pressed || hasModifier !== key.startsWith("mod+")) return;
      if (event.altKey || event.defaultPrevented || (!hasModifier && isTaken(event))) return;
      event.preventDefault();
      newest.current();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [key]);
}
