// SPDX-License-Identifier: Apache-2.0
/** Chooses the colours of the pages: dark, light, or as the system asks. */
import { create } from "zustand";

import { readSetting, writeSetting } from "@/lib/settings";

export type Theme = "system" | "dark" | "light";

const system = window.matchMedia("(prefers-color-scheme: light)");

interface ThemeState {
  theme: Theme;
  setTheme: (theme: Theme) => void;
}

function storedTheme(): Theme {
  const stored = readSetting("theme");
  return stored === "dark" || stored === "light" ? stored : "system";
}

/** The choice of the reader, kept in this browser. */
export const useTheme = create<ThemeState>((set) => ({
  theme: storedTheme(),
  setTheme: (theme) => {
    writeSetting("theme", theme);
    set({ theme });
    applyTheme();
  },
}));

/** Gives the document the colours of the choice. */
export function applyTheme(): void {
  const { theme } = useTheme.getState();
  const shown = theme === "system" ? (system.matches ? "light" : "dark") : theme;
  document.documentElement.dataset.theme = shown;
}

system.addEventListener("change", applyTheme);
