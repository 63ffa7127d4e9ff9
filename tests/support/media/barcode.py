# SPDX-License-Identifier: Apache-2.0
"""A bar code in every frame that states its source and its frame number.

Four rows of eight black or white blocks in the centre of the picture: source id, frame number (two
rows) and a check sum. They remain readable when scaled to 360 lines and compressed.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import VideoReformatter

COLUMNS, ROWS = 8, 4
# The box of the code as ratios of the picture's edges: left, top, width, height.
BOX = (0.35, 0.3, 0.3, 0.4)
SALT = 0xA5
_MIDDLE = 127
_VALUES = 2 ** np.arange(COLUMNS)[::-1]

Code = tuple[int, int]
Area = tuple[int, int, int, int]


def barcode_expression(source_id: int) -> str:
    """Return the geq expression that draws the code of frame N into an 8x4 picture."""
    checksum = f"mod({source_id}+floor(N/256)+mod(N,256)+{SALT},256)"
    value = f"if(eq(Y,0),{source_id},if(eq(Y,1),floor(N/256),if(eq(Y,2),mod(N,256),{checksum})))"
    return f"if(mod(floor({value}/pow(2,7-X)),2),235,16)"


def read_barcodes(video: Path, *, area: Area | None = None) -> list[Code | None]:
    """Return the (source id, frame number) of every frame, None where there is no valid code.

    `area` is the box of the source in the frame (x, y, width, height), by default the whole frame.
    """
    return [
        read_code(frame, area or (0, 0, frame.shape[1], frame.shape[0]))
        for frame in _gray_frames(video)
    ]


def displayed_size(video: Path) -> tuple[int, int]:
    """Return width and height after rotation."""
    height, width = next(_gray_frames(video)).shape
    return width, height


def _gray_frames(video: Path) -> Iterator[np.ndarray]:
    """Decode a video in this process, because a start of ffmpeg takes longer than most videos."""
    reformatter = VideoReformatter()
    with av.open(str(video)) as container:
        for frame in _decodable(container):
            gray = reformatter.reformat(frame, format="gray").to_ndarray()
            yield np.rot90(gray, frame.rotation // 90)


def _decodable(container: av.container.InputContainer) -> Iterator[av.VideoFrame]:
    """Yield the frames of the first picture of a file, without what is damaged."""
    for packet in container.demux(video=0):
        with contextlib.suppress(av.error.InvalidDataError):
            yield from packet.decode()


def read_code(frame: np.ndarray, area: Area) -> Code | None:
    """Return the code in a grey frame whose source is in an area, None without a valid one."""
    is_white = np.array([frame[patch].mean() > _MIDDLE for patch in _patches(area)])
    source, high, low, checksum = (int(row) for row in is_white.reshape(ROWS, COLUMNS) @ _VALUES)
    if (source + high + low + SALT) % 256 != checksum:
        return None
    return source, high * 256 + low


@functools.lru_cache(64)
def _patches(area: Area) -> list[tuple[slice, slice]]:
    """Return where the middle of each block lies, row by row."""
    left, top, width, height = area
    cell_w, cell_h = BOX[2] * width / COLUMNS, BOX[3] * height / ROWS
    dx, dy = max(1, int(cell_w / 4)), max(1, int(cell_h / 4))
    xs = [int(left + BOX[0] * width + (column + 0.5) * cell_w) for column in range(COLUMNS)]
    ys = [int(top + BOX[1] * height + (row + 0.5) * cell_h) for row in range(ROWS)]
    return [
        (slice(max(0, y - dy), max(0, y + dy)), slice(max(0, x - dx), max(0, x + dx)))
        for y in ys
        for x in xs
    ]
