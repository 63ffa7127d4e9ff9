// SPDX-License-Identifier: Apache-2.0
// Plays the publication of this page; `data-state` of #player is loading, ready, playing or failed.
"use strict";

(() => {
  const player = document.getElementById("player");
  const video = document.getElementById("video");
  const failure = document.getElementById("failure");
  const reason = document.getElementById("reason");
  const retry = document.getElementById("retry");
  const HLS_TYPE = "application/vnd.apple.mpegurl";

  function showFailure(text) {
    reason.textContent = text;
    failure.hidden = false;
    player.dataset.state = "failed";
  }

  // Reloading the page renews the signed links; the fragment of the URL keeps the position.
  retry.addEventListener("click", () => {
    const at = video ? video.currentTime : 0;
    history.replaceState(null, "", at > 0 ? `#t=${at.toFixed(1)}` : location.pathname);
    location.reload();
  });

  const share = document.getElementById("share");
  const shared = document.getElementById("shared");

  async function offer() {
    const { url, title } = share.dataset;
    try {
      if (navigator.share) {
        await navigator.share({ url, title });
        return;
      }
      await navigator.clipboard.writeText(url);
      shared.textContent = "The link is copied.";
    } catch (error) {
      // Without https a page may not copy; whoever closes the list of apps wants nothing more.
      shared.textContent = error.name === "AbortError" ? "" : url;
    }
  }
  share?.addEventListener("click", offer);

  if (!video) {
    player.dataset.state = "failed";
    return;
  }

  const given = Number(new URLSearchParams(location.hash.slice(1)).get("t"));
  const start = Number.isFinite(given) && given > 0 ? given : -1;

  video.addEventListener("loadedmetadata", () => {
    player.dataset.state = "ready";
  });
  video.addEventListener("playing", () => {
    player.dataset.state = "playing";
  });

  // The keys of large video sites; those of fields, buttons and the video's own controls are left alone.
  const isOwn = (target, key) =>
    target.closest("textarea, input") !== null ||
    (target.closest("button, a, summary, video") !== null && (key === " " || key.startsWith("Arrow")));
  const seek = (seconds) => {
    video.currentTime = Math.min(Math.max(0, seconds), video.duration || 0);
  };
  const toggle = () => {
    if (video.paused) {
      video.play().catch(() => {});
    } else {
      video.pause();
    }
  };
  const keys = {
    " ": toggle,
    k: toggle,
    j: () => seek(video.currentTime - 10),
    l: () => seek(video.currentTime + 10),
    arrowleft: () => seek(video.currentTime - 5),
    arrowright: () => seek(video.currentTime + 5),
    m: () => {
      video.muted = !video.muted;
    },
    f: () => (document.fullscreenElement ? document.exitFullscreen() : player.requestFullscreen()),
    c: () => {
      const [track] = video.textTracks;
      if (track) {
        track.mode = track.mode === "showing" ? "hidden" : "showing";
      }
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isOwn(event.target, event.key)) {
      return;
    }
    const isTenth = /^[0-9]$/.test(event.key);
    const action = isTenth
      ? () => seek(((video.duration || 0) * Number(event.key)) / 10)
      : keys[event.key.toLowerCase()];
    if (action) {
      event.preventDefault();
      action();
    }
  });

  function playByScript(Hls) {
    const hls = new Hls({ startPosition: start });
    let hasRecovered = false;
    hls.on(Hls.Events.ERROR, (_event, error) => {
      if (!error.fatal) {
        return;
      }
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
