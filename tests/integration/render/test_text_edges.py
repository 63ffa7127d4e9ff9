# SPDX-License-Identifier: Apache-2.0
"""The last pixels of a text in the chroma of a chunk, before it is encoded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from media.encoder_profile import encoder_profile
from media.sizes import Size
from media.text_image_file import InkBox, encode_png
from media.timecode import DEFAULT_RATE
from tests.support.render.pixels import unencoded
from timeline.spec.chunk import ChunkSpec
from timeline.spec.clip_segments import ColorFill, GapSegment
from timeline.spec.layers import TextImageLayer

WIDTH, HEIGHT = 64, 32
BOX = InkBox(0, 0, 16, 8)
AT = 16
"""Pixels from the left and from above to the text."""


def blue_chroma(rgba: NDArray[np.uint8], folder: Path) -> NDArray[np.int_]:
    """Return the chroma of blue in a frame of blue with a text image over it."""
    profile = encoder_profile(size=Size(WIDTH, HEIGHT), rate=DEFAULT_RATE, quality="standard")
    layer = TextImageLayer("t", AT, AT, 0, 1)
    spec = ChunkSpec(profile, (GapSegment(1, ColorFill("#0000ff")),), "r", "e", (layer,))
    (folder / "t.png").write_bytes(encode_png(rgba.tobytes(), BOX))
    raw = unencoded(spec, {"t": folder / "t.png"}, folder, {"t": BOX})
    chroma = np.frombuffer(raw, np.uint8)[WIDTH * HEIGHT :]
    return chroma[: WIDTH * HEIGHT // 4].reshape(HEIGHT // 2, WIDTH // 2).astype(int)


def test_the_last_row_and_column_of_a_text_are_mixed_by_all_their_pixels(tmp_path: Path) -> None:
    letters = np.full((BOX.height, BOX.width, 4), 255, np.uint8)
    letters[-1, :, 3] = 0
    letters[:, -1, 3] = 0

    blue = blue_chroma(letters, tmp_path)

    first, end = AT // 2, (AT + BOX.height) // 2
    beside, inside = blue[0, 0], blue[first, first]
    assert (beside, inside) == (240, 128)
    half = (beside + inside) // 2
    assert np.abs(blue[end - 1, first : first + 6] - half).max() <= 2
    assert np.abs(blue[first : end - 1, first + BOX.width // 2 - 1] - half).max() <= 2
    assert (blue[end] == beside).all()
