# SPDX-License-Identifier: Apache-2.0
"""What PyAV, a decoder that the project does not use, finds in a video: frames and samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import Colorspace, Interpolation

from media.timecode import DEFAULT_RATE, SAMPLE_RATE
from tests.support.media.barcode import Code, read_code

_BT709 = 1
_SMOOTH = (
    Interpolation.BICUBIC
    | Interpolation.FULL_CHR_H_INT
    | Interpolation.FULL_CHR_H_INP
    | Interpolation.ACCURATE_RND
)
"""Between the pixels that have a colour, the others get one of their own."""


@dataclass(frozen=True, slots=True)
class IndependentFrame:
    """A frame, or one field of a frame, as PyAV decodes it.

    `at` is when it is presented, `code` its bar code, `colours` its pixels in red, green and blue,
    `parity` which lines of the frame it is: 0 and 1 for those of one field, None for all.
    """

    at: Fraction
    code: Code | None
    colours: np.ndarray
    parity: int | None = None


@dataclass(frozen=True, slots=True)
class IndependentSound:
    """The samples of a sound in mono at 48 kHz, and when the first of them is heard."""

    at: Fraction
    samples: np.ndarray


def decode_frames(path: Path, *, rotation: int) -> list[IndependentFrame]:
    """Decode a video, and turn its pictures clockwise by some degrees."""
    return [
        IndependentFrame(_moment(frame), _code(frame), frame_colours(frame, rotation=rotation))
        for frame in _decoded(path)
    ]


def decode_fields(
    path: Path, *, first: str, period: Fraction, is_each_shown: bool
) -> list[IndependentFrame]:
    """Decode interlaced video: of each frame its earlier field, or both, half a period apart."""
    earlier = {"top": 0, "bottom": 1}[first]
    parities = (earlier, 1 - earlier) if is_each_shown else (earlier,)
    return [
        IndependentFrame(
            _moment(frame) + number * period / 2,
            _code(frame, parity=parity),
            frame_colours(frame, parity=parity),
            parity,
        )
        for frame in _decoded(path)
        for number, parity in enumerate(parities)
    ]


def decode_mezzanine(path: Path) -> list[av.VideoFrame]:
    """Decode the frames of a mezzanine."""
    return list(_decoded(path))


def code_like(frame: av.VideoFrame, other: IndependentFrame, *, rotation: int) -> Code | None:
    """Return the code of a frame of a source that was turned, read as that of another one was.

    Deinterlacing fills the lines of the other field, where a code may become illegible.
    """
    return _code(frame, rotation=-rotation, parity=other.parity)


def frame_colours(
    frame: av.VideoFrame, *, rotation: int = 0, parity: int | None = None
) -> np.ndarray:
    """Return the red, green and blue of the pixels of a frame that is turned clockwise.

    Of interlaced video it takes the even lines (0) or the odd ones (1) alone. An untagged frame has
    the matrix of standard definition.
    """
    components = [np.rot90(each, -rotation // 90) for each in _components(frame, parity)]
    width = components[0].shape[1]
    joined = np.concatenate([each.ravel() for each in components]).reshape(-1, width)
    turned = av.VideoFrame.from_ndarray(joined, format=frame.format.name)
    turned.color_range = frame.color_range
    matrix = Colorspace.ITU709 if frame.colorspace == _BT709 else Colorspace.ITU601
    return turned.to_ndarray(format="rgb24", src_colorspace=matrix, interpolation=_SMOOTH)


def decode_sound(path: Path) -> IndependentSound | None:
    """Decode the first sound of a file; None for a file without one."""
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return None
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=SAMPLE_RATE)
        frames = list(container.decode(audio=0))
        resampled = [part for frame in [*frames, None] for part in resampler.resample(frame)]
    samples = np.concatenate([part.to_ndarray()[0] for part in resampled])
    return IndependentSound(_moment(frames[0]), samples)


def time_zero(frames: Sequence[IndependentFrame], sound: IndependentSound | None) -> Fraction:
    """Return the first moment: that of the sound if it is earlier by more than a frame."""
    first, second = frames[0].at, frames[1].at
    return sound.at if sound and sound.at < first - (second - first) else first


def expected_frames(
    frames: Sequence[IndependentFrame], count: int, *, zero: Fraction
) -> list[IndependentFrame]:
    """Return which frame is shown at each of some frames of the project's rate."""
    half = Fraction(1, 2)
    places = [floor((frame.at - zero) * DEFAULT_RATE.fps + half) for frame in frames]
    latest, shown = 0, []
    for number in range(count):
        while latest + 1 < len(places) and places[latest + 1] <= number:
            latest += 1
        shown.append(frames[latest])
    return shown


def _decoded(path: Path) -> Iterator[av.VideoFrame]:
    with av.open(str(path)) as container:
        yield from container.decode(video=0)


def _moment(frame: av.VideoFrame | av.AudioFrame) -> Fraction:
    assert frame.pts is not None and frame.time_base is not None
    return frame.pts * frame.time_base


def _components(frame: av.VideoFrame, parity: int | None) -> list[np.ndarray]:
    """Return the components of a frame of 4:2:0, or of one of its fields: grey and twice chroma."""
    lines, half = frame.to_ndarray(), (frame.height // 2, frame.width // 2)
    grey, chroma = lines[: frame.height], lines[frame.height :].reshape(2, *half)
    return [component if parity is None else component[parity::2] for component in (grey, *chroma)]


def _code(frame: av.VideoFrame, *, rotation: int = 0, parity: int | None = None) -> Code | None:
    grey = np.rot90(_components(frame, parity)[0], -rotation // 90)
    height, width = grey.shape
    return read_code(grey, (0, 0, width, height))
