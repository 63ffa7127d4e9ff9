# SPDX-License-Identifier: Apache-2.0
"""How much of a picture is combed: lines that differ from both of their neighbours alike."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

_STEP = 24
"""A line that is lighter or darker than both neighbours by so much belongs to another moment."""


def combing(video: Path) -> list[float]:
    """Return for each frame of a video the share of its pixels that are combed."""
    with av.open(str(video)) as container:
        return [_share(frame.to_ndarray(format="gray")) for frame in container.decode(video=0)]


def _share(grey: np.ndarray) -> float:
    lines = grey.astype(np.int16)
    above, below = lines[1:-1] - lines[:-2], lines[1:-1] - lines[2:]
    is_combed = (np.minimum(above, below) > _STEP) | (np.maximum(above, below) < -_STEP)
    return float(is_combed.mean())
