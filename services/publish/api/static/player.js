// SPDX-License-Identifier: Apache-2.0
// Plays the publication of this page; `data-state` of #player is loading, ready, playing or failed.
"use strict";

(() => {
  const { send, settings, element } = window.Reelmill;
  const player = document.getElementById("player");
  const video = document.getElementById("video");
  const failure = document.getElementById("failure");
  const reason = document.getElementById("reason");
  const HLS_TYPE = "application/vnd.apple.mpegurl";
  const isEmbed = document.body.classList.contains("embed");
  const asked = new URLSearchParams(location.search);
  const isAsked = (name) => ["1", "true"].includes(asked.get(name));

  function showFailure(text) {
    reason.textContent = text;
    failure.hidden = false;
    player.dataset.state = "failed";
    video?.pause();
  }

  // Reloading the page renews the signed links; the fragment of the URL keeps the position.
  document.getElementById("retry").addEventListener("click", () => {
    const at = video ? video.currentTime : 0;
    history.replaceState(null, "", at > 0 ? `#t=${at.toFixed(1)}` : location.pathname + location.search);
    location.reload();
  });

  if (!video) {
    player.dataset.state = "failed";
    return;
  }

  const given = new URLSearchParams(location.hash.slice(1)).get("t") ?? asked.get("t") ?? asked.get("start");
  const start = Number(given) > 0 && Number.isFinite(Number(given)) ? Number(given) : -1;
  video.loop = isAsked("loop");
  video.muted = isAsked("muted");
  const controls = window.Reelmill.controls(video, player);
  const chapters = JSON.parse(video.dataset.chapters || "[]");
  const chapterMarks = chapters.filter((one) => one.at > 0).map((one) => ({ ...one, kind: "chapter" }));
  window.Reelmill.player = { video, controls, chapterMarks };

  video.addEventListener("loadedmetadata", () => {
    player.dataset.state = "ready";
    offerChapters();
    if (isAsked("autoplay")) {
      // Browsers let a page begin by itself only without sound.
      video.play().catch(() => {
        video.muted = true;
        video.play().catch(() => {});
      });
    }
  });
  const chapterTrack = chapters.length ? video.addTextTrack("chapters", "Chapters") : null;
  /** Marks the chapters on the scrub bar, and lists them for the browser's own controls. */
  function offerChapters() {
    if (!chapterTrack) return;
    controls.setMarkers(chapterMarks);
    // hls.js takes the cues of every track away when it begins again; a hidden track has its cues.
    chapterTrack.mode = "hidden";
    for (const cue of [...chapterTrack.cues]) chapterTrack.removeCue(cue);
    for (const [index, { at, title }] of chapters.entries()) {
      chapterTrack.addCue(new VTTCue(at, chapters[index + 1]?.at ?? video.duration, title));
    }
  }
  video.addEventListener("playing", () => {
    player.dataset.state = "playing";
  });
  document.getElementById("chapters")?.addEventListener("click", (event) => {
    const chapter = event.target.closest("[data-at]");
    if (!chapter) return;
    controls.seek(Number(chapter.dataset.at));
    video.play().catch(() => {});
  });

  // A view counts once three seconds were played.
  const publication = document.querySelector("main").dataset.publication;
  let played = 0;
  let last = null;
  function countView() {
    const at = video.currentTime;
    if (last !== null && at > last && at - last < 2) played += at - last;
    last = at;
    if (played < Math.min(3, (video.duration || 3) / 2)) return;
    video.removeEventListener("timeupdate", countView);
    send("POST", `/api/publications/${publication}/views`, {}).catch(() => {});
  }
  if (publication) video.addEventListener("timeupdate", countView);

  // The keys of large video sites; those of fields, buttons and lists are left alone.
  const isOwn = (target, key) =>
    target.closest("textarea, select, input:not([type=range]), dialog[open]") !== null ||
    (target.closest("button, a, summary") !== null && key === " ") ||
    (target.closest("input[type=range]") !== null && (key.startsWith("Arrow") || key === " "));
  const captions = document.getElementById("captions");
  const keys = {
    " ": controls.toggle,
    k: controls.toggle,
    j: () => controls.seek(video.currentTime - 10),
    l: () => controls.seek(video.currentTime + 10),
    arrowleft: () => controls.seek(video.currentTime - 5),
    arrowright: () => controls.seek(video.currentTime + 5),
    ",": () => controls.seek(video.currentTime - 1 / 25),
    ".": () => controls.seek(video.currentTime + 1 / 25),
    "<": () => controls.changeSpeed(-1),
    ">": () => controls.changeSpeed(1),
    m: () => {
      video.muted = !video.muted;
    },
    f: controls.fullscreen,
    c: () => captions.click(),
    "?": () => document.getElementById("keys")?.showModal(),
  };
  document.getElementById("show-keys")?.addEventListener("click", keys["?"]);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isOwn(event.target, event.key)) return;
    const isTenth = /^[0-9]$/.test(event.key);
    const action = isTenth
      ? () => controls.seek(((video.duration || 0) * Number(event.key)) / 10)
      : keys[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });

  // Returns the track in the language chosen last, else in one of the browser's, else the first.
  function preferredTrack(tracks) {
    const main = (language) => (language || "").toLowerCase().split("-")[0];
    for (const wanted of [settings.read("captions_language"), ...navigator.languages]) {
      const same = tracks.findIndex(({ language }) => wanted && (language || "").toLowerCase() === wanted.toLowerCase());
      const akin = tracks.findIndex(({ language }) => wanted && main(language) === main(wanted));
      if (same >= 0 || akin >= 0) return same >= 0 ? same : akin;
    }
    return 0;
  }

  function offerCaptions(tracks, current, choose) {
    const list = document.getElementById("track");
    list.replaceChildren(
      element("option", { value: "-1" }, "Off"),
      ...tracks.map(({ name }, index) => element("option", { value: String(index) }, name || `Captions ${index + 1}`)),
    );
    document.getElementById("track-label").hidden = tracks.length === 0;
    captions.hidden = tracks.length === 0;
    const show = (index) => {
      choose(index);
      list.value = String(index);
      captions.setAttribute("aria-pressed", String(index >= 0));
      settings.write("captions", index >= 0 ? "on" : "off");
    };
    list.onchange = () => {
      const index = Number(list.value);
      if (index >= 0) settings.write("captions_language", tracks[index].language || "");
      show(index);
    };
    captions.onclick = () => show(current() >= 0 ? -1 : preferredTrack(tracks));
    if (tracks.length) show(settings.read("captions") === "on" ? preferredTrack(tracks) : -1);
  }

  function offerQualities(hls) {
    const list = document.getElementById("quality");
    const levels = hls.levels.map((level, index) => ({ index, height: Math.min(level.height, level.width) }));
    levels.sort((one, other) => other.height - one.height);
    list.replaceChildren(
      element("option", { value: "-1" }, "Auto"),
      ...levels.map(({ index, height }) => element("option", { value: String(index) }, `${height}p`)),
    );
    list.onchange = () => {
      hls.nextLevel = Number(list.value);
    };
    hls.on(window.Hls.Events.LEVEL_SWITCHED, (_event, { level }) => {
      const height = levels.find((one) => one.index === level)?.height;
      list.options[0].textContent = hls.autoLevelEnabled && height ? `Auto (${height}p)` : "Auto";
    });
  }

  function playByScript(Hls) {
    const hls = new Hls({ startPosition: start, capLevelToPlayerSize: isEmbed });
    let hasRecovered = false;
    hls.on(Hls.Events.MANIFEST_PARSED, () => offerQualities(hls));
    hls.on(Hls.Events.SUBTITLE_TRACKS_UPDATED, () => {
      const tracks = hls.subtitleTracks;
      const choose = (index) => {
        hls.subtitleDisplay = index >= 0;
        hls.subtitleTrack = index;
      };
      const named = tracks.map(({ name, lang }) => ({ name, language: lang }));
      offerCaptions(named, () => hls.subtitleTrack, choose);
    });
    hls.on(Hls.Events.ERROR, (_event, error) => {
      if (!error.fatal) return;
      if (error.type === Hls.ErrorTypes.MEDIA_ERROR && !hasRecovered) {
        hasRecovered = true;
        hls.recoverMediaError();
        return;
      }
      hls.stopLoad();
      const isNetwork = error.type === Hls.ErrorTypes.NETWORK_ERROR;
      showFailure(isNetwork ? "The connection to this video was lost." : "This video cannot be decoded.");
    });
    hls.loadSource(video.dataset.master);
    hls.attachMedia(video);
  }

  function playNatively() {
    video.addEventListener("error", () => showFailure("This video cannot be played."));
    const tracks = () => [...video.textTracks].filter((one) => one !== chapterTrack);
    const current = () => tracks().findIndex((one) => one.mode === "showing");
    const choose = (index) => {
      for (const [number, track] of tracks().entries()) track.mode = number === index ? "showing" : "hidden";
    };
    video.textTracks.addEventListener("addtrack", () =>
      offerCaptions(
        tracks().map(({ label, language }) => ({ name: label, language })),
        current,
        choose,
      ),
    );
    document.getElementById("quality").closest("label").hidden = true;
    video.src = start > 0 ? `${video.dataset.master}#t=${start}` : video.dataset.master;
  }

  // hls.js is preferred over native HLS, which is less reliable, wherever it can run.
  const hasMediaSource = "MediaSource" in window || "ManagedMediaSource" in window;
  if (window.Hls && window.Hls.isSupported()) {
    playByScript(window.Hls);
  } else if (!hasMediaSource && video.canPlayType(HLS_TYPE)) {
    playNatively();
  } else {
    showFailure(hasMediaSource ? "The player could not be loaded." : "This browser cannot play videos.");
  }
})();
