// SPDX-License-Identifier: Apache-2.0
// What stands beneath the video of a watch page: likes, sharing and reporting.
"use strict";

(() => {
  const { send, stamp, wholeSecond, toast, copy } = window.Reelmill;
  const find = (id) => document.getElementById(id);
  const main = document.querySelector("main");
  const path = `/api/publications/${main.dataset.publication}`;
  const now = () => window.Reelmill.player?.video.currentTime ?? 0;

  const like = find("like");
  like.addEventListener("click", async () => {
    if (main.dataset.signedIn !== "yes") {
      location.href = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
      return;
    }
    const isLiked = like.getAttribute("aria-pressed") === "true";
    like.disabled = true;
    try {
      const answer = await send(isLiked ? "DELETE" : "POST", `${path}/likes`, {});
      like.setAttribute("aria-pressed", String(answer.isLiked));
      find("likes").textContent = String(answer.likesCount);
    } catch (error) {
      toast(error.message);
    }
    like.disabled = false;
    like.focus();
  });

  const dialog = find("share-dialog");
  const code = find("embed-code");
  const plainCode = code.value;
  let at = 0;
  function drawShare() {
    const address = new URL(find("share").dataset.url, location.href);
    const embedded = new URL(code.dataset.src, location.href);
    if (find("share-start").checked) {
      address.searchParams.set("t", String(at));
      embedded.searchParams.set("start", String(at));
    }
    for (const option of dialog.querySelectorAll("[data-option]")) {
      if (option.checked) embedded.searchParams.set(option.dataset.option, "1");
    }
    const written = embedded.href.replaceAll("&", "&amp;");
    find("share-link").value = address.href;
    code.value = plainCode.replace(/src="[^"]*"/, () => `src="${written}"`);
  }
  find("share").addEventListener("click", () => {
    at = wholeSecond(now());
    find("share-at").textContent = stamp(at);
    find("share-start").checked = false;
    find("shared").textContent = "";
    drawShare();
    dialog.showModal();
    find("share-link").select();
  });
  dialog.addEventListener("change", drawShare);
  find("copy-link").addEventListener("click", async () => {
    find("shared").textContent = await copy(find("share-link").value, "The link is copied.");
  });
  find("copy-embed").addEventListener("click", async () => {
    find("shared").textContent = await copy(code.value, "The HTML is copied.");
  });

  const reports = find("report-dialog");
  find("report")?.addEventListener("click", () => {
    find("report-time").textContent = stamp(now());
    find("report-at").value = String(now());
    reports.querySelector(".problem").textContent = "";
    reports.showModal();
  });
  find("report-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = { reason: find("reason-of-report").value, note: find("note-of-report").value };
    if (find("report-at").checked) body.fromSeconds = Number(find("report-at").value);
    try {
      await send("POST", `${path}/reports`, body);
      reports.close();
      toast("Thank you. The moderators will look at it.");
    } catch (error) {
      reports.querySelector(".problem").textContent = error.message;
    }
  });
})();
