# SPDX-License-Identifier: Apache-2.0
"""The streams of a media file as ffprobe describes them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from media.errors import NoVideo

HDR_TRANSFERS = frozenset({"smpte2084", "arib-std-b67"})
WIDE_PRIMARIES = frozenset({"bt2020", "smpte431", "smpte432"})


@dataclass(frozen=True, slots=True)
class Colour:
    """Colour tags as ffmpeg names them, None where the file states none."""

    space: str | None = None
    primaries: str | None = None
    transfer: str | None = None
    range: str | None = None

    @property
    def is_hdr(self) -> bool:
        """Whether the transfer curve needs tone mapping."""
        return self.transfer in HDR_TRANSFERS

    @property
    def is_wide(self) -> bool:
        """Whether the primaries contain colours that BT.709 does not have."""
        return self.primaries in WIDE_PRIMARIES


@dataclass(frozen=True, slots=True)
class VideoStream:
    """One video stream; width and height are as displayed, after rotation and pixel aspect.

    `first` is the time in seconds, by the clock of the file, at which the first frame is presented,
    and `last_shown` for how many seconds the last one is. `fields` is "top" or "bottom", the field
    that is first, when each field of a frame shows a moment of its own, else empty.
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
    chroma_site: str = ""
    """Where its chroma was measured, as ffmpeg names it, such as left or center; else empty."""
    first: Fraction = Fraction(0)
    last_shown: Fraction = Fraction(0)
    fields: str = ""
    has_matrix: bool = False
    """Whether players turn or mirror it."""
    has_alpha: bool = False
    """Whether it may be transparent."""
    has_varying_rate: bool = False
    """Whether its pictures come at many distances, so that the frame rate is their average."""
    grid: Fraction | None = None
    """The pictures a second of the even grid on which all of them were recorded, if on any."""
    stamped_late: Fraction = Fraction(0)
    """How many seconds later than they are shown decoded pictures are stamped."""

    @property
    def is_hdr(self) -> bool:
        """Whether the picture needs tone mapping."""
        return self.colour.is_hdr

    @property
    def shown_rate(self) -> Fraction:
        """How many moments are shown in a second: of interlaced video, each field is one."""
        return self.frame_rate * 2 if self.fields else self.frame_rate

    @property
    def short_edge(self) -> int:
        """The shorter displayed side."""
        return min(self.width, self.height)


@dataclass(frozen=True, slots=True)
class AudioStream:
    """One audio stream; `first` is when its first sample is presented, as that of a picture."""

    index: int
    codec: str
    profile: str | None
    sample_rate: int
    channels: int
    first: Fraction = Fraction(0)
    has_layout: bool = True
    """Whether it is known where each channel is heard."""


@dataclass(frozen=True, slots=True)
class AudioTrack:
    """One of the audio streams of a file, as it is listed for people to choose from.

    `index` counts all streams of the file from 0; language and title are empty where the file
    states none. `warning` is a sentence for people while it is the one that is heard, maybe empty.
    """

    index: int
    codec: str
    channels: int
    language: str = ""
    title: str = ""
    is_default: bool = False
    is_decodable: bool = True
    warning: str = ""


@dataclass(frozen=True, slots=True)
class MediaProbe:
    """The format, duration and streams of one file.

    The duration, in seconds, ends with the video; that of an image is None. `zero` is the moment of
    the file's own clock, in seconds, that is time zero of its picture and its sound. `warnings` are
    sentences for people about what cannot be shown or heard as they may expect. `audio` is what is
    heard of `audio_tracks`.
    """

    format: str
    content_type: str
    duration: Fraction | None
    video: VideoStream | None
    audio: AudioStream | None
    zero: Fraction = Fraction(0)
    warnings: tuple[str, ...] = ()
    audio_tracks: tuple[AudioTrack, ...] = ()

    @property
    def kind(self) -> str:
        """One of video, audio, image."""
        return self.content_type.split("/", 1)[0]

    @property
    def has_audio(self) -> bool:
        """Whether the file has an audio stream."""
        return self.audio is not None

    @property
    def playing_time(self) -> Fraction:
        """The duration in seconds; of an image it raises NoVideo."""
        if self.duration is None:
            raise NoVideo("this file has no duration")
        return self.duration

    def picture(self) -> VideoStream:
        """Return the video stream; of a file without one this raises NoVideo."""
        if self.kind != "video" or self.video is None:
            raise NoVideo("this file has no video stream")
        return self.video
