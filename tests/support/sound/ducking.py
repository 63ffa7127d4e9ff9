# SPDX-License-Identifier: Apache-2.0
"""What music has to do when something else is heard, derived once more from what is documented."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float64]
BLOCK = 480
THRESHOLDS = {"sensitive": 0.06, "normal": 0.08, "strict": 0.10}
SILENCES = {"sensitive": -50.0, "normal": -44.0, "strict": -38.0}
AMOUNTS = {"min": 6.0, "medium": 12.0, "max": 18.0}
CONSTANTS = {"rolling": (0.020, 0.250), "abrupt": (0.005, 0.100)}
SPEECH_BLOCKS = 12


def block_levels(key: Sound) -> Sound:
    """The RMS of the louder channel in every ten milliseconds."""
    blocks = math.ceil(len(key) / BLOCK)
    squares = np.vstack([key, np.zeros((blocks * BLOCK - len(key), 2))]) ** 2
    by_block = np.add.reduceat(squares, np.arange(0, blocks * BLOCK, BLOCK), axis=0)
    return np.asarray(np.sqrt(by_block.max(axis=1) / BLOCK))


def ducked_by(item: Mapping[str, Any], key: Sound) -> Sound:
    """The factor of every sample of music that gives way to a key."""
    gains = ducking(item, key)
    middles = BLOCK * np.arange(len(gains)) + (BLOCK - 1) / 2
    return np.asarray(10 ** (np.interp(np.arange(len(key)), middles, gains) / 20))


def ducking(item: Mapping[str, Any], key: Sound) -> list[float]:
    """The gain of music that gives way to a key in dB, for every ten milliseconds."""
    amount = item.get("duckingAmountDb", AMOUNTS[item.get("duckingIntensity", "medium")])
    threshold = THRESHOLDS[item.get("duckingGate", "normal")]
    shape = item.get("duckingShape", "rolling")
    taken, gains = 0.0, []
    for level in block_levels(key):
        wanted = _reduction(level, threshold, amount=amount, shape=shape)
        attack, release = CONSTANTS[shape]
        passed = math.exp(-0.010 / (attack if wanted > taken else release))
        taken = wanted + (taken - wanted) * passed
        gains.append(-taken)
    return gains


def _reduction(level: float, threshold: float, *, amount: float, shape: str) -> float:
    if level <= threshold:
        return 0.0
    if shape == "abrupt":
        return amount
    ratio = 1 + amount / 2
    return min(amount, (ratio - 1) * 20 * math.log10(level / threshold))


def speech_begins(item: Mapping[str, Any], key: Sound) -> int | None:
    """The sample at which somebody begins to speak over an opener."""
    silence = 10 ** (SILENCES[item.get("duckingGate", "normal")] / 20)
    begun, silent = None, 0
    for block, level in enumerate(block_levels(key)):
        silent = 0 if level > silence else silent + 1
        if silent >= SPEECH_BLOCKS:
            begun = None
        elif level > silence:
            begun = block if begun is None else begun
            if block + 1 - begun >= SPEECH_BLOCKS:
                return begun * BLOCK
    return None
