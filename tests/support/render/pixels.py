# SPDX-License-Identifier: Apache-2.0
"""Chunks rendered without a node, and the colours of their frames."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from media.text_image_file import InkBox
from services.render.node.graph.chunk import compile_chunk
from tests.support.media.ffmpeg import run
from timeline.spec.chunk import ChunkSpec

Pixels = np.ndarray[Any, np.dtype[np.int16]]

RED, GREEN, BLUE, WHITE = (208, 32, 32), (32, 160, 64), (32, 64, 208), (255, 255, 255)


def a_picture(path: Path, size: tuple[int, int], color: tuple[int, ...] = RED) -> Path:
    """Write a plain picture; with four numbers its last one is its alpha."""
    Image.new("RGBA" if len(color) == 4 else "RGB", size, color).save(path)
    return path


def rendered(spec: ChunkSpec, sources: Mapping[str, Path], folder: Path) -> Pixels:
    """Render a chunk and return its frames as RGB."""
    target = folder / "chunk.mp4"
    run(compile_chunk(spec, sources, target))
    return frames_of(target, spec.profile.width, spec.profile.height)


def unencoded(
    spec: ChunkSpec,
    sources: Mapping[str, Path],
    folder: Path,
    boxes: Mapping[str, InkBox] | None = None,
) -> bytes:
    """Return the frames of a chunk as they would be given to the encoder."""
    argv = compile_chunk(spec, sources, folder / "unused.mp4", boxes=boxes)
    graph = argv[: argv.index("-map") + 2]
    raw = folder / "frames.yuv"
    run([*graph, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "yuv420p", str(raw)])
    return raw.read_bytes()


def frames_of(path: Path, width: int, height: int) -> Pixels:
    """Return the frames of a video as RGB, converted as BT.709."""
    argv = ["ffmpeg", "-v", "error", "-i", str(path), "-fps_mode", "passthrough"]
    argv += ["-vf", "scale=in_color_matrix=bt709:in_range=tv:out_range=pc:flags=neighbor"]
    argv += ["-pix_fmt", "rgb24", "-f", "rawvideo", "-"]
    raw = subprocess.run(argv, check=True, capture_output=True, timeout=120).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3).astype(np.int16)


def box_of(frame: Pixels, color: tuple[int, ...], *, within: int = 24) -> tuple[int, ...] | None:
    """Return left, top, width and height of what has a colour in a frame."""
    near = np.abs(frame - np.array(color, np.int16)).max(axis=-1) <= within
    rows, columns = np.flatnonzero(near.any(axis=1)), np.flatnonzero(near.any(axis=0))
    if not rows.size:
        return None
    left, top = int(columns[0]), int(rows[0])
    return left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1


def is_at(found: tuple[int, ...] | None, box: tuple[int, ...], *, by: int = 1) -> bool:
    """Tell whether a box lies where it should, to the pixel."""
    if found is None:
        return False
    edges = [(b[0], b[1], b[0] + b[2], b[1] + b[3]) for b in (found, box)]
    return all(abs(one - other) <= by for one, other in zip(*edges, strict=True))


def differs(frame: Pixels, x: int, y: int, color: tuple[int, ...]) -> int:
    """Return how far the colour of a pixel is from what it should be."""
    return int(np.abs(frame[y, x] - np.array(color, np.int16)).max())
