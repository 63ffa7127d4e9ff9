# SPDX-License-Identifier: Apache-2.0
"""Writes a sound as 16-bit stereo samples, its spans in their places and below full scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from media.sound_timing import Span

Samples = NDArray[np.float32]

PEAK = 0.98
"""Peaks of mixed channels are lowered to this part of full scale."""

FADE_SAMPLES = 48
"""Silence that fills a gap begins and ends with a fade, and overlaps are mixed, so long."""

_WRITTEN_AT_ONCE = 1 << 20
_STEP = 64
_AHEAD = 8


def write_sound(target: Path, decoded: Samples, spans: Sequence[Span], *, length: int) -> None:
    """Write exactly `length` samples; there is silence where no span is.

    `decoded` has a row of two for each sample, in integers or in floats of full scale 1.
    """
    target.write_bytes(b"")
    if not length:
        return
    out = np.memmap(target, np.int16, "w+", shape=(length, 2))
    gains = None if decoded.dtype == np.int16 else _limiting_gains(decoded)
    before = 0
    for span in spans:
        gap = span.at - before
        for at, part in _parts(decoded, span, gains):
            _put(out, at, part)
        if gap < 0:
            _mix_overlap(out, decoded, span, gains)
        elif gap > 1 and before:
            _fade_edges(out, before, span.at)
        before = span.at + span.length
    out.flush()


def is_in_place(decoded: Samples, spans: Sequence[Span]) -> bool:
    """Whether decoded samples are 16-bit integers already, each at its place: one whole span."""
    whole = [Span(0, len(decoded), 0, len(decoded))]
    return decoded.dtype == np.int16 and list(spans) == whole


def _parts(
    decoded: Samples, span: Span, gains: Samples | None
) -> Iterator[tuple[int, NDArray[np.int16]]]:
    for first in range(span.first, span.end, _WRITTEN_AT_ONCE):
        end = min(span.end, first + _WRITTEN_AT_ONCE)
        part = _in_16_bits(decoded[first:end], first, gains)
        if span.length != span.end - span.first:
            part = _stretched(part, span.length)
        yield span.at + first - span.first, part


def _in_16_bits(samples: Samples, first: int, gains: Samples | None) -> NDArray[np.int16]:
    if samples.dtype == np.int16:
        return np.asarray(samples, np.int16)
    scaled = np.asarray(samples, np.float32) * 32768
    if gains is not None:
        scaled *= _gains_between(gains, first, first + len(samples))[:, None]
    clipped: NDArray[np.int16] = np.clip(np.rint(scaled), -32768, 32767).astype(np.int16)
    return clipped


def _gains_between(gains: Samples, first: int, end: int) -> Samples:
    """Return the gain of each decoded sample from `first` up to `end`."""
    steps = (np.arange(first, end) - _STEP / 2) / _STEP
    # Only the gains around these samples are looked at, because there may be very many spans.
    nearest = max(0, first // _STEP - 1)
    near = gains[nearest : end // _STEP + 2]
    places = np.arange(nearest, nearest + len(near))
    found: Samples = np.interp(steps, places, near).astype(np.float32)
    return found


def _stretched(samples: NDArray[np.int16], length: int) -> NDArray[np.int16]:
    places = np.linspace(0, len(samples) - 1, length)
    channels = [np.interp(places, np.arange(len(samples)), each) for each in samples.T]
    stretched: NDArray[np.int16] = np.rint(np.stack(channels, axis=1)).astype(np.int16)
    return stretched


def _put(out: NDArray[np.int16], at: int, part: NDArray[np.int16]) -> None:
    skipped = max(0, -at)
    part = part[skipped : max(skipped, len(out) - at)]
    out[at + skipped : at + skipped + len(part)] = part


def _mix_overlap(
    out: NDArray[np.int16], decoded: Samples, span: Span, gains: Samples | None
) -> None:
    """Fade from what was there to a span that begins before its end."""
    # The span was written over what was there; its first samples fade in, without a step.
    at, count = max(0, span.at), min(FADE_SAMPLES, span.length, max(0, len(out) - span.at))
    if count > 1 and at:
        step = out[at - 1].astype(np.float64) - out[at]
        out[at : at + count] = np.clip(
            out[at : at + count] + np.linspace(1, 0, count)[:, None] * step, -32768, 32767
        )


def _fade_edges(out: NDArray[np.int16], gap_start: int, gap_end: int) -> None:
    for first, end, falls in (
        (gap_start - FADE_SAMPLES, gap_start, True),
        (gap_end, gap_end + FADE_SAMPLES, False),
    ):
        first, end = max(0, first), min(len(out), end)
        if end > first:
            ramp = np.linspace(1, 0, end - first) if falls else np.linspace(0, 1, end - first)
            out[first:end] = out[first:end] * ramp[:, None]


def _limiting_gains(decoded: Samples) -> Samples | None:
    """Return the factor of every 64 samples that keeps peaks low, None where all are low."""
    if not len(decoded):
        return None
    peaks = np.concatenate(
        [
            _peaks(decoded[first : first + _WRITTEN_AT_ONCE])
            for first in range(0, len(decoded), _WRITTEN_AT_ONCE)
        ]
    )
    if peaks.max(initial=0) <= PEAK:
        return None
    needed = np.minimum(1, PEAK / np.maximum(peaks, PEAK))
    around = np.pad(needed, 2 * _AHEAD + 1, mode="edge")
    lowest = np.lib.stride_tricks.sliding_window_view(around, 2 * _AHEAD + 3).min(axis=1)
    # The mean of minima that all contain a step and its neighbours is at most what they need.
    kernel = np.full(2 * _AHEAD + 1, 1 / (2 * _AHEAD + 1))
    gains: Samples = np.convolve(lowest, kernel, mode="valid").astype(np.float32)
    return gains


def _peaks(samples: Samples) -> Samples:
    loudest = np.abs(np.asarray(samples)).max(axis=1)
    padded = np.pad(loudest, (0, -len(loudest) % _STEP))
    peaks: Samples = padded.reshape(-1, _STEP).max(axis=1)
    return peaks
