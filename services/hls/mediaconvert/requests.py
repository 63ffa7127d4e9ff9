# SPDX-License-Identifier: Apache-2.0
"""The request by which a packaging job is submitted to MediaConvert."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from services.hls.aws.jobs import (
    INSTALLATION_KEY,
    PRODUCTION_KEY,
    REQUEST_KEY,
    JobRequest,
    ProbedVideo,
)
from services.hls.aws.settings import MediaConvertSettings
from services.hls.contract.packaging import PackagingSpec
from services.hls.contract.profiles import chosen_profile, is_simple
from services.hls.mediaconvert.composing import JobSettings, compose
from services.hls.mediaconvert.fitting import fit_outputs

_LOUDNESS = "audio-loudness"
_AUDIO_SELECTOR = "Audio Selector 1"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_UPDATES = "SECONDS_10"


def input_uri(spec: PackagingSpec, bucket: str) -> str:
    """Return the address of the video."""
    return f"s3://{bucket}/{spec.source_key}"


def base_name(spec: PackagingSpec) -> str:
    """Return what the names of all files of the stream begin with: the name of the video's file."""
    stem = PurePosixPath(spec.source_key).stem
    return stem if _PLAIN.fullmatch(stem) else "video"


def request_token(spec: PackagingSpec) -> str:
    """Return the token of an attempt, by which a request that is repeated makes no second job."""
    return f"{spec.production_ulid}-{spec.failed_attempts}"


def conversion_request(
    spec: PackagingSpec, video: ProbedVideo, *, settings: MediaConvertSettings, bucket: str
) -> JobRequest:
    """Return the request of a job that packages a video of a bucket into its folder there.

    An export is as loud as it shall be, so that only uploads are normalised.
    """
    profile = chosen_profile(
        spec.profile,
        quality=spec.quality,
        output_format=settings.output_format,
        width=video.width,
        height=video.height,
    )
    is_normalised = settings.normalizes_audio and not spec.is_export
    names = [profile, _LOUDNESS] if is_normalised else [profile]
    composed = compose(names, _tokens(spec, bucket))
    fitted = fit_outputs(composed, video, is_simple=is_simple(profile))
    token = request_token(spec)
    request: dict[str, Any] = {  # Any: the members of CreateJob
        "ClientRequestToken": token,
        "Role": settings.role_arn,
        "Priority": settings.priority,
        "AccelerationSettings": {"Mode": settings.acceleration},
        "StatusUpdateInterval": _UPDATES,
        "UserMetadata": {
            PRODUCTION_KEY: spec.production_ulid,
            "profile": profile,
            REQUEST_KEY: token,
            INSTALLATION_KEY: settings.installation,
        },
        "Settings": _with_audio_track(fitted, spec, video),
    }
    if settings.queue_arn:
        request["Queue"] = settings.queue_arn
    if settings.tags:
        request |= {"Tags": dict(settings.tags), "BillingTagsSource": "JOB"}
    return request


def _tokens(spec: PackagingSpec, bucket: str) -> dict[str, str]:
    """Return the values of tokens; the folder is hls/{year-month}/{day}/{asset}/{ulid}/."""
    folders = spec.output_prefix.strip("/").split("/")
    return {
        "INPUT_URI": input_uri(spec, bucket),
        "OUTPUT_BUCKET": bucket,
        "OUTPUT_PREFIX": spec.output_prefix,
        "BASE_NAME": base_name(spec),
        "ASSET_ID": folders[-2],
        "DATE_YYYY_MM_DD": "/".join(folders[-4:-2]),
        "PRODUCTION_ULID": spec.production_ulid,
    }


def _with_audio_track(
    settings: JobSettings, spec: PackagingSpec, video: ProbedVideo
) -> JobSettings:
    """Return job settings with the sound that was chosen, of which MediaConvert counts from 1."""
    (given,) = settings["Inputs"]
    if not video.audio_tracks:
        return {**settings, "Inputs": [{**given, "AudioSelectors": {}}]}
    if spec.audio_track not in video.audio_tracks:
        return settings
    track = video.audio_tracks.index(spec.audio_track) + 1
    selector = {"SelectorType": "TRACK", "Tracks": [track], "DefaultSelection": "DEFAULT"}
    return {**settings, "Inputs": [{**given, "AudioSelectors": {_AUDIO_SELECTOR: selector}}]}
