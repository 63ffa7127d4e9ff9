// SPDX-License-Identifier: Apache-2.0
// A review: notes at moments of the video, replies, and the verdicts of reviewers.
"use strict";

(() => {
  const { send, stamp, ago, element, settings, toast } = window.Reelmill;
  const find = (id) => document.getElementById(id);
  const main = document.querySelector("main");
  const isManager = main.dataset.manager === "yes";
  const setting = `review_${main.dataset.link}`;
  const player = window.Reelmill.player;
  let token = (!isManager && settings.read(setting)) || main.dataset.token;
  let review = null;
  let notes = [];
  let noteAt = 0;

  const path = (rest = "") => `/api/reviews/${encodeURIComponent(token)}${rest}`;
  const isNamed = () => isManager || review?.reviewerId;

  async function read() {
    try {
      review = (await send("GET", path())).review;
    } catch (error) {
      if (error.status !== 404 || token === main.dataset.token) throw error;
      token = main.dataset.token;
      review = (await send("GET", path())).review;
    }
    const found = [];
    let cursor = "";
    do {
      const page = await send("GET", path(`/notes?limit=500${cursor}`));
      found.push(...page.items);
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : "";
    } while (cursor);
    notes = found;
  }

  async function refresh() {
    try {
      await read();
      // Whoever is writing a reply or changing a note is not disturbed.
      if (!find("note-list").querySelector("form")) draw();
    } catch (error) {
      find("notes-state").textContent = error.status === 404 ? "This review is closed." : error.message;
    }
  }

  function draw() {
    drawReviewers();
    const shown = find("shown").value;
    const tops = notes.filter((one) => one.parentId === null);
    const chosen = tops.filter((one) => shown === "all" || (shown === "open") === (one.resolvedAt === null));
    find("note-list").replaceChildren(...chosen.map(drawnNote));
    find("notes-title").textContent = tops.length ? `Notes (${tops.length})` : "Notes";
    const empty = tops.length ? "No notes of this kind." : "No notes yet. Pause where something should change and write.";
    find("notes-state").textContent = chosen.length ? "" : empty;
    drawMarkers();
  }

  function drawMarkers() {
    const tops = notes.filter((one) => one.parentId === null);
    const marks = tops.map((one) => ({
      at: one.atSeconds,
      title: `${one.authorName}: ${one.text.slice(0, 60)}`,
      kind: one.resolvedAt ? "note resolved" : "note",
    }));
    player?.controls.setMarkers([...player.chapterMarks, ...marks]);
  }

  const WORDS = { approved: "Approved", changes_requested: "Changes requested" };

  function drawReviewers() {
    const list = review.reviewers.map((one) =>
      element(
        "li",
        {},
        element("strong", { dir: "auto" }, one.name),
        element("span", { className: one.verdict ?? "quiet" }, WORDS[one.verdict] ?? "No verdict yet"),
        one.earlierVerdict ? element("span", { className: "quiet" }, `${WORDS[one.earlierVerdict]} for an earlier video`) : null,
        one.verdictNote ? element("span", { dir: "auto" }, `“${one.verdictNote}”`) : null,
      ),
    );
    find("reviewers").replaceChildren(...list);
    find("no-reviewers").hidden = list.length > 0;
    const own = review.reviewers.find((one) => one.id === review.reviewerId);
    find("approve")?.setAttribute("aria-pressed", String(own?.verdict === "approved"));
    find("ask")?.setAttribute("aria-pressed", String(own?.verdict === "changes_requested"));
  }

  const author = (note) => note.authorName || (note.isOwner ? "The owner" : "Somebody");

  function head(note, first) {
    const about = element("time", { className: "quiet", dateTime: note.createdAt }, ago(note.createdAt));
    const edited = note.editedAt ? element("span", { className: "quiet" }, "edited") : null;
    const resolved = note.resolvedAt ? element("span", { className: "approved" }, "Resolved") : null;
    const owner = note.isOwner ? element("span", { className: "quiet" }, "owner") : null;
    const earlier = note.isOfEarlierVideo ? element("span", { className: "quiet" }, "of an earlier video") : null;
    const name = element("strong", { dir: "auto" }, author(note));
    return element("p", { className: "note-head" }, first, name, owner, about, edited, earlier, resolved);
  }

  function drawnNote(note) {
    const item = element("li", { className: note.resolvedAt ? "note is-resolved" : "note", id: `note-${note.id}` });
    item.dataset.at = String(note.atSeconds);
    const until = note.untilSeconds === null ? "" : ` – ${stamp(note.untilSeconds)}`;
    const jump = element("button", { type: "button", "aria-label": `Go to ${stamp(note.atSeconds)}` }, stamp(note.atSeconds) + until);
    jump.addEventListener("click", () => goTo(note));
    const buttons = element("div", { className: "note-buttons" });
    const replies = element("ul", { className: "note-replies" });
    replies.append(...notes.filter((one) => one.parentId === note.id).map(drawnReply));
    item.append(head(note, jump), element("p", { className: "note-text", dir: "auto" }, note.text), buttons, replies);
    buttons.append(button("Reply", () => openForm(item, buttons, "Your reply", "", (text) => add({ text, parentId: note.id }))));
    if (note.isOwn || isManager) {
      const words = note.resolvedAt ? "Reopen" : "Resolve";
      buttons.append(button(words, () => change("PATCH", note, { resolved: note.resolvedAt === null })));
    }
    addOwnButtons(item, buttons, note);
    return item;
  }

  function drawnReply(note) {
    const item = element("li", {});
    const buttons = element("div", { className: "note-buttons" });
    item.append(head(note, null), element("p", { className: "note-text", dir: "auto" }, note.text), buttons);
    addOwnButtons(item, buttons, note);
    return item;
  }

  function addOwnButtons(item, buttons, note) {
    if (note.isOwn) {
      const save = (text) => change("PATCH", note, { text });
      buttons.append(button("Edit", () => openForm(item, buttons, "Text", note.text, save)));
    }
    if (note.isOwn || isManager) {
      buttons.append(button("Delete", () => window.confirm("Delete this note?") && change("DELETE", note, {})));
    }
  }

  function button(words, act) {
    const made = element("button", { type: "button", className: "plain" }, words);
    made.addEventListener("click", act);
    return made;
  }

  function openForm(item, buttons, words, value, save) {
    if (item.querySelector("form")) return;
    const text = element("textarea", { rows: 2, maxLength: 2000, required: true, value, "aria-label": words });
    const problem = element("span", { className: "problem", role: "alert" });
    const end = element("div", { className: "form-end" }, problem, button("Cancel", draw), element("button", { type: "submit", className: "primary" }, "Save"));
    const form = element("form", {}, text, end);
    buttons.before(form);
    text.focus();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!(await named())) return;
      try {
        await save(text.value);
        form.remove();
        draw();
      } catch (error) {
        problem.textContent = error.message;
      }
    });
  }

  async function add(body) {
    await send("POST", path("/notes"), body);
    await read();
  }

  async function change(method, note, body) {
    try {
      await send(method, path(`/notes/${note.id}`), body);
      await read();
      draw();
    } catch (error) {
      toast(error.message);
    }
  }

  /** Asks for a name unless it is known; false when it was not given. */
  function named() {
    if (isNamed()) return Promise.resolve(true);
    const dialog = find("name-dialog");
    dialog.querySelector(".problem").textContent = "";
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(Boolean(isNamed())), { once: true });
    });
  }
  find("name-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const joined = await send("POST", path("/reviewers"), { name: find("name").value });
      token = joined.token;
      settings.write(setting, token);
      await read();
      draw();
      find("name-dialog").close();
    } catch (error) {
      event.target.querySelector(".problem").textContent = error.message;
    }
  });

  // A note belongs to the moment at which one began to write it.
  const text = find("note-text");
  function setMoment() {
    if (text.value) return;
    noteAt = player?.video.currentTime ?? 0;
    find("note-time").textContent = stamp(noteAt);
  }
  player?.video.addEventListener("timeupdate", setMoment);
  player?.video.addEventListener("loadedmetadata", drawMarkers);
  text.addEventListener("focus", () => {
    player?.video.pause();
    setMoment();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) find("note-form").requestSubmit();
    if (event.key === "Escape") text.blur();
  });
  find("note-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = event.currentTarget.querySelector(".problem");
    problem.textContent = "";
    if (!(await named())) return;
    try {
      await add({ text: text.value, atSeconds: Math.round(noteAt * 1000) / 1000 });
      text.value = "";
      draw();
      setMoment();
    } catch (error) {
      problem.textContent = error.message;
    }
  });

  function goTo(note) {
    player?.controls.seek(note.atSeconds);
    player?.video.pause();
    for (const one of document.querySelectorAll(".note.is-current")) one.classList.remove("is-current");
    const item = find(`note-${note.id}`);
    item?.classList.add("is-current");
    item?.scrollIntoView({ block: "nearest" });
  }
  find("markers")?.addEventListener("click", (event) => {
    const at = Number(event.target.closest(".mark")?.dataset.at ?? NaN);
    const note = notes.find((one) => one.parentId === null && one.atSeconds === at);
    if (note) goTo(note);
  });

  function step(direction) {
    const now = player?.video.currentTime ?? 0;
    const tops = notes.filter((one) => one.parentId === null);
    const ahead = tops.filter((one) => (direction > 0 ? one.atSeconds > now + 0.05 : one.atSeconds < now - 0.05));
    const note = direction > 0 ? ahead[0] : ahead.at(-1);
    if (note) goTo(note);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("textarea, input, select, dialog[open]")) return;
    const act = { n: () => text.focus(), "[": () => step(-1), "]": () => step(1) }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });

  const dialog = find("verdict-dialog");
  let verdict = "approved";
  async function openVerdict(chosen) {
    if (!(await named())) return;
    verdict = chosen;
    const words = chosen === "approved" ? "Approve" : "Ask for changes";
    find("verdict-title").textContent = words;
    find("verdict-send").textContent = words;
    dialog.querySelector(".problem").textContent = "";
    dialog.showModal();
  }
  find("approve")?.addEventListener("click", () => openVerdict("approved"));
  find("ask")?.addEventListener("click", () => openVerdict("changes_requested"));
  find("verdict-note").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) find("verdict-form").requestSubmit();
  });
  find("verdict-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await send("PUT", path("/verdict"), { verdict, note: find("verdict-note").value });
      dialog.close();
      await refresh();
      toast(verdict === "approved" ? "You approved this video." : "You asked for changes.");
    } catch (error) {
      dialog.querySelector(".problem").textContent = error.message;
    }
  });

  find("shown").addEventListener("change", draw);
  setInterval(() => document.visibilityState === "visible" && refresh(), 15000);
  refresh();
})();
