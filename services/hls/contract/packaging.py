# SPDX-License-Identifier: Apache-2.0
"""What a packager is asked for and what it hands in; both cross the wire as JSON."""

from __future__ import annotations

from fractions import Fraction

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from services.hls.coordinator.domain.errors import InvalidResult
from services.hls.coordinator.domain.production import Production

RETRY_SECONDS = (5.0, 30.0, 120.0)
"""How long a task waits after each failure that is not the input's fault."""

MOST_CRASHES = 5


class PackagingSpec(BaseModel):
    """One film to package: where its bytes are and where the stream's files go."""

    model_config = ConfigDict(frozen=True)

    production_ulid: str
    output_prefix: str
    upload_id: int
    name: str
    source_key: str
    source_bytes: int
    is_export: bool
    profile: str

    @classmethod
    def of(cls, production: Production) -> PackagingSpec:
        """Describe a production's packaging."""
        return cls(
            production_ulid=production.ulid,
            output_prefix=production.output_prefix,
            upload_id=production.upload_id,
            name=production.name,
            source_key=production.source.key,
            source_bytes=production.source.size_bytes,
            is_export=production.source.is_export,
            profile=production.settings["profile"],
        )


class Rendition(BaseModel):
    """One size in which the film is offered; its rates include the sound."""

    model_config = ConfigDict(frozen=True)

    name: str = Field(min_length=1, max_length=20)
    width: int = Field(ge=2)
    height: int = Field(ge=2)
    codecs: str = Field(max_length=80)
    bandwidth: int = Field(ge=1)
    average_bandwidth: int = Field(ge=1)
    size_bytes: int = Field(ge=1)
    is_copy: bool


class PackagedStream(BaseModel):
    """A finished stream, best rendition first."""

    model_config = ConfigDict(frozen=True)

    duration: str = Field(max_length=40)
    renditions: tuple[Rendition, ...] = Field(min_length=1, max_length=20)

    @field_validator("duration")
    @classmethod
    def _is_positive(cls, value: str) -> str:
        if Fraction(value) <= 0:
            raise ValueError("a stream lasts longer than nothing")
        return value

    @classmethod
    def parse(cls, text: str) -> PackagedStream:
        """Read what a packager handed in, or refuse it."""
        try:
            return cls.model_validate_json(text)
        except (ValidationError, ZeroDivisionError) as error:
            raise InvalidResult("The result is no packaged stream.") from error


def retry_delay(attempts: int) -> float | None:
    """How long to wait after one more failure; None when that was the last."""
    return RETRY_SECONDS[attempts] if attempts < len(RETRY_SECONDS) else None
