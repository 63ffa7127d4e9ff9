# SPDX-License-Identifier: Apache-2.0
"""The settings by which MediaConvert is used."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar, get_args
from urllib.parse import urlsplit

from chassis.config import Environment, InvalidConfiguration
from chassis.keyring import ACCESS_KEY, Keyring
from services.hls.contract.profiles import OUTPUT_FORMATS, OutputFormat

Acceleration = Literal["DISABLED", "ENABLED", "PREFERRED"]
_ACCELERATIONS: tuple[Acceleration, ...] = get_args(Acceleration)
_PRIORITY = 50
_POLL_SECONDS, _POLL_SECONDS_WITHOUT_EVENTS = 60.0, 10.0
_LONGEST_CONVERSION = 6 * 3600.0
_LONGEST_PAUSE = 60.0
_SLOTS = 20
_INSTALLATION_LENGTH = 16

T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True)
class MediaConvertSettings:
    """Where MediaConvert is, as whom it works, and how its jobs are submitted and waited for.

    Without an endpoint it is Amazon's in the region. `poll_seconds` is how long a job may not have
    been heard of before it is asked for, `longest_seconds` how long one may take once it was begun,
    and `longest_pause` the longest pause between two tries while MediaConvert does not answer.
    `events_url` is the SQS queue that gets the events of jobs, empty for none. `installation` names
    the installation in its jobs, as others may use the same account and the same bucket.
    """

    role_arn: str
    installation: str
    region: str = "us-east-1"
    endpoint_url: str | None = None
    queue_arn: str = ""
    priority: int = 0
    acceleration: Acceleration = "PREFERRED"
    tags: Mapping[str, str] = field(default_factory=dict)
    events_url: str = ""
    events_endpoint_url: str | None = None
    poll_seconds: float = _POLL_SECONDS
    longest_seconds: float = _LONGEST_CONVERSION
    longest_pause: float = _LONGEST_PAUSE
    slots: int = _SLOTS
    output_format: OutputFormat = "hls"
    normalizes_audio: bool = True


def read_settings(environ: Mapping[str, str], keyring: Keyring) -> MediaConvertSettings | None:
    """Read `MEDIACONVERT_*`; None without `MEDIACONVERT_ROLE_ARN`, as it is not used then.

    InvalidConfiguration when a setting is malformed.
    """
    env = Environment(environ, prefix="MEDIACONVERT_")
    role_arn, events_url = env.text("ROLE_ARN", ""), env.text("EVENTS_QUEUE_URL", "")
    if not role_arn:
        return None
    usual_poll = _POLL_SECONDS if events_url else _POLL_SECONDS_WITHOUT_EVENTS
    settings = MediaConvertSettings(
        role_arn=role_arn,
        installation=_installation(keyring, _bucket(environ)),
        region=env.text("REGION", "us-east-1"),
        endpoint_url=env.text("ENDPOINT_URL", "") or None,
        queue_arn=env.text("QUEUE_ARN", ""),
        priority=_priority(env.text("PRIORITY", "0")),
        acceleration=_one_of(env.text("ACCELERATION", "PREFERRED"), _ACCELERATIONS, "ACCELERATION"),
        tags=_tags(env.text("TAGS", "")),
        events_url=events_url,
        events_endpoint_url=env.text("EVENTS_ENDPOINT_URL", "") or None,
        poll_seconds=env.seconds("POLL_SECONDS", usual_poll),
        longest_seconds=env.seconds("LONGEST_SECONDS", _LONGEST_CONVERSION),
        longest_pause=env.seconds("LONGEST_PAUSE", _LONGEST_PAUSE),
        slots=env.integer("SLOTS", _SLOTS, least=1),
        output_format=_one_of(env.text("OUTPUT_FORMAT", "hls"), OUTPUT_FORMATS, "OUTPUT_FORMAT"),
        normalizes_audio=env.flag("NORMALIZE_AUDIO", default=True),
    )
    env.check()
    return settings


def check_storage(settings: MediaConvertSettings | None, environ: Mapping[str, str]) -> str:
    """Return the bucket that MediaConvert uses; InvalidConfiguration when there is none."""
    if settings is not None and urlsplit(environ.get("STORAGE_URL", "")).scheme != "s3":
        raise InvalidConfiguration("MediaConvert needs STORAGE_URL to be a bucket, s3://…")
    return _bucket(environ)


def _bucket(environ: Mapping[str, str]) -> str:
    return urlsplit(environ.get("STORAGE_URL", "")).netloc


def _installation(keyring: Keyring, bucket: str) -> str:
    """Return what names an installation, and only it: a digest of its public key and its bucket.

    Another one may have the same bucket, and one that was copied has the same keys.
    """
    key = keyring.public(ACCESS_KEY)
    if key is None:
        raise InvalidConfiguration("MediaConvert needs the keys of `python -m gateway secrets`")
    return hashlib.sha256(key + bucket.encode()).hexdigest()[:_INSTALLATION_LENGTH]


def _priority(text: str) -> int:
    if text.removeprefix("-").isdigit() and abs(int(text)) <= _PRIORITY:
        return int(text)
    limits = f"a whole number from {-_PRIORITY} to {_PRIORITY}"
    raise InvalidConfiguration(f"MEDIACONVERT_PRIORITY must be {limits}: {text!r}")


def _one_of(text: str, allowed: tuple[T, ...], name: str) -> T:
    for one in allowed:
        if one == text:
            return one
    raise InvalidConfiguration(f"MEDIACONVERT_{name} must be one of {', '.join(allowed)}: {text!r}")


def _tags(text: str) -> dict[str, str]:
    """Read tags such as `project=reelmill,team=video`."""
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    if not all(name.strip() and value.strip() for name, _, value in pairs):
        raise InvalidConfiguration(f"MEDIACONVERT_TAGS must be name=value,…: {text!r}")
    return {name.strip(): value.strip() for name, _, value in pairs}
