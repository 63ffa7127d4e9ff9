// SPDX-License-Identifier: Apache-2.0
// Loads a page again as its user when only the access token of the session has expired: browsers
// send the refresh token to the API alone, so that the server rendered the page as for anybody.
"use strict";

(async () => {
  const MARK = "reelmill_session_tried";
  const csrf = /(?:^|; )csrf=([^;]*)/.exec(document.cookie)?.[1];
  if (!csrf) return;

  /** Whether this tab has tried with this session: for ever when it is over, else some seconds ago. */
  function wasTried() {
    const [tried, at] = (sessionStorage.getItem(MARK) ?? "").split(" ");
    return tried === csrf && (at === "over" || Date.now() - Number(at) < 10000);
  }

  try {
    if (wasTried()) return;
    sessionStorage.setItem(MARK, `${csrf} ${Date.now()}`);
    const { ok, status } = await fetch("/api/session/refresh", { method: "POST" });
    if (ok) location.reload();
    else if (status === 401) sessionStorage.setItem(MARK, `${csrf} over`);
  } catch {
    // Without the server, or in a browser that stores nothing, the page stays as it is.
  }
})();
