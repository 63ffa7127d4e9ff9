# SPDX-License-Identifier: Apache-2.0
"""Whether a timeline may use its uploads, and whether this version can render it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from media.timecode import as_seconds
from timeline.facts import UploadFacts
from timeline.model import Clip, Timeline
from timeline.problems import Problem, pointer
from timeline.rendered import unrendered

USABLE_STATES = ("uploaded", "ready")


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention of an upload in a document, and the kind it has to be."""

    upload_id: int
    kind: str
    pointer: str


def references(timeline: Timeline) -> tuple[Reference, ...]:
    """Every upload that the rendered film would use, with the place that names it."""
    found = [
        reference
        for index, clip in enumerate(timeline.clips)
        for reference in _clip_references(clip, index)
    ]
    background = timeline.timeline_background_upload_id
    if timeline.timeline_background_mode == "image" and background is not None:
        found.append(Reference(background, "image", "/timelineBackgroundUploadId"))
    return tuple(found)


def upload_ids(timeline: Timeline) -> tuple[int, ...]:
    """The uploads to ask the library about, each once, in ascending order."""
    return tuple(sorted({reference.upload_id for reference in references(timeline)}))


def check_uploads(
    timeline: Timeline,
    uploads: Mapping[int, UploadFacts],
    *,
    for_export: bool,
    owner_user_id: int,
) -> tuple[Problem, ...]:
    """Everything that forbids this owner to save or export a timeline with these uploads."""
    problems = [
        problem
        for reference in references(timeline)
        for problem in _reference_problems(
            reference,
            uploads.get(reference.upload_id),
            for_export=for_export,
            owner_user_id=owner_user_id,
        )
    ]
    problems += _range_problems(timeline, uploads)
    return tuple(problems)


def check_export(timeline: Timeline) -> tuple[Problem, ...]:
    """Everything that keeps this version from rendering a timeline, whatever its uploads are."""
    problems = tuple(unrendered(timeline))
    if problems or any(items for _, items in timeline.tracks()):
        return problems
    return (Problem("empty_timeline", "/clips", "There is nothing to export yet."),)


def _clip_references(clip: Clip, index: int) -> Iterator[Reference]:
    yield Reference(clip.upload_id, "video", pointer("clips", index, "uploadId"))
    image = clip.bg_fill_image_upload_id
    if clip.bg_fill_style == "image" and image is not None:
        yield Reference(image, "image", pointer("clips", index, "bgFillImageUploadId"))


def _reference_problems(
    reference: Reference, upload: UploadFacts | None, *, for_export: bool, owner_user_id: int
) -> Iterator[Problem]:
    where, name = reference.pointer, f"Upload {reference.upload_id}"
    if upload is None:
        yield Problem("upload_not_found", where, f"{name} does not exist.")
    elif upload.owner_user_id not in (None, owner_user_id):
        yield Problem("forbidden", where, f"{name} belongs to somebody else.")
    elif upload.kind != reference.kind:
        yield Problem("invalid_upload_kind", where, f"{name} is not of kind {reference.kind}.")
    elif upload.source_deleted:
        yield Problem("source_deleted", where, f"The source file of {name} was deleted.")
    elif for_export and upload.state != "ready":
        yield Problem("upload_not_ready", where, f"{name} is {upload.state}, not ready.")
    elif upload.state not in USABLE_STATES:
        yield Problem("invalid_upload_state", where, f"{name} is {upload.state}.")


def _range_problems(timeline: Timeline, uploads: Mapping[int, UploadFacts]) -> Iterator[Problem]:
    for index, clip in enumerate(timeline.clips):
        upload = uploads.get(clip.upload_id)
        duration = upload.duration if upload is not None else None
        if duration is not None and as_seconds(clip.source_start_seconds) >= duration:
            where = pointer("clips", index, "sourceStartSeconds")
            detail = f"Upload {clip.upload_id} lasts {float(duration):.3f} seconds."
            yield Problem("invalid_source_range", where, detail)
