// SPDX-License-Identifier: Apache-2.0
/** Small choices that are kept in this browser; without storage they last as long as the page. */

/** Reads a choice, or null when none was stored. */
export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(`reelmill_${name}`);
  } catch {
    return null;
  }
}

/** Stores a choice. */
export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(`reelmill_${name}`, value);
  } catch {
    // A browser that stores nothing asks again next time.
  }
}

/** Forgets a choice. */
export function removeSetting(name: string): void {
  try {
    localStorage.removeItem(`reelmill_${name}`);
  } catch {
    // A browser that stores nothing has nothing to forget.
  }
}
