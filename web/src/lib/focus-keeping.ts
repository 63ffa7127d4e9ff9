// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps the focus near where it was when the element that has it is taken out of the page, so that
 * who works with the keyboard goes on there and not at the beginning of the page.
 */

/** What may get the focus unasked: no text fields, which open a keyboard on touch screens. */
const TAKES_FOCUS =
  "a[href],button:not(:disabled),[role=slider][tabindex='0'],[role=option][tabindex='0'],summary";

/** Returns the elements around an element, the nearest first. */
function around(element: Element): Element[] {
  const found: Element[] = [];
  for (let one = element.parentElement; one; one = one.parentElement) found.push(one);
  return found;
}

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0 && !element.closest("[aria-hidden=true],[inert]");
}

/** Returns what is nearest to an element that is gone, among what was around it. */
function nearestTo(ancestors: Element[]): HTMLElement | null {
  for (const one of ancestors) {
    if (!one.isConnected || !(one instanceof HTMLElement) || one === document.body) continue;
    if (one.hasAttribute("tabindex")) return one;
    const inside = [...one.querySelectorAll<HTMLElement>(TAKES_FOCUS)].find(isShown);
    if (inside) return inside;
  }
  return null;
}

function allThatTakeFocus(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(TAKES_FOCUS)].filter(isShown);
}

/** Returns what takes the focus before an element, in the order of the page. */
export function focusableBefore(element: HTMLElement): HTMLElement | undefined {
  const all = allThatTakeFocus();
  return all[all.indexOf(element) - 1];
}

/** Gives the focus to what takes it after an element, in the order of the page. */
export function focusAfter(element: HTMLElement): void {
  const all = allThatTakeFocus();
  const at = all.indexOf(element);
  if (at >= 0) all[at + 1]?.focus();
}

let isMoving = false;

/** Whether an element gets the focus only because the one that had it is gone: nobody chose it. */
export function isFocusKept(): boolean {
  return isMoving;
}

/** Keeps the focus from now on; returns what ends it. */
export function keepFocus(): () => void {
  let focused: Element | null = null;
  let ancestors: Element[] = [];
  const note = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    focused = target;
    ancestors = around(target);
  };
  // Whoever clicks takes the focus along, to nowhere if nothing there takes it.
  const leave = () => {
    focused = null;
  };
  const look = () => {
    if (!focused || focused.isConnected || document.activeElement !== document.body) return;
    focused = null;
    isMoving = true;
    nearestTo(ancestors)?.focus({ preventScroll: true });
    isMoving = false;
  };
  const observer = new MutationObserver(look);
  document.addEventListener("focusin", note);
  document.addEventListener("pointerdown", leave, true);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener("focusin", note);
    document.removeEventListener("pointerdown", leave, true);
    observer.disconnect();
  };
}
