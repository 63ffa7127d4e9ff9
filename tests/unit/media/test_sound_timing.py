# SPDX-License-Identifier: Apache-2.0
"""Blocks of a sound are put where their stamps say, without bending the pitch."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from media.sound_timing import Blocks, Span, arrange, parse_blocks
from media.sound_writing import is_in_place, write_sound

BLOCK = 1024


def blocks_at(*starts: int) -> Blocks:
    return Blocks(np.array(starts), np.full(len(starts), BLOCK))


def steady(count: int, since: int = 0) -> list[int]:
    return [since + BLOCK * number for number in range(count)]


def test_framecrc_lines_are_blocks() -> None:
    lines = ["#software: x\n", "#tb 0: 1/44100\n", "0, 441, 441, 1024, 4096, 0x1\n"]
    blocks = parse_blocks(iter(lines), sample_bytes=4)
    assert (blocks.starts.tolist(), blocks.lengths.tolist()) == ([480], [1024])


def test_an_even_sound_is_one_block_at_its_time() -> None:
    assert arrange(blocks_at(*steady(10, 4800)), zero=800) == [Span(0, 10 * BLOCK, 4000, 10240)]


def test_a_sound_that_begins_before_time_zero_is_placed_there() -> None:
    assert arrange(blocks_at(*steady(3)), zero=1024)[0].at == -1024


def test_wavering_stamps_move_nothing() -> None:
    waver = np.random.default_rng(7).integers(-432, 433, 500)
    starts = [at + int(by) for at, by in zip(steady(500), waver, strict=True)]
    (span,) = arrange(blocks_at(*starts), zero=0)
    assert span.length == 500 * BLOCK and abs(span.at) <= 96


def test_a_gap_stays_a_gap_and_an_overlap_is_cut() -> None:
    gap = [*steady(50), *steady(50, 50 * BLOCK + 9600)]
    assert [span.at for span in arrange(blocks_at(*gap), zero=0)] == [0, 50 * BLOCK + 9600]
    overlap = [*steady(50), *steady(50, 50 * BLOCK - 4800)]
    assert [span.at for span in arrange(blocks_at(*overlap), zero=0)] == [0, 50 * BLOCK - 4800]


def test_one_wrong_stamp_is_no_gap() -> None:
    starts = steady(100)
    starts[50] += 9600
    assert len(arrange(blocks_at(*starts), zero=0)) == 1


def test_a_lasting_step_is_made_good_slowly() -> None:
    starts = [*steady(100), *steady(3000, 100 * BLOCK + 1200)]
    spans = arrange(blocks_at(*starts), zero=0)
    end = spans[-1].at + spans[-1].length
    assert abs(end - (starts[-1] + BLOCK)) <= 240
    assert all(abs(span.length - (span.end - span.first)) <= 2 for span in spans)
    assert all(b.at == a.at + a.length for a, b in pairwise(spans))


def test_without_blocks_nothing_is_written() -> None:
    assert arrange(blocks_at(), zero=0) == []


def written(folder: Path, decoded: np.ndarray, spans: list[Span], length: int) -> np.ndarray:
    write_sound(folder / "out", decoded, spans, length=length)
    return np.fromfile(folder / "out", "<i2").reshape(-1, 2)


def test_blocks_are_written_in_their_places_with_silence_around(tmp_path: Path) -> None:
    decoded = np.full((2000, 2), 1000, np.int16)
    found = written(tmp_path, decoded, [Span(0, 2000, -500, 2000)], 3000)
    assert (found[:1500] == 1000).all() and not found[1500:].any()
    assert not written(tmp_path, decoded, [], 10).any()
    assert len(written(tmp_path, decoded, [], 0)) == 0


def test_edges_of_a_gap_fade_and_an_overlap_has_no_step(tmp_path: Path) -> None:
    decoded = np.concatenate([np.full((2000, 2), 9000), np.full((2000, 2), -9000)]).astype("<i2")
    gap = written(tmp_path, decoded, [Span(0, 2000, 0, 2000), Span(2000, 4000, 2500, 2000)], 4500)
    assert np.abs(np.diff(gap[:, 0].astype(int))).max() < 600 and not gap[2000:2500].any()
    cut = written(tmp_path, decoded, [Span(0, 2000, 0, 2000), Span(2000, 4000, 1500, 2000)], 3500)
    assert np.abs(np.diff(cut[:, 0].astype(int))).max() < 600


@pytest.mark.parametrize("level", [0.5, 0.98, 1.7, 2.4])
def test_mixed_channels_never_clip_and_quiet_ones_keep_their_level(
    tmp_path: Path, level: float
) -> None:
    tone = np.sin(np.arange(48_000) * 2 * np.pi / 48) * level
    tone[:24_000] *= 0.2
    decoded = np.stack([tone, tone], axis=1).astype(np.float32)
    found = written(tmp_path, decoded, [Span(0, 48_000, 0, 48_000)], 48_000)[:, 0] / 32768
    assert np.abs(found).max() <= min(level, 0.98) + 1e-3
    assert found[:20_000] == pytest.approx(tone[:20_000], abs=1e-3)


def test_a_whole_even_sound_of_16_bits_is_in_its_place() -> None:
    decoded = np.zeros((2048, 2), np.int16)

    assert is_in_place(decoded, [Span(0, 2048, 0, 2048)])
    assert not is_in_place(decoded.astype(np.float32), [Span(0, 2048, 0, 2048)])
    assert not is_in_place(decoded, [Span(0, 2048, 5, 2048)])
    assert not is_in_place(decoded, [Span(0, 2048, 0, 2049)])
    assert not is_in_place(decoded, [Span(0, 1024, 0, 1024), Span(1024, 2048, 1024, 1024)])
    assert not is_in_place(decoded, [])


def test_stamps_of_other_ticks_are_counted_in_samples() -> None:
    lines = ["#tb 0: 1/1000", "0, 0, 0, 21, 4096, 0x0", "0, 21, 21, 21, 4096, 0x0"]

    assert list(parse_blocks(iter(lines), sample_bytes=4).starts) == [0, 1008]
