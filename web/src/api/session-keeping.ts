// SPDX-License-Identifier: Apache-2.0
/**
 * Refreshes the session before its access token expires.
 *
 * Pictures and videos are loaded by the browser itself, which cannot refresh a session as
 * `sessionFetch` does: they would be missing once the token of ten minutes has expired.
 */
import { readSetting, writeSetting } from "@/lib/settings";

import { refreshSession } from "./client";
import { useSession } from "./session-state";

const FRESH_MS = 5 * 60_000;
const LOOK_EVERY_MS = 60_000;

/** When a tab of this browser refreshed the session, in milliseconds of its clock. */
const SETTING = "session_refreshed_at";

function look(): void {
  if (document.visibilityState !== "visible" || useSession.getState().hasEnded) return;
  const age = Date.now() - Number(readSetting(SETTING) ?? Number.NaN);
  if (age >= 0 && age < FRESH_MS) return;
  // Written first, so that other tabs do not refresh it, too.
  writeSetting(SETTING, String(Date.now()));
  // Of a session of which nothing is known one has just signed in, or the page has just asked for it.
  if (!Number.isNaN(age)) void refreshSession();
}

/** Keeps the session fresh while the page is visible; returns how to stop it. */
export function keepSession(): () => void {
  look();
  const timer = window.setInterval(look, LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", look);
  return () => {
    window.clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}
