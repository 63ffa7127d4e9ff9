# SPDX-License-Identifier: Apache-2.0
"""What probing finds out about a media file, and the reasons for refusing one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

HDR_TRANSFERS = frozenset({"smpte2084", "arib-std-b67"})


class UnusableMedia(Exception):
    """A file cannot be used; `code` is stable and the text is for people."""

    code: ClassVar[str] = "unusable_media"


class NotMedia(UnusableMedia):
    """The bytes are no audio, video or image of an accepted format."""

    code = "not_media"


class NoVideo(UnusableMedia):
    """The file plays, but has no moving picture."""

    code = "no_video"


class Truncated(UnusableMedia):
    """The file announces more than it holds."""

    code = "truncated_media"


class DurationUnknown(UnusableMedia):
    """The container does not say how long it plays: measure its packets and parse again."""

    code = "duration_unknown"


@dataclass(frozen=True, slots=True)
class Colour:
    """Colour tags as ffmpeg names them, None where the file is silent."""

    space: str | None = None
    primaries: str | None = None
    transfer: str | None = None
    range: str | None = None

    @property
    def is_hdr(self) -> bool:
        """Whether the transfer curve needs tone mapping."""
        return self.transfer in HDR_TRANSFERS


@dataclass(frozen=True, slots=True)
class VideoStream:
    """One picture stream; width and height are as displayed, after rotation and pixel aspect.

    `late` is how long after the file's first moment the first frame is shown.
    """

    index: int
    codec: str
    profile: str | None
    level: int | None
    width: int
    height: int
    coded_width: int
    coded_height: int
    sample_aspect: Fraction
    rotation: int
    frame_rate: Fraction
    frames: int | None
    pix_fmt: str
    colour: Colour
    has_b_frames: bool
    late: Fraction

    @property
    def is_hdr(self) -> bool:
        """Whether the picture needs tone mapping."""
        return self.colour.is_hdr

    @property
    def short_edge(self) -> int:
        """The shorter displayed side."""
        return min(self.width, self.height)


@dataclass(frozen=True, slots=True)
class AudioStream:
    """One sound stream."""

    index: int
    codec: str
    profile: str | None
    sample_rate: int
    channels: int


@dataclass(frozen=True, slots=True)
class Probe:
    """All facts of one file; `duration` ends with the picture and is None for images."""

    format: str
    content_type: str
    duration: Fraction | None
    video: VideoStream | None
    audio: AudioStream | None

    @property
    def kind(self) -> str:
        """One of video, audio, image."""
        return self.content_type.split("/", 1)[0]

    @property
    def has_audio(self) -> bool:
        """Whether there is sound."""
        return self.audio is not None

    @property
    def playing_time(self) -> Fraction:
        """The duration of something that plays; asking it of an image is NoVideo."""
        if self.duration is None:
            raise NoVideo("this file has no duration")
        return self.duration

    def picture(self) -> VideoStream:
        """The moving picture, or the NoVideo error that tells the user it is missing."""
        if self.kind != "video" or self.video is None:
            raise NoVideo("this file has no video stream")
        return self.video
