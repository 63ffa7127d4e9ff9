# SPDX-License-Identifier: Apache-2.0
"""Fit the outputs of a job to its video: no size is larger, and a silent video has no audio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from media.sizes import even, even_down
from services.hls.aws.jobs import ProbedVideo
from services.hls.mediaconvert.composing import JobSettings

Output = Mapping[str, Any]  # Any: the members of an output, as botocore's model has them

_UPRIGHT = "portrait"
_POSTER = "poster"
_LEAST = 32
"""The smallest edge that MediaConvert takes, in pixels."""


@dataclass(frozen=True, slots=True)
class _Box:
    """The size of an output as its template has it."""

    width: int
    height: int

    def enlarges(self, video: ProbedVideo) -> bool:
        """Whether a video shown in the whole of it would be enlarged."""
        return self._scale(video) > 1

    def around(self, video: ProbedVideo) -> _Box:
        """Return the size of a video in it, which keeps its shape and is not enlarged."""
        scale = min(self._scale(video), Fraction(1))
        return _Box(_edge(video.width, scale), _edge(video.height, scale))

    def turned_like(self, video: ProbedVideo) -> _Box:
        """Return it as upright or as wide as a video."""
        if (self.height > self.width) == (video.height > video.width):
            return self
        return _Box(self.height, self.width)

    def _scale(self, video: ProbedVideo) -> Fraction:
        return min(Fraction(self.width, video.width), Fraction(self.height, video.height))


def fit_outputs(settings: JobSettings, video: ProbedVideo, *, is_simple: bool) -> JobSettings:
    """Return job settings whose outputs fit a video; a simple profile has no orientation.

    In groups of its own orientation a video keeps its shape; in the others it has bars.
    """
    groups = [_fitted_group(one, video, is_simple) for one in settings["OutputGroups"]]
    return {**settings, "OutputGroups": groups}


def _fitted_group(group: Output, video: ProbedVideo, is_simple: bool) -> JobSettings:
    outputs = list(group["Outputs"])
    if not video.audio_tracks:
        outputs = [_without_audio(one) for one in outputs if "VideoDescription" in one]
    if video.width and video.height:
        name = str(group["Name"])
        has_bars = name.startswith(_UPRIGHT) != (video.height > video.width) and not is_simple
        if has_bars:
            outputs = outputs if name.endswith(_POSTER) else _with_bars(outputs, video)
        else:
            outputs = _in_own_shape(outputs, video)
    return {**group, "Outputs": outputs}


def _in_own_shape(outputs: Sequence[Output], video: ProbedVideo) -> list[Output]:
    """Give each output the shape of the video; of equal sizes the one for the lowest rate stays."""
    fitted = [_resized(one, _box(one).turned_like(video).around(video)) for one in _videos(outputs)]
    sizes = [_box(one) for one in fitted]
    fitting = [one for place, one in enumerate(fitted) if sizes[place] not in sizes[place + 1 :]]
    return [*fitting, *_others(outputs)]


def _with_bars(outputs: Sequence[Output], video: ProbedVideo) -> list[Output]:
    """Leave out what would enlarge the video; of a small one its own shape is all there is."""
    fitting = [one for one in _videos(outputs) if not _box(one).enlarges(video)]
    if not fitting:
        smallest = _videos(outputs)[-1]
        fitting = [_resized(smallest, _box(smallest).around(video))]
    return [*fitting, *_others(outputs)]


def _videos(outputs: Sequence[Output]) -> list[Output]:
    return [one for one in outputs if "VideoDescription" in one]


def _others(outputs: Sequence[Output]) -> list[Output]:
    return [one for one in outputs if "VideoDescription" not in one]


def _box(output: Output) -> _Box:
    description = output["VideoDescription"]
    return _Box(int(description["Width"]), int(description["Height"]))


def _resized(output: Output, size: _Box) -> Output:
    resized = {**output["VideoDescription"], "Width": size.width, "Height": size.height}
    return {**output, "VideoDescription": resized}


def _edge(length: int, scale: Fraction) -> int:
    return max(_LEAST, min(even(length * scale), even_down(length)))


def _without_audio(output: Output) -> Output:
    """Return an output that refers to no audio."""
    return {
        key: _without_audio(value) if isinstance(value, Mapping) else value
        for key, value in output.items()
        if key != "AudioRenditionSets"
    }
