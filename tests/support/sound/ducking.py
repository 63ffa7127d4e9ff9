# SPDX-License-Identifier: Apache-2.0
"""Ducking and openers, implemented a second time from the documentation."""

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
    """Return the RMS of the louder channel in every ten milliseconds."""
    blocks = math.ceil(len(key) / BLOCK)
    squares = np.vstack([key, np.zeros((blocks * BLOCK - len(key), 2))]) ** 2
    by_block = np.add.reduceat(squares, np.arange(0, blocks * BLOCK, BLOCK), axis=0)
    return np.asarray(np.sqrt(by_block.max(axis=1) / BLOCK))


def ducked_by(item: Mapping[str, Any], key: Sound) -> Sound:
    """Return the factor of every sample of music that is ducked by a key signal."""
    gains = ducking(item, key)
    middles = BLOCK * np.arange(len(gains)) + (BLOCK - 1) / 2
    return np.asarray(10 ** (np.interp(np.arange(len(key)), middles, gains) / 20))


def ducking(item: Mapping[str, Any], key: Sound) -> list[float]:
    """Return the gain in dB of music that is ducked by a key signal, every ten milliseconds."""
    amount = item.get("duckingAmountDb", AMOUNTS[item.get("duckingIntensity", "medium")])
    threshold = THRESHOLDS[item.get("duckingGate", "normal")]
    shape = item.get("duckingShape", "rolling")
    current, gains = 0.0, []
    for level in block_levels(key):
        target = _reduction(level, threshold, amount=amount, shape=shape)
        attack, release = CONSTANTS[shape]
        passed = math.exp(-0.010 / (attack if target > current else release))
        current = target + (current - target) * passed
        gains.append(-current)
    return gains


def _reduction(level: float, threshold: float, *, amount: float, shape: str) -> float:
    if level <= threshold:
        return 0.0
    if shape == "abrupt":
        return amount
    ratio = 1 + amount / 2
    return min(amount, (ratio - 1) * 20 * math.log10(level / threshold))


def speech_begins(item: Mapping[str, Any], key: Sound) -> int | None:
    """Return the sample at which speech begins, None when there is none."""
    silence = 10 ** (SILENCES[item.get("duckingGate", "normal")] / 20)
    started, silent = None, 0
    for block, level in enumerate(block_levels(key)):
        silent = 0 if level > silence else silent + 1
        if silent >= SPEECH_BLOCKS:
            started = None
        elif level > silence:
            started = block if started is None else started
            if block + 1 - started >= SPEECH_BLOCKS:
                return started * BLOCK
    return None
