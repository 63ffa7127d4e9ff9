# SPDX-License-Identifier: Apache-2.0
"""Whether a timeline may use its uploads, and whether this version can render it."""

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


def check_export(timeline: Timeline) -> tuple[TimelineProblem, ...]:
    """Everything that keeps this version from rendering a timeline, whatever its uploads are."""
    problems = (*unsupported_features(timeline), *_music_problems(timeline.audio_segments))
    if problems or timeline_end(timeline) > 0:
        return problems
    return (TimelineProblem("empty_timeline", "/clips", "There is nothing to export yet."),)


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
        yield TimelineProblem("forbidden", where, f"{name} belongs to somebody else.")
    elif wrong := _wrong_use(reference, upload):
        yield wrong
    elif upload.source_deleted:
        yield TimelineProblem("source_deleted", where, f"The source file of {name} was deleted.")
    elif for_export and upload.state != "ready":
        yield TimelineProblem("upload_not_ready", where, f"{name} is {upload.state}, not ready.")
    elif upload.state not in USABLE_STATES:
        yield TimelineProblem("invalid_upload_state", where, f"{name} is {upload.state}.")


def _wrong_use(reference: UploadReference, upload: UploadDetails) -> TimelineProblem | None:
    use, where, name = reference.use, reference.pointer, f"Upload {reference.upload_id}"
    if upload.kind != use.kind:
        return TimelineProblem("invalid_upload_kind", where, f"{name} is not of kind {use.kind}.")
    if use.image_roles and upload.image_role not in use.image_roles:
        roles = " or ".join(use.image_roles)
        return TimelineProblem(
            "invalid_upload_image_role", where, f"{name} has not the role {roles}."
        )
    if use.sound and not _may_sound_as(use.sound, upload):
        return TimelineProblem(
            "invalid_audio_role", where, f"{name} may not be used as {use.sound}."
        )
    return None


def _may_sound_as(use: str, upload: UploadDetails) -> bool:
    if use == "narration" and upload.is_system:
        return False
    return upload.audio_role in ("", use)


def _range_problems(
    timeline: Timeline, uploads: Mapping[int, UploadDetails]
) -> Iterator[TimelineProblem]:
    for track, items in _ranged(timeline):
        for index, item in enumerate(items):
            if _is_beyond(item.source_start_seconds, uploads.get(item.upload_id)):
                where = pointer(track, index, "sourceStartSeconds")
                detail = f"Upload {item.upload_id} ends before that."
                yield TimelineProblem("invalid_source_range", where, detail)
    for index, still in enumerate(timeline.stills):
        hold = still.hold
        if hold is not None and _is_beyond(hold.source_seconds, uploads.get(hold.upload_id)):
            where = pointer("stills", index, "hold", "sourceSeconds")
            yield TimelineProblem(
                "invalid_hold", where, f"Upload {hold.upload_id} ends before that."
            )


def _ranged(
    timeline: Timeline,
) -> Iterator[tuple[str, Sequence[SourceRange | Narration | AudioSegment]]]:
    """The items that begin somewhere inside their source."""
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
            needed = "Music needs a mode and a level, and ducked music an intensity."
            yield TimelineProblem("music_config_required", pointer("audioSegments", index), needed)
        elif each.music_mode == "opener_cutoff" and len(enabled) > 1:
            detail = "Music that stops when somebody speaks is the only music of its film."
            where = pointer("audioSegments", index, "musicMode")
            yield TimelineProblem("opener_cutoff_requires_single_segment", where, detail)


def _is_configured(segment: AudioSegment) -> bool:
    """Whether words or exact gains say how loud the music is, and how far it gives way."""
    has_level = segment.music_level is not None or segment.gain_db is not None
    ducks = segment.ducking_intensity is not None or segment.ducking_amount_db is not None
    needs_ducking = segment.music_mode == "mix_duck"
    return segment.music_mode is not None and has_level and (ducks or not needs_ducking)
