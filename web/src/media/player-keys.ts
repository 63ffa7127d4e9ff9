// SPDX-License-Identifier: Apache-2.0
/** The keys of a player: those of large video sites, so that nobody has to learn them. */
import type { PlayerActions } from "./use-player";

interface KeyPress {
  key: string;
  isOfButton: boolean;
  isOfSlider: boolean;
  hasModifier: boolean;
}

/** Does what a key stands for, and says whether it stands for anything. */
export function pressKey(press: KeyPress, actions: PlayerActions, duration: number): boolean {
  if (press.hasModifier) return false;
  // A button is pressed by Space and a slider moved by arrows; both do it themselves.
  if (press.key === " " && press.isOfButton) return false;
  if (press.isOfSlider && /^(Arrow|Home|End|Page)/.test(press.key)) return false;
  const action = actionOf(press.key.toLowerCase(), actions, duration);
  action?.();
  return action !== undefined;
}

function actionOf(
  key: string,
  actions: PlayerActions,
  duration: number,
): (() => void) | undefined {
  if (/^[0-9]$/.test(key)) return () => actions.seek((duration * Number(key)) / 10);
  const known: Record<string, () => void> = {
    " ": actions.toggle,
    k: actions.toggle,
    j: () => actions.skip(-10),
    l: () => actions.skip(10),
    arrowleft: () => actions.skip(-5),
    arrowright: () => actions.skip(5),
    home: () => actions.seek(0),
    end: () => actions.seek(duration),
    m: actions.toggleMute,
    f: actions.toggleFullscreen,
    c: actions.toggleCaptions,
  };
  return known[key];
}
