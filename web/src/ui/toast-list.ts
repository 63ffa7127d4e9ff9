// SPDX-License-Identifier: Apache-2.0
/** The notices that are shown at a time. */

export interface Toast {
  id: string;
  text: string;
  tone: "plain" | "bad";
  action?: { label: string; run: () => void };
}

const MOST = 4;

/**
 * Returns the notices with a new one, which stands for an older one of the same words.
 *
 * One with an action stays: its undo is of another thing.
 */
export function withToast(toasts: readonly Toast[], added: Toast): Toast[] {
  const others = toasts.filter(({ text, action }) => action || text !== added.text);
  return [...others, added].slice(-MOST);
}
