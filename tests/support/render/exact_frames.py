# SPDX-License-Identifier: Apache-2.0
"""Exact frames as a platform answers them, compared with the frames of exports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from tests.support.media.ffmpeg import run
from tests.support.platform.creator import Creator
from tests.support.process.loopback import loopback_client
from tests.support.process.waiting import poll_until
from tests.support.render.pixels import Pixels

_TO_RGB = "scale=in_color_matrix=bt709:in_range=tv:out_range=pc"
_TO_RGB += ":flags=bicubic+accurate_rnd+full_chroma_int+bitexact,format=rgb24"


def exact_frame(creator: Creator, project_id: int, frame: int) -> dict[str, Any]:  # Any: JSON
    """Request a frame of a project and wait until it is ready or has failed."""
    path = f"/api/create-video/projects/{project_id}/frames"
    asked = creator.post(path, {"frame": frame})

    def look() -> dict[str, Any] | None:
        found = creator.get(f"{path}/{frame}")
        return found if found["status"] in {"ready", "failed"} else None

    if asked["status"] == "ready":
        return asked
    return poll_until(look, f"frame {frame}", seconds=creator.patience)


def image_of(answer: dict[str, Any], folder: Path, size: tuple[int, int]) -> Pixels:
    """Fetch the image of a frame that is ready, as rows of RGB."""
    target = folder / f"frame-{answer['frame']}.png"
    with loopback_client() as plain:
        target.write_bytes(plain.get(answer["url"]).raise_for_status().content)
    return _decoded(target, size, "format=rgb24")


def frame_of_export(export: Path, frame: int, size: tuple[int, int]) -> Pixels:
    """Return a frame of an export as rows of RGB, its chroma enlarged as an exact frame's is."""
    return _decoded(export, size, f"select=eq(n\\,{frame}),{_TO_RGB}")


def psnr(one: Pixels, other: Pixels) -> float:
    """Return the peak signal-to-noise ratio of two pictures in decibels; 99 for equal ones."""
    error = float(((one - other).astype(np.float64) ** 2).mean())
    return 99.0 if error == 0 else float(10 * np.log10(255**2 / error))


def _decoded(source: Path, size: tuple[int, int], filters: str) -> Pixels:
    raw = source.with_name(f"{source.stem}.rgb")
    argv = ["ffmpeg", "-v", "error", "-y", "-i", str(source), "-vf", filters, "-frames:v", "1"]
    run([*argv, "-f", "rawvideo", str(raw)])
    width, height = size
    return np.frombuffer(raw.read_bytes(), np.uint8).reshape(height, width, 3).astype(np.int16)
