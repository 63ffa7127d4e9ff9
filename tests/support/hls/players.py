# SPDX-License-Identifier: Apache-2.0
"""Plays a packaged stream from its folder in Chromium, by hls.js and by shaka-player.

Each player begins with the smallest rendition, and is switched to the largest in the first half.
"""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser

from tests.support.platform.player import ROOT, new_page

_MODULES = ROOT / "web" / "node_modules"
_SCRIPTS = {
    "hls.js": _MODULES / "hls.js" / "dist" / "hls.min.js",
    "shaka": _MODULES / "shaka-player" / "dist" / "shaka-player.compiled.js",
}
_PAGE = "<!doctype html><title>Player</title><video muted></video>"

_WATCH = """
const video = document.querySelector("video");
const state = window.state = { errors: [], holes: 0, renditions: 0, switched: false, ended: false };
video.addEventListener("ended", () => {
  state.ended = true;
  state.seconds = video.duration;
  state.ranges = video.buffered.length;
  state.size = [video.videoWidth, video.videoHeight];
});
const early = (then) => video.addEventListener("timeupdate", function switching() {
  if (video.currentTime < video.duration / 4) return;
  video.removeEventListener("timeupdate", switching);
  then();
});
"""
_HLS_JS = """
const hls = new Hls({ startLevel: 0, capLevelToPlayerSize: false });
hls.on(Hls.Events.ERROR, (_, data) => {
  if (data.fatal) state.errors.push(data.details);
  if (["bufferSeekOverHole", "bufferNudgeOnStall"].includes(data.details)) state.holes += 1;
});
hls.on(Hls.Events.MANIFEST_PARSED, () => {
  state.renditions = hls.levels.length;
  hls.currentLevel = 0;
  video.play();
});
hls.on(Hls.Events.LEVEL_SWITCHED, (_, data) => { if (data.level > 0) state.switched = true; });
early(() => { hls.currentLevel = hls.levels.length - 1; });
hls.loadSource(address);
hls.attachMedia(video);
"""
_SHAKA = """
shaka.polyfill.installAll();
const player = new shaka.Player();
player.addEventListener("error", (event) => state.errors.push(String(event.detail.code)));
const tracks = () => player.getVariantTracks().sort((a, b) => a.height - b.height);
video.addEventListener("ended", () => { state.holes = player.getStats().gapsJumped; });
(async () => {
  await player.attach(video);
  player.configure({ abr: { enabled: false } });
  await player.load(address);
  state.renditions = tracks().length;
  player.selectVariantTrack(tracks()[0], true);
  early(() => {
    player.selectVariantTrack(tracks().at(-1), true);
    state.switched = tracks().length > 1;
  });
  await video.play();
})().catch((error) => state.errors.push(String(error.code ?? error)));
"""
_PLAYERS = {"hls.js": _HLS_JS, "shaka": _SHAKA}

PLAYINGS = (("hls.js", "master.m3u8"), ("shaka", "master.m3u8"), ("shaka", "manifest.mpd"))
"""The players, and the playlist or manifest that each plays."""


@dataclass(frozen=True)
class Playing:
    """How a stream was played: its length, the buffered ranges at the end, the last size."""

    errors: list[str]
    holes: int
    renditions: int
    switched: bool
    ended: bool
    seconds: float = 0.0
    ranges: int = 0
    size: tuple[int, int] = (0, 0)


class _StreamFiles(SimpleHTTPRequestHandler):
    """Serves the files of a stream as the platform does, without a word in the terminal."""

    extensions_map: Mapping[str, str] = {  # type: ignore[misc]
        ".m3u8": "application/vnd.apple.mpegurl",
        ".mpd": "application/dash+xml",
        ".m4s": "video/iso.segment",
        ".mp4": "video/mp4",
        ".html": "text/html",
        "": "application/octet-stream",
    }

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder for a block, and yield its address."""
    (folder / "player.html").write_text(_PAGE)
    handler = functools.partial(_StreamFiles, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def play_to_the_end(browser: Browser, address: str, *, player: str, name: str) -> Playing:
    """Play a stream to its end, or to the first error."""
    page = new_page(browser)
    try:
        page.goto(f"{address}/player.html")
        page.add_script_tag(content=_SCRIPTS[player].read_text())
        script = f"const address = {json.dumps(f'{address}/{name}')};{_WATCH}{_PLAYERS[player]}"
        page.evaluate(f"() => {{ {script} }}")
        page.wait_for_function("() => window.state.ended || window.state.errors.length > 0")
        state = page.evaluate("() => window.state")
    finally:
        page.close()
    return Playing(**{**state, "size": tuple(state.get("size", (0, 0)))})
