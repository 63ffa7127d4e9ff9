// SPDX-License-Identifier: Apache-2.0
// Gives the page the colours that the reader chose in the web client, before anything is drawn.
"use strict";

try {
  const theme = localStorage.getItem("reelmill_theme");
  if (theme === "dark" || theme === "light") {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // A browser that stores nothing has the colours of its system.
}
