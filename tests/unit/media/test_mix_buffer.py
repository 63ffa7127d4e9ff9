# SPDX-License-Identifier: Apache-2.0
"""Ranges of decoded audio have the expected samples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from media.mix_buffer import CHANNELS, PcmFile

LENGTH = 1000


@pytest.fixture
def source(tmp_path: Path) -> PcmFile:
    path = tmp_path / "audio.s16"
    path.write_bytes(samples().astype("<i2").tobytes())
    return PcmFile(path)


def samples() -> np.ndarray:
    return np.arange(LENGTH * CHANNELS).reshape(LENGTH, CHANNELS)


@pytest.mark.parametrize(("start", "n_samples"), [(0, 10), (990, 20), (1000, 5), (4000, 3)])
def test_a_file_is_silent_after_its_end(source: PcmFile, start: int, n_samples: int) -> None:
    expected = np.zeros((n_samples, CHANNELS))
    found = samples()[start : start + n_samples]
    expected[: len(found)] = found / 32768

    assert (source.read(start, n_samples) == expected).all()


@pytest.mark.parametrize("start", [0, 400, 998])
@pytest.mark.parametrize(("first", "n_samples"), [(0, 10), (595, 10), (5, 999), (123, 5000)])
def test_a_range_of_repeated_audio_is_exact(
    source: PcmFile, start: int, first: int, n_samples: int
) -> None:
    repeated = np.tile(samples()[start:], (6000, 1))[first : first + n_samples] / 32768

    assert (source.read_looped(start, first, n_samples) == repeated).all()


def test_a_start_after_the_end_repeats_silence(source: PcmFile) -> None:
    assert not source.read_looped(LENGTH, 7, 20).any()
    assert source.read_looped(LENGTH, 7, 20).shape == (20, CHANNELS)
