# SPDX-License-Identifier: Apache-2.0
"""Drafts of a video of ten seconds, and the timelines that they are compiled to."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pydantic.alias_generators import to_camel

from tests.unit.timeline.builders import an_upload
from timeline.compile.compiling import CompiledDraft, compile_draft
from timeline.compile.config_reading import read_config
from timeline.compile.snapshots import AnyFields, Chosen, PresetSnapshots
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.document.validation import parse

VIDEO = an_upload(1, duration=Fraction(10))
OVERLAY = {"id": "a", "uploadId": 5, "startSeconds": 1, "endSeconds": 3}
EVERYTHING: dict[str, Any] = {
    "musicUploadId": 2,
    "logoUploadId": 3,
    "lowerThirdUploadId": 4,
    "screenTitleText": "Hello",
    "edit": {"ranges": [{"start": 1, "end": 4}, {"start": 6, "end": 9}]},
    "intro": {"kind": "freeze_first_frame", "seconds": 2},
    "timeline": {"overlays": [OVERLAY]},
}


def a_preset(kind: type[AnyFields], **fields: Any) -> AnyFields:
    return kind.model_validate(
        {"name": "A"} | {to_camel(name): value for name, value in fields.items()}
    )


def compiled(
    config: dict[str, Any],
    *,
    video: UploadDetails = VIDEO,
    **presets: Any,
) -> CompiledDraft:
    read = read_config(config, duration=video.duration)
    assert read.problems == ()
    chosen = {family: Chosen(9, fields) for family, fields in presets.items()}
    return compile_draft(read.config, video=video, presets=PresetSnapshots(**chosen))


def timeline_of(config: dict[str, Any], **more: Any) -> Timeline:
    return parse(compiled(config, **more).document)
