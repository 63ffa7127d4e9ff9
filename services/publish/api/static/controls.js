// SPDX-License-Identifier: Apache-2.0
// The controls over the video: scrub bar with storyboard and markers, sound, speed, quality, captions.
"use strict";

window.Reelmill.controls = (video, player) => {
  const { stamp, settings, element } = window.Reelmill;
  const find = (id) => document.getElementById(id);
  const position = find("position");
  const markers = find("markers");
  const peek = find("peek");
  const speeds = [...find("speed").options].map((one) => Number(one.value));

  const seek = (seconds) => {
    video.currentTime = Math.min(Math.max(0, seconds), video.duration || 0);
    draw();
  };
  const toggle = () => (video.paused ? video.play().catch(() => {}) : video.pause());

  function draw() {
    const whole = Number.isFinite(video.duration) ? video.duration : 0;
    position.max = String(whole || 1);
    if (!position.matches(":active")) position.value = String(video.currentTime);
    position.setAttribute("aria-valuetext", `${stamp(video.currentTime)} of ${stamp(whole)}`);
    position.style.setProperty("--played", `${whole ? (video.currentTime / whole) * 100 : 0}%`);
    const ranges = video.buffered;
    const loaded = ranges.length && whole ? (ranges.end(ranges.length - 1) / whole) * 100 : 0;
    position.style.setProperty("--loaded", `${loaded}%`);
    find("time").textContent = stamp(video.currentTime);
    find("duration").textContent = stamp(whole);
    player.classList.toggle("is-paused", video.paused);
    player.classList.toggle("is-muted", video.muted || video.volume === 0);
    find("play").setAttribute("aria-label", video.paused ? "Play" : "Pause");
    find("mute").setAttribute("aria-pressed", String(video.muted));
    find("volume").value = String(video.muted ? 0 : video.volume);
    find("big-play").hidden = !video.paused || video.currentTime > 0 || player.dataset.state === "failed";
  }
  const changes = ["timeupdate", "durationchange", "play", "pause", "ended", "volumechange", "progress", "loadedmetadata"];
  for (const name of changes) video.addEventListener(name, draw);

  // The controls leave while the video plays and nobody moves.
  let idle;
  function wake() {
    player.classList.remove("is-idle");
    clearTimeout(idle);
    idle = setTimeout(() => {
      const isUsed = find("controls").contains(document.activeElement) && document.activeElement.matches(":focus-visible");
      if (!video.paused && !isUsed && find("settings-panel").hidden) player.classList.add("is-idle");
    }, 2600);
  }
  for (const name of ["pointermove", "pointerdown", "focusin", "keydown"]) player.addEventListener(name, wake);
  video.addEventListener("play", wake);
  video.addEventListener("pause", () => player.classList.remove("is-idle"));

  video.addEventListener("click", (event) => {
    if (event.pointerType === "touch" && !video.paused) return;
    toggle();
  });
  find("big-play").addEventListener("click", () => {
    toggle();
    find("play").focus();
  });
  find("play").addEventListener("click", toggle);
  find("mute").addEventListener("click", () => {
    video.muted = !video.muted;
  });
  find("volume").addEventListener("input", (event) => {
    video.volume = Number(event.target.value);
    video.muted = video.volume === 0;
    settings.write("volume", String(video.volume));
  });
  position.addEventListener("input", () => seek(Number(position.value)));
  const fullscreen = () =>
    document.fullscreenElement ? document.exitFullscreen() : player.requestFullscreen?.() ?? video.webkitEnterFullscreen?.();
  find("fullscreen").addEventListener("click", fullscreen);

  const panel = find("settings-panel");
  function openSettings(isOpen) {
    panel.hidden = !isOpen;
    find("settings").setAttribute("aria-expanded", String(isOpen));
  }
  find("settings").addEventListener("click", () => openSettings(panel.hidden));
  document.addEventListener("click", (event) => {
    if (!panel.contains(event.target) && !find("settings").contains(event.target)) openSettings(false);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openSettings(false);
    find("settings").focus();
  });

  function setSpeed(speed) {
    video.playbackRate = speed;
    find("speed").value = String(speed);
    settings.write("speed", String(speed));
  }
  find("speed").addEventListener("change", (event) => setSpeed(Number(event.target.value)));
  const changeSpeed = (step) => {
    const at = speeds.indexOf(video.playbackRate);
    setSpeed(speeds[Math.min(Math.max(0, at + step), speeds.length - 1)]);
  };

  // The storyboard names a part of a picture for each span of time.
  let tiles = [];
  async function loadStoryboard() {
    const address = video.dataset.storyboard;
    if (!address || tiles.length) return;
    const response = await fetch(address).catch(() => null);
    if (response?.ok) tiles = storyboardTiles(await response.text(), address);
  }
  function showPeek(event) {
    const box = position.getBoundingClientRect();
    const part = Math.min(Math.max(0, (event.clientX - box.left) / box.width), 1);
    const at = part * (video.duration || 0);
    const chapter = [...markers.children].filter((one) => Number(one.dataset.at) <= at && one.dataset.title).at(-1);
    find("peek-time").textContent = chapter ? `${stamp(at)} · ${chapter.dataset.title}` : stamp(at);
    const tile = tiles.find((one) => at < one.end);
    const frame = find("peek-frame");
    frame.hidden = !tile;
    if (tile) {
      frame.style.width = `${tile.width}px`;
      frame.style.height = `${tile.height}px`;
      frame.style.backgroundImage = `url("${tile.picture}")`;
      frame.style.backgroundPosition = `-${tile.x}px -${tile.y}px`;
    }
    peek.hidden = false;
    const half = peek.offsetWidth / 2;
    peek.style.left = `${Math.min(Math.max(half, part * box.width), box.width - half)}px`;
  }
  const scrub = find("scrub");
  scrub.addEventListener("pointerenter", loadStoryboard);
  scrub.addEventListener("pointermove", showPeek);
  scrub.addEventListener("pointerleave", () => {
    peek.hidden = true;
  });

  /** Draws marks on the scrub bar: `{at, title, kind}` with times in seconds. */
  function setMarkers(marks) {
    const whole = video.duration || 0;
    markers.replaceChildren(
      ...marks
        .filter((one) => whole && one.at <= whole)
        .map((one) => {
          const mark = element("span", { className: `mark ${one.kind}` });
          mark.dataset.at = String(one.at);
          mark.dataset.title = one.title ?? "";
          mark.style.left = `${(one.at / whole) * 100}%`;
          return mark;
        }),
    );
  }

  video.controls = false;
  find("controls").hidden = false;
  const volume = Number(settings.read("volume") ?? 1);
  if (volume >= 0 && volume <= 1) video.volume = volume;
  const speed = Number(settings.read("speed") ?? 1);
  video.addEventListener("loadedmetadata", () => {
    if (speeds.includes(speed)) setSpeed(speed);
  });
  draw();
  return { seek, toggle, fullscreen, changeSpeed, setMarkers, draw };
};

/** Reads the tiles of a storyboard: WebVTT cues whose texts are `picture.jpg#xywh=x,y,w,h`. */
function storyboardTiles(text, address) {
  const base = new URL(address, location.href);
  const seconds = (written) => written.split(":").reduce((sum, one) => sum * 60 + Number(one), 0);
  const cue = /([\d:.]+) --> ([\d:.]+)[^\n]*\n([^\n#]+)#xywh=(\d+),(\d+),(\d+),(\d+)/g;
  return [...text.matchAll(cue)].map((found) => ({
    end: seconds(found[2]),
    picture: new URL(found[3], base).href,
    x: Number(found[4]),
    y: Number(found[5]),
    width: Number(found[6]),
    height: Number(found[7]),
  }));
}
