# SPDX-License-Identifier: Apache-2.0
"""The pictures that the editor's preview shows, and how far they are from those of an export.

Both are halved, because a browser and ffmpeg scale hard edges by different filters, and because
an export has a colour only for each four pixels.
"""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, Route

from media.sizes import EDIT_PROXY_SHORT_EDGE
from tests.support.process.waiting import HANG_SECONDS

Pixels = NDArray[np.float64]
"""Rows of RGB pixels, of which each is the mean of four that are shown beside one another."""

_JUMP = 10
"""How many frames Shift+ArrowRight moves the playhead."""


def seek(page: Page, frame: int) -> None:
    """Put the playhead on a frame by keys."""
    page.locator("body").press("Home")
    for key, times in (("Shift+ArrowRight", frame // _JUMP), ("ArrowRight", frame % _JUMP)):
        for _ in range(times):
            page.locator("body").press(key)


def show_every_line(page: Page, lines: int) -> None:
    """Show a frame of so many lines in its size, or as an edit proxy has it, if that has fewer."""
    size = page.get_by_label("Size of the preview")
    size.select_option("whole" if lines <= EDIT_PROXY_SHORT_EDGE else "half")
    size.blur()


def play_edit_proxies(page: Page) -> None:
    """Let the preview read the edit proxy of each video from the start, and never its file."""
    page.route("**/api/uploads/*/file", _read_edit_proxy)


def shown_frame(page: Page, frame: int, folder: Path) -> Pixels:
    """Wait until the preview shows a frame with all that is in it, and return it, halved."""
    page.wait_for_function(
        "frame => document.querySelector('canvas[data-frame]')?.dataset.frame === frame",
        arg=str(frame),
        timeout=HANG_SECONDS * 1000,
    )
    canvas = page.locator("canvas[data-frame]")
    address = str(canvas.evaluate("element => element.toDataURL('image/png')"))
    width, height = canvas.evaluate("element => [element.width, element.height]")
    picture = folder / f"preview-{frame}.png"
    picture.write_bytes(base64.b64decode(address.partition(",")[2]))
    shown = _decoded(["-i", str(picture)], (width, height))
    even = shown[: height // 2 * 2, : width // 2 * 2]
    halves: Pixels = even.reshape(height // 2, 2, width // 2, 2, 3).mean(axis=(1, 3))
    return halves


def exported_frame(video: Path, frame: int, like: Pixels) -> Pixels:
    """Return a frame of an export in the size of another picture, of which it has twice the lines.

    Brightness is averaged before it becomes RGB, where a pixel has the colour that four share: a
    bright letter over a strong colour would be cut off at white. All is one exact step, because
    ffmpeg's default one makes each colour darker by one or two levels.
    """
    height, width = like.shape[:2]
    means = f"scale={width}:{height}:flags=area+accurate_rnd+full_chroma_int+full_chroma_inp"
    chosen = f"select=eq(n\\,{frame}),{means},format=rgb24"
    return _decoded(["-i", str(video), "-vf", chosen, "-frames:v", "1"], (width, height))


def psnr(one: Pixels, other: Pixels) -> float:
    """Return the peak signal-to-noise ratio of two pictures in decibels; 99 for equal ones."""
    error = float(np.mean((one - other) ** 2))
    return 99.0 if error == 0 else float(10 * np.log10(255**2 / error))


def _read_edit_proxy(route: Route) -> None:
    request = route.request
    is_video = request.resource_type == "media"
    route.continue_(url=request.url.removesuffix("file") + "edit-proxy" if is_video else None)


def _decoded(source: list[str], size: tuple[int, int]) -> Pixels:
    argv = ["ffmpeg", "-nostdin", "-v", "error", *source, "-pix_fmt", "rgb24", "-f", "rawvideo"]
    raw = subprocess.run([*argv, "-"], check=True, capture_output=True).stdout
    return np.frombuffer(raw, dtype=np.uint8).reshape(size[1], size[0], 3).astype(np.float64)
