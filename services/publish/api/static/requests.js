// SPDX-License-Identifier: Apache-2.0
// What the scripts of these pages share: requests, times, elements, settings and short notices.
"use strict";

window.Reelmill = (() => {
  const cookie = (name) =>
    document.cookie
      .split("; ")
      .find((one) => one.startsWith(`${name}=`))
      ?.slice(name.length + 1) ?? "";

  function fetchOnce(method, path, body) {
    const headers = { Accept: "application/json" };
    if (method !== "GET") {
      headers["x-csrf-token"] = decodeURIComponent(cookie("csrf"));
      headers["Content-Type"] = "application/json";
    }
    const text = method === "GET" || body === undefined ? undefined : JSON.stringify(body);
    return fetch(path, { method, headers, body: text, credentials: "same-origin" });
  }

  /** Sends a request and returns its JSON; throws an error with the status and words for people. */
  async function send(method, path, body) {
    let response;
    try {
      response = await fetchOnce(method, path, body);
      if (response.status === 401 && cookie("csrf")) {
        await fetchOnce("POST", "/api/session/refresh", {});
        response = await fetchOnce(method, path, body);
      }
    } catch {
      throw Object.assign(new Error("The server cannot be reached. Try again."), { status: 0 });
    }
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) {
      const text = answer.detail || "That did not work. Try again.";
      throw Object.assign(new Error(text), { status: response.status, code: answer.error });
    }
    return answer;
  }

  /** Returns the second that a time is in; players say 5.999999 where they stand at 6. */
  function wholeSecond(seconds) {
    return Math.max(0, Math.floor((Number.isFinite(seconds) ? seconds : 0) + 0.01));
  }

  /** Writes seconds as 1:02 or 1:02:03. */
  function stamp(seconds) {
    const whole = wholeSecond(seconds);
    const two = (number) => String(number).padStart(2, "0");
    const minutes = Math.floor(whole / 60) % 60;
    const hours = Math.floor(whole / 3600);
    return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  }

  /** Writes how long ago a moment was. */
  function ago(text) {
    const seconds = (Date.now() - Date.parse(text)) / 1000;
    const format = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
    for (const [unit, size] of [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60]]) {
      if (seconds >= size) return format.format(-Math.floor(seconds / size), unit);
    }
    return "just now";
  }

  /** Makes an element with properties, attributes (names with a dash) and children. */
  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key.includes("-")) made.setAttribute(key, value);
      else made[key] = value;
    }
    made.append(...children.filter((one) => one !== null && one !== undefined));
    return made;
  }

  const settings = {
    read(name) {
      try {
        return localStorage.getItem(`reelmill_${name}`);
      } catch {
        return null;
      }
    },
    write(name, value) {
      try {
        localStorage.setItem(`reelmill_${name}`, value);
      } catch {
        // A browser that stores nothing asks again the next time.
      }
    },
  };

  let timer;
  function toast(text) {
    const place = document.getElementById("toast");
    if (!place) return;
    place.textContent = text;
    place.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      place.hidden = true;
    }, 5000);
  }

  async function copy(text, said) {
    try {
      await navigator.clipboard.writeText(text);
      return said;
    } catch {
      // Browsers let pages write to the clipboard over https only.
      return "Copying is not allowed here; select the text instead.";
    }
  }

  // Dialogs close by their button and by a click beside them.
  document.addEventListener("click", (event) => {
    const dialog = event.target.closest("dialog");
    if (dialog && (event.target === dialog || event.target.closest("[data-close]"))) dialog.close();
  });

  return { send, stamp, wholeSecond, ago, element, settings, toast, copy };
})();
