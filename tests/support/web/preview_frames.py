# SPDX-License-Identifier: Apache-2.0
"""The pictures that the editor's preview shows, and how far they are from those of an export."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

from tests.support.process.waiting import HANG_SECONDS

Pixels = NDArray[np.uint8]
"""Rows of RGB pixels."""

_JUMP = 10
"""How many frames Shift+ArrowRight moves the playhead."""


def seek(page: Page, frame: int) -> None:
    """Put the playhead on a frame by keys."""
    page.locator("body").press("Home")
    for key, times in (("Shift+ArrowRight", frame // _JUMP), ("ArrowRight", frame % _JUMP)):
        for _ in range(times):
            page.locator("body").press(key)


def show_every_pixel(page: Page) -> None:
    """Show the preview in the size of the export, so that neither is scaled to be compared."""
    size = page.get_by_label("Size of the preview")
    size.select_option("whole")
    size.blur()


def shown_frame(page: Page, frame: int, folder: Path) -> Pixels:
    """Wait until the preview shows a frame with all that is in it, and return it."""
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
    return _decoded(["-i", str(picture)], (width, height))


def exported_frame(video: Path, frame: int, like: Pixels) -> Pixels:
    """Return a frame of an export in the size of another picture."""
    height, width = like.shape[:2]
    chosen = f"select=eq(n\\,{frame}),scale={width}:{height}:flags=area+accurate_rnd"
    return _decoded(["-i", str(video), "-vf", chosen, "-frames:v", "1"], (width, height))


def psnr(one: Pixels, other: Pixels) -> float:
    """Return the peak signal-to-noise ratio of two pictures in decibels; 99 for equal ones.

    Both are halved first, because a browser and ffmpeg scale hard edges by different filters.
    """
    error = float(np.mean((_halved(one) - _halved(other)) ** 2))
    return 99.0 if error == 0 else float(10 * np.log10(255**2 / error))


def _halved(picture: Pixels) -> NDArray[np.float64]:
    height, width = picture.shape[0] // 2, picture.shape[1] // 2
    blocks = picture[: height * 2, : width * 2].reshape(height, 2, width, 2, 3)
    return np.asarray(blocks.mean(axis=(1, 3)), dtype=np.float64)


def _decoded(source: list[str], size: tuple[int, int]) -> Pixels:
    argv = ["ffmpeg", "-nostdin", "-v", "error", *source, "-pix_fmt", "rgb24", "-f", "rawvideo"]
    raw = subprocess.run([*argv, "-"], check=True, capture_output=True).stdout
    return np.frombuffer(raw, dtype=np.uint8).reshape(size[1], size[0], 3)
