# SPDX-License-Identifier: Apache-2.0
"""The spec and the result of a packaging job, as values and as messages."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from chassis.jobs.errors import InvalidJobResult
from chassis.queue_names import work_queue
from reelmill.hls.v1 import packaging_pb2
from services.hls.contract.profiles import AUTO

PACKAGING = "packaging"
"""The only kind of job that hls has."""

WORK_QUEUE = work_queue("hls")
"""The queue that wakes packagers."""

ENCODED_FRACTION = 0.85
"""The share of a job that is done when its video is transcoded; packaging and storing follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagingSpec:
    """The video to package, and the folder of the storage that takes the stream.

    A video that `is_export` was rendered here: it is copied, and it always decodes. `audio_track`
    is the index of the stream that is heard, None for the one that players prefer. `profile` is a
    name of `profiles.PROFILES`. The shown picture is `width` x `height` pixels, 0 when unknown.
    `failed_attempts` counts those before this one, and `checkpoint` is what the last packager noted
    so that this one need not begin again.
    """

    production_ulid: str
    name: str
    source_key: str
    source_bytes: int
    is_export: bool
    output_prefix: str
    audio_track: int | None = None
    profile: str = AUTO
    quality: str = ""
    width: int = 0
    height: int = 0
    failed_attempts: int = 0
    checkpoint: str = ""

    def to_message(self) -> packaging_pb2.PackagingSpec:
        """Return this spec as it is sent."""
        return packaging_pb2.PackagingSpec(
            production_ulid=self.production_ulid,
            name=self.name,
            source_key=self.source_key,
            source_bytes=self.source_bytes,
            is_export=self.is_export,
            output_prefix=self.output_prefix,
            audio_track=self.audio_track,
            profile=self.profile,
            quality=self.quality,
            width=self.width,
            height=self.height,
            failed_attempts=self.failed_attempts,
            checkpoint=self.checkpoint,
        )

    @classmethod
    def from_message(cls, message: packaging_pb2.PackagingSpec) -> PackagingSpec:
        """Read a spec that was received."""
        return cls(
            production_ulid=message.production_ulid,
            name=message.name,
            source_key=message.source_key,
            source_bytes=message.source_bytes,
            is_export=message.is_export,
            output_prefix=message.output_prefix,
            audio_track=message.audio_track if message.HasField("audio_track") else None,
            profile=message.profile or AUTO,
            quality=message.quality,
            width=message.width,
            height=message.height,
            failed_attempts=message.failed_attempts,
            checkpoint=message.checkpoint,
        )


class Rendition(BaseModel):
    """One size in which a stream is offered; its rates, in bits per second, include the audio."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    name: str = Field(min_length=1, max_length=20)
    width: int = Field(ge=2)
    height: int = Field(ge=2)
    codecs: str = Field(max_length=80)
    bandwidth: int = Field(ge=1)
    average_bandwidth: int = Field(ge=1)
    size_bytes: int = Field(ge=1)
    is_copy: bool


class RenditionProgress(BaseModel):
    """How much of one size of a stream is made; 100 percent when it is stored and can be played."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    name: str = Field(min_length=1, max_length=20)
    width: int = Field(ge=2)
    height: int = Field(ge=2)
    percent: int = Field(ge=0, le=100)

    @classmethod
    def of(cls, made: Rendition) -> RenditionProgress:
        """Return the progress of a rendition that is made."""
        return cls(name=made.name, width=made.width, height=made.height, percent=100)

    @property
    def status(self) -> str:
        """One of waiting, encoding, ready."""
        if self.percent == 100:
            return "ready"
        return "encoding" if self.percent else "waiting"


class PackagedStream(BaseModel):
    """A stream as far as it is stored: its exact seconds, and its renditions, the largest first.

    `clock_start` is the tick of 1/90000 s of its own clock at which its picture begins: 0 in
    fragments, any in transport streams. `damaged_pictures` of the video could not be restored, and
    are shown grey or smeared.
    """

    model_config = ConfigDict(frozen=True)

    duration: Fraction
    renditions: tuple[Rendition, ...] = Field(min_length=1, max_length=20)
    clock_start: int = Field(default=0, ge=0, lt=1 << 33)
    damaged_pictures: int = Field(default=0, ge=0, lt=1 << 31)

    @field_validator("duration")
    @classmethod
    def _is_positive(cls, value: Fraction) -> Fraction:
        if value <= 0:
            raise ValueError("a stream lasts longer than 0 seconds")
        return value

    def to_message(self) -> packaging_pb2.PackagedStream:
        """Return this stream as it is sent."""
        renditions = [packaging_pb2.Rendition(**one.model_dump()) for one in self.renditions]
        duration = f"{self.duration.numerator}/{self.duration.denominator}"
        return packaging_pb2.PackagedStream(
            duration=duration,
            renditions=renditions,
            clock_start=self.clock_start,
            damaged_pictures=self.damaged_pictures,
        )

    @classmethod
    def from_message(cls, message: packaging_pb2.PackagedStream) -> PackagedStream:
        """Read a stream that was received; InvalidJobResult when it can be none."""
        try:
            renditions = tuple(Rendition.model_validate(one) for one in message.renditions)
            duration, start = Fraction(message.duration), message.clock_start
            return cls(
                duration=duration,
                renditions=renditions,
                clock_start=start,
                damaged_pictures=message.damaged_pictures,
            )
        except (ValidationError, ValueError, ZeroDivisionError) as error:
            raise InvalidJobResult("This is not a packaged stream.") from error


class PackagingProgress(BaseModel):
    """What a packaging job has made: what can be played, None at first, and all renditions.

    One with a `checkpoint` says only what the next packager of the job needs to go on from here.
    """

    model_config = ConfigDict(frozen=True)

    playable: PackagedStream | None = None
    renditions: tuple[RenditionProgress, ...] = Field(default=(), max_length=20)
    checkpoint: str = Field(default="", max_length=300)

    @model_validator(mode="after")
    def _says_something(self) -> PackagingProgress:
        if not self.renditions and not self.checkpoint:
            raise ValueError("a progress has renditions or a checkpoint")
        return self

    def to_message(self) -> packaging_pb2.PackagingProgress:
        """Return this progress as it is sent."""
        renditions = [
            packaging_pb2.RenditionProgress(**one.model_dump()) for one in self.renditions
        ]
        playable = None if self.playable is None else self.playable.to_message()
        return packaging_pb2.PackagingProgress(
            playable=playable, renditions=renditions, checkpoint=self.checkpoint
        )

    @classmethod
    def from_message(cls, message: packaging_pb2.PackagingProgress) -> PackagingProgress:
        """Read a progress that was received; InvalidJobResult when it can be none."""
        is_playable = message.HasField("playable")
        stream = PackagedStream.from_message(message.playable) if is_playable else None
        try:
            renditions = tuple(RenditionProgress.model_validate(one) for one in message.renditions)
            return cls(playable=stream, renditions=renditions, checkpoint=message.checkpoint)
        except ValidationError as error:
            raise InvalidJobResult("This is not the progress of a packaging.") from error
