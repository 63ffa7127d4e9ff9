// SPDX-License-Identifier: Apache-2.0
// The comments beneath a video, with one level of replies.
"use strict";

(() => {
  const { send, ago, element, toast } = window.Reelmill;
  const find = (id) => document.getElementById(id);
  const main = document.querySelector("main");
  const section = find("comments");
  const path = `/api/publications/${main.dataset.publication}/comments`;
  const mayWrite = main.dataset.signedIn === "yes" && section.dataset.enabled === "yes";
  const list = find("comment-list");
  const state = find("comments-state");
  const more = find("more-comments");
  let cursor = null;

  function count(by) {
    const place = find("comments-count");
    const number = Math.max(0, Number(place.textContent) + by);
    place.textContent = String(number);
    place.nextSibling.textContent = number === 1 ? " comment" : " comments";
  }

  async function readPage() {
    more.disabled = true;
    state.textContent = "Loading comments…";
    try {
      const query = new URLSearchParams({ order: find("order").value, limit: "20" });
      if (cursor) query.set("cursor", cursor);
      const page = await send("GET", `${path}?${query}`);
      list.append(...page.items.map(drawn));
      cursor = page.nextCursor;
      more.textContent = "Show more";
      more.hidden = cursor === null;
      state.textContent = list.children.length || section.dataset.enabled !== "yes" ? "" : "No comments yet.";
    } catch (error) {
      state.textContent = `The comments could not be loaded. ${error.message}`;
      more.textContent = "Try again";
      more.hidden = false;
    }
    more.disabled = false;
  }

  function drawn(comment) {
    const item = element("li", { className: comment.parentId ? "comment reply" : "comment" });
    item.dataset.id = comment.id;
    const author = comment.author?.displayName || "Somebody";
    const head = element(
      "p",
      { className: "comment-head" },
      element("strong", { dir: "auto" }, comment.isDeleted ? "Deleted" : author),
      " ",
      element("time", { dateTime: comment.createdAt, className: "quiet" }, ago(comment.createdAt)),
    );
    const text = comment.isDeleted ? "This comment was deleted." : comment.text;
    const body = element("p", { className: comment.isDeleted ? "quiet" : "comment-text", dir: "auto" }, text);
    const buttons = element("div", { className: "comment-buttons" });
    item.append(head, body, buttons);
    if (!comment.parentId) addReplies(item, comment, buttons);
    if (comment.mayDelete) buttons.append(deleteButton(item, comment, author));
    return item;
  }

  function deleteButton(item, comment, author) {
    const button = element("button", { type: "button", className: "plain", "aria-label": `Delete the comment of ${author}` }, "Delete");
    button.addEventListener("click", async () => {
      if (!window.confirm("Delete this comment?")) return;
      try {
        await send("DELETE", `/api/comments/${comment.id}`, {});
        count(-1);
        const hasReplies = comment.repliesCount > 0;
        if (hasReplies) item.replaceWith(drawn({ ...comment, isDeleted: true, author: null, mayDelete: false }));
        else item.remove();
      } catch (error) {
        toast(error.message);
      }
    });
    return button;
  }

  function addReplies(item, comment, buttons) {
    const replies = element("ul", { className: "comment-list" });
    if (mayWrite && !comment.isDeleted) {
      const reply = element("button", { type: "button", className: "plain" }, "Reply");
      reply.addEventListener("click", () => openReply(item, comment, replies, reply));
      buttons.append(reply);
    }
    if (comment.repliesCount) {
      const words = comment.repliesCount === 1 ? "1 reply" : `${comment.repliesCount} replies`;
      const show = element("button", { type: "button", className: "plain", "aria-expanded": "false" }, words);
      show.addEventListener("click", async () => {
        const isOpen = show.getAttribute("aria-expanded") === "true";
        show.setAttribute("aria-expanded", String(!isOpen));
        replies.replaceChildren();
        if (!isOpen) await readReplies(comment, replies);
      });
      buttons.append(show);
    }
    item.append(replies);
  }

  async function readReplies(comment, replies) {
    let next = "";
    try {
      do {
        const page = await send("GET", `${path}?order=oldest&limit=200&parentId=${comment.id}${next}`);
        replies.append(...page.items.map(drawn));
        next = page.nextCursor ? `&cursor=${page.nextCursor}` : "";
      } while (next);
    } catch (error) {
      toast(error.message);
    }
  }

  function openReply(item, comment, replies, button) {
    if (item.querySelector("form")) return;
    const id = `reply-${comment.id}`;
    const form = element("form", {});
    const text = element("textarea", { id, rows: 2, maxLength: 2000, required: true });
    const cancel = element("button", { type: "button" }, "Cancel");
    const problem = element("span", { className: "problem", role: "alert" });
    const end = element("div", { className: "form-end" }, problem, cancel, element("button", { type: "submit", className: "primary" }, "Reply"));
    form.append(element("label", { htmlFor: id }, "Your reply"), text, end);
    item.insertBefore(form, replies);
    text.focus();
    const close = () => {
      form.remove();
      button.focus();
    };
    cancel.addEventListener("click", close);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const made = await write(text.value, comment.id, problem);
      if (!made) return;
      comment.repliesCount += 1;
      replies.append(drawn(made));
      close();
    });
  }

  async function write(text, parentId, problem) {
    problem.textContent = "";
    try {
      const body = parentId ? { text, parentId } : { text };
      const { comment } = await send("POST", path, body);
      count(1);
      return comment;
    } catch (error) {
      problem.textContent = error.message;
      return null;
    }
  }

  find("comment-form")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const made = await write(find("comment-text").value, null, form.querySelector(".problem"));
    if (!made) return;
    form.reset();
    list.prepend(drawn(made));
    state.textContent = "";
  });
  find("order").addEventListener("change", () => {
    cursor = null;
    list.replaceChildren();
    readPage();
  });
  more.addEventListener("click", readPage);
  readPage();
})();
