// SPDX-License-Identifier: Apache-2.0
/** Keys with names as people write them: `Ctrl+Shift+Z`, `Space`, `,`. */

export interface Shortcut {
  /** Each of them does it. */
  keys: string[];
  /** What it does, for the list of shortcuts. */
  does: string;
  run: () => void;
  /** Whether holding the key does it again and again. */
  repeats?: boolean;
}

const NAMES: Record<string, string> = { " ": "Space", Spacebar: "Space" };

/** Returns the name of the keys that were pressed; Command counts as Ctrl. */
export function keyName(event: KeyboardEvent): string {
  const key = NAMES[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  // Shift is part of what the key types, unless it is a letter or has a name of its own.
  const isShifted = event.shiftKey && (/^[A-Z]$/.test(key) || key.length > 1);
  const parts = [
    (event.ctrlKey || event.metaKey) && "Ctrl",
    event.altKey && "Alt",
    isShifted && "Shift",
    key,
  ];
  return parts.filter(Boolean).join("+");
}

/** Returns the shortcut of the keys that were pressed. */
export function shortcutOf(event: KeyboardEvent, shortcuts: Shortcut[]): Shortcut | undefined {
  const name = keyName(event);
  return shortcuts.find((one) => one.keys.includes(name));
}
