# SPDX-License-Identifier: Apache-2.0
"""Checks that need more than the document: its uploads, and what this version can render."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from media.timecode import as_fraction
from timeline.document.audio_tracks import AudioSegment, Narration
from timeline.document.base_track import SourceRange
from timeline.document.positions import timeline_end
from timeline.document.problems import TimelineProblem, pointer
from timeline.document.references import UploadReference, references
from timeline.document.timeline import Timeline
from timeline.document.unsupported import unsupported_features
from timeline.document.uploads import UploadDetails

USABLE_STATES = ("uploaded", "ready")


def check_uploads(
    timeline: Timeline,
    uploads: Mapping[int, UploadDetails],
    *,
    for_export: bool,
    owner_user_id: int,
) -> tuple[TimelineProblem, ...]:
    """Return every problem with the uploads of a timeline that this owner saves or exports."""
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


def check_sources(
    timeline: Timeline, uploads: Mapping[int, UploadDetails]
) -> tuple[TimelineProblem, ...]:
    """Return a problem for each clip of one of these uploads that is an export."""
    return tuple(
        TimelineProblem(
            "not_a_source",
            pointer("clips", index, "uploadId"),
            f"Upload {clip.upload_id} is an export, not a source.",
        )
        for index, clip in enumerate(timeline.clips)
        if clip.upload_id in uploads and uploads[clip.upload_id].is_export
    )


def check_export(timeline: Timeline) -> tuple[TimelineProblem, ...]:
    """Return every problem that keeps this version from rendering a timeline."""
    problems = (*unsupported_features(timeline), *_music_problems(timeline.audio_segments))
    if problems or timeline_end(timeline) > 0:
        return problems
    return (
        TimelineProblem(
            "empty_timeline", "/clips", "The timeline has no item: add one before exporting it."
        ),
    )


def _reference_problems(
    reference: UploadReference,
    upload: UploadDetails | None,
    *,
    for_export: bool,
    owner_user_id: int,
) -> Iterator[TimelineProblem]:
    where, name = reference.pointer, f"Upload {reference.upload_id}"
    if upload is None:
        yield TimelineProblem("upload_not_found", where, f"{name} does not exist.")
    elif not upload.is_system and upload.owner_user_id not in (None, owner_user_id):
        yield TimelineProblem("forbidden", where, f"{name} belongs to another user.")
    elif problem := _kind_problem(reference, upload):
        yield problem
    elif upload.source_deleted:
        # A timeline that showed it may show it again as missing: undoing must be savable.
        if for_export:
            detail = f"The source file of {name} was deleted."
            yield TimelineProblem("source_deleted", where, detail)
    elif for_export and upload.state != "ready":
        yield TimelineProblem("upload_not_ready", where, f"{name} is {upload.state}, not ready.")
    elif upload.state not in USABLE_STATES:
        yield TimelineProblem("invalid_upload_state", where, f"{name} is {upload.state}.")


def _kind_problem(reference: UploadReference, upload: UploadDetails) -> TimelineProblem | None:
    use, where, name = reference.use, reference.pointer, f"Upload {reference.upload_id}"
    if upload.kind != use.kind:
        return TimelineProblem("invalid_upload_kind", where, f"{name} is not of kind {use.kind}.")
    # An image without a role was made for nothing in particular: it may be used as anything.
    if use.image_roles and upload.image_role and upload.image_role not in use.image_roles:
        roles = " or ".join(use.image_roles)
        return TimelineProblem(
            "invalid_upload_image_role", where, f"{name} does not have the role {roles}."
        )
    if use.audio_role and not _has_audio_role(use.audio_role, upload):
        detail = f"{name} may not be used as {use.audio_role}."
        return TimelineProblem("invalid_audio_role", where, detail)
    return None


def _has_audio_role(role: str, upload: UploadDetails) -> bool:
    if role == "narration" and upload.is_system:
        return False
    return upload.audio_role in ("", role)


def _range_problems(
    timeline: Timeline, uploads: Mapping[int, UploadDetails]
) -> Iterator[TimelineProblem]:
    for track, items in _items_with_a_source_start(timeline):
        for index, item in enumerate(items):
            if _is_beyond(item.source_start_seconds, uploads.get(item.upload_id)):
                where = pointer(track, index, "sourceStartSeconds")
                detail = f"Upload {item.upload_id} ends before this time."
                yield TimelineProblem("invalid_source_range", where, detail)
    for index, still in enumerate(timeline.stills):
        hold = still.hold
        if hold is not None and _is_beyond(hold.source_seconds, uploads.get(hold.upload_id)):
            where = pointer("stills", index, "hold", "sourceSeconds")
            yield TimelineProblem(
                "invalid_hold", where, f"Upload {hold.upload_id} ends before this time."
            )


def _items_with_a_source_start(
    timeline: Timeline,
) -> Iterator[tuple[str, Sequence[SourceRange | Narration | AudioSegment]]]:
    """Yield the tracks whose items begin at a time in their source."""
    yield "clips", timeline.clips
    yield "videoOverlays", timeline.video_overlays
    yield "narration", timeline.narration
    yield "audioSegments", timeline.audio_segments


def _is_beyond(start: int | float, upload: UploadDetails | None) -> bool:
    duration = upload.duration if upload is not None else None
    return duration is not None and as_fraction(start) >= duration


def _music_problems(segments: tuple[AudioSegment, ...]) -> Iterator[TimelineProblem]:
    enabled = [(index, each) for index, each in enumerate(segments) if each.audio_enabled]
    for index, each in enabled:
        if not _is_configured(each):
            detail = "Music needs a mode and a level, and ducked music an intensity."
            yield TimelineProblem("music_config_required", pointer("audioSegments", index), detail)
        elif each.music_mode == "opener_cutoff" and len(enabled) > 1:
            detail = "Music that ends where speech begins must be the only enabled music."
            where = pointer("audioSegments", index, "musicMode")
            yield TimelineProblem("opener_cutoff_requires_single_segment", where, detail)


def _is_configured(segment: AudioSegment) -> bool:
    """Return whether words or exact gains state the music's level and its ducking."""
    has_level = segment.music_level is not None or segment.gain_db is not None
    ducks = segment.ducking_intensity is not None or segment.ducking_amount_db is not None
    needs_ducking = segment.music_mode == "mix_duck"
    return segment.music_mode is not None and has_level and (ducks or not needs_ducking)
