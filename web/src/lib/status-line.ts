// SPDX-License-Identifier: Apache-2.0
/** What the editor says at its lower edge, and to screen readers once it has been done. */
import { create } from "zustand";

export const useStatus = create<{ text: string; isRefusal: boolean }>(() => ({
  text: "",
  isRefusal: false,
}));

/** Says what was done. */
export function say(text: string): void {
  useStatus.setState({ text, isRefusal: false });
}

/** Says why something could not be done. */
export function sayRefusal(text: string): void {
  useStatus.setState({ text, isRefusal: true });
}
