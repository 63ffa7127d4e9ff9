# SPDX-License-Identifier: Apache-2.0
"""A bar code in every frame that states its source and its frame number.

Four rows of eight black or white blocks in the centre of the picture: source id, frame number (two
rows) and a check sum. They remain readable when scaled to 360 lines and compressed.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np

COLUMNS, ROWS = 8, 4
# The box of the code as ratios of the picture's edges: left, top, width, height.
BOX = (0.35, 0.3, 0.3, 0.4)
SALT = 0xA5

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
    width, height = displayed_size(video)
    frames = _gray_frames(video, width=width, height=height)
    return [read_code(frame, area or (0, 0, width, height)) for frame in frames]


def displayed_size(video: Path) -> tuple[int, int]:
    """Return width and height after rotation."""
    argv = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-of", "json", "-show_streams"]
    stream = json.loads(subprocess.check_output([*argv, str(video)]))["streams"][0]
    rotations = [data.get("rotation", 0) for data in stream.get("side_data_list", [])]
    size = (stream["width"], stream["height"])
    return size[::-1] if any(int(each) % 180 for each in rotations) else size


def _gray_frames(video: Path, *, width: int, height: int) -> np.ndarray:
    argv = ["ffmpeg", "-v", "error", "-nostdin", "-i", str(video), "-map", "0:v:0"]
    argv += ["-fps_mode", "passthrough", "-pix_fmt", "gray", "-f", "rawvideo", "-"]
    raw = subprocess.run(argv, check=True, capture_output=True, timeout=300).stdout
    return np.frombuffer(raw, dtype=np.uint8).reshape(-1, height, width)


def read_code(frame: np.ndarray, area: Area) -> Code | None:
    """Return the code in a grey frame whose source is in an area, None without a valid one."""
    rows = [_row(frame, area, row) for row in range(ROWS)]
    source, high, low, checksum = rows
    if (source + high + low + SALT) % 256 != checksum:
        return None
    return source, high * 256 + low


def _row(frame: np.ndarray, area: Area, row: int) -> int:
    value = 0
    for column in range(COLUMNS):
        value = value * 2 + int(_block(frame, area, column=column, row=row) > 127)
    return value


def _block(frame: np.ndarray, area: Area, *, column: int, row: int) -> float:
    left, top, width, height = area
    cell_w, cell_h = BOX[2] * width / COLUMNS, BOX[3] * height / ROWS
    x = left + BOX[0] * width + (column + 0.5) * cell_w
    y = top + BOX[1] * height + (row + 0.5) * cell_h
    dx, dy = max(1, int(cell_w / 4)), max(1, int(cell_h / 4))
    patch = frame[max(0, int(y) - dy) : int(y) + dy, max(0, int(x) - dx) : int(x) + dx]
    return float(patch.mean()) if patch.size else 0.0
