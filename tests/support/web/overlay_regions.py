# SPDX-License-Identifier: Apache-2.0
"""Where in a frame the layers of a resolved timeline lie."""

from __future__ import annotations

import struct
from typing import Any

from tests.support.platform.creator import Creator
from tests.support.web.preview_frames import Pixels

Json = dict[str, Any]  # Any: whatever JSON holds

_PNG_HEAD = 8
_LEAST_PIXELS = 8


def overlay_regions(creator: Creator, resolved: Json, frame: int) -> dict[str, tuple[int, ...]]:
    """Return left, top, right and bottom of what lies over the base track at a frame, by layer."""
    found = {}
    for place, layer in enumerate(resolved["layers"]):
        if not layer["startFrame"] <= frame < layer["startFrame"] + layer["frames"]:
            continue
        box = layer["box"] or _text_box(creator, layer)
        edges = (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
        found[f"{place} {layer['track']} {layer['itemId']}"] = edges
    return found


def cut_out(picture: Pixels, region: tuple[int, ...], size: Json) -> Pixels | None:
    """Cut a region of a frame out of a picture of it; None when hardly anything of it is seen."""
    height, width = picture.shape[:2]
    across, down = width / size["width"], height / size["height"]
    left, top, right, bottom = region
    columns = slice(max(0, round(left * across)), min(width, round(right * across)))
    rows = slice(max(0, round(top * down)), min(height, round(bottom * down)))
    part: Pixels = picture[rows, columns]
    return part if min(part.shape[:2]) >= _LEAST_PIXELS else None


def _text_box(creator: Creator, layer: Json) -> Json:
    """Return the box of a text: the anchor, moved by what the `oFFs` chunk of its image says."""
    picture = creator.request("GET", f"/api/text-images/{layer['image']['key']}.png").content
    chunks = dict(_chunks(picture))
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    x, y = struct.unpack(">ii", chunks[b"oFFs"][:8])
    anchor = layer["anchor"]
    return {"x": anchor["x"] + x, "y": anchor["y"] + y, "width": width, "height": height}


def _chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    at, found = _PNG_HEAD, []
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += 12 + length
    return found
