// SPDX-License-Identifier: Apache-2.0
// Plays the publication of this page; `data-state` of #player tells how it goes.
"use strict";

(() => {
  const player = document.getElementById("player");
  const video = document.getElementById("video");
  const failure = document.getElementById("failure");
  const reason = document.getElementById("reason");
  const retry = document.getElementById("retry");
  const HLS_TYPE = "application/vnd.apple.mpegurl";

  function fail(text) {
    reason.textContent = text;
    failure.hidden = false;
    player.dataset.state = "failed";
  }

  // A reload brings fresh signatures; the hash brings the viewer back to where they were.
  retry.addEventListener("click", () => {
    const at = video ? video.currentTime : 0;
    history.replaceState(null, "", at > 0 ? `#t=${at.toFixed(1)}` : location.pathname);
    location.reload();
  });

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

  function playByScript(Hls) {
    const hls = new Hls({ startPosition: start });
    let isMended = false;
    hls.on(Hls.Events.ERROR, (_event, error) => {
      if (!error.fatal) {
        return;
      }
      if (error.type === Hls.ErrorTypes.MEDIA_ERROR && !isMended) {
        isMended = true;
        hls.recoverMediaError();
        return;
      }
      hls.stopLoad();
      const isNetwork = error.type === Hls.ErrorTypes.NETWORK_ERROR;
      fail(isNetwork ? "The connection to this video was lost." : "This video cannot be decoded.");
    });
    hls.loadSource(video.dataset.master);
    hls.attachMedia(video);
  }

  function playNatively() {
    video.addEventListener("error", () => fail("This video cannot be played."));
    video.src = start > 0 ? `${video.dataset.master}#t=${start}` : video.dataset.master;
  }

  // Browsers that say they play HLS themselves do it worse than hls.js wherever it can run.
  const hasMediaSource = "MediaSource" in window || "ManagedMediaSource" in window;
  if (window.Hls && window.Hls.isSupported()) {
    playByScript(window.Hls);
  } else if (!hasMediaSource && video.canPlayType(HLS_TYPE)) {
    playNatively();
  } else {
    fail(hasMediaSource ? "The player could not be loaded." : "This browser cannot play videos.");
  }
})();
