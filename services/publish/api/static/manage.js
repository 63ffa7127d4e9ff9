// SPDX-License-Identifier: Apache-2.0
// What the owner and the moderators of a publication see of it: its log, and how it is taken down
// and published again.
"use strict";

(() => {
  const { send, element, toast } = window.Reelmill;
  const find = (id) => document.getElementById(id);
  const path = `/api/publications/${document.querySelector("main").dataset.publication}`;
  const isOwner = find("manage").dataset.owner === "yes";
  const DOWN = { rejected: "reject_publication", unpublished: "unpublish_publication" };
  const WORDS = {
    create_pending: "Asked for review",
    auto_published: "Published",
    approve_publication: "Approved",
    reject_publication: "Rejected",
    unpublish_publication: "Removed",
    moderator_republish_published: "Published again by a moderator",
    owner_republish_requested: "Asked for review again",
    owner_republish_published: "Published again",
    write_story: "Story written for this space",
    reset_story: "Common story taken again",
    hold_texts: "Title or story of the video changed",
    approve_texts: "New title and story approved",
    reject_texts: "New title and story rejected",
    change_visibility: "Changed who may watch",
    replace_video: "Video replaced",
  };

  function drawn(entry) {
    const who = entry.actorName || (entry.actorUserId === null ? "Reelmill" : "Somebody");
    const when = new Date(entry.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    return element(
      "li",
      {},
      element("strong", {}, WORDS[entry.action] ?? entry.action),
      element("p", { className: "quiet" }, element("bdi", {}, who), " · ", element("time", { dateTime: entry.at }, when)),
      entry.note ? element("p", { className: "comment-text", dir: "auto" }, entry.note) : null,
    );
  }

  /** Says why the video is not to be seen, in the words of the last one who took it down. */
  async function readWhy() {
    try {
      const { publication, events } = await send("GET", path);
      const entry = events.findLast((one) => one.action === DOWN[publication.status]);
      if (!entry?.note) return;
      find("why-down").textContent = `${entry.actorName || "Somebody"}: ${entry.note}`;
      find("why-down").hidden = false;
    } catch {
      // The log says it, too.
    }
  }

  find("show-log").addEventListener("click", async () => {
    try {
      const { events } = await send("GET", path);
      find("log").replaceChildren(...events.toReversed().map(drawn));
      find("log-dialog").showModal();
    } catch (error) {
      toast(error.message);
    }
  });

  const dialog = find("change-dialog");
  const opener = document.querySelector("#manage [data-verb]");
  const isReasonNeeded = opener?.dataset.verb === "unpublish" && !isOwner;
  opener?.addEventListener("click", () => {
    find("change-title").textContent = `${opener.dataset.action}?`;
    find("change-send").textContent = opener.dataset.action;
    find("change-label").textContent = isReasonNeeded ? "Reason" : "Note (optional)";
    find("change-note").required = isReasonNeeded;
    dialog.querySelector(".problem").textContent = "";
    dialog.showModal();
  });
  find("change-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const note = find("change-note").value.trim();
    const problem = dialog.querySelector(".problem");
    if (isReasonNeeded && !note) {
      problem.textContent = "Say why, so that the owner understands it.";
      return;
    }
    find("change-send").disabled = true;
    try {
      await send("POST", `${path}/${opener.dataset.verb}`, { note });
      location.reload();
    } catch (error) {
      problem.textContent = error.message;
      find("change-send").disabled = false;
    }
  });

  if (opener?.dataset.verb !== "unpublish") readWhy();
})();
