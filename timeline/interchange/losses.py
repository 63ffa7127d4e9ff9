# SPDX-License-Identifier: Apache-2.0
"""What the format of another program cannot hold of a timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from timeline.document.base_track import Clip, Still
from timeline.document.fields import DocumentModel, TrackItem
from timeline.document.problems import pointer
from timeline.document.timeline import ATTRIBUTES, Timeline

_NOT_SHOWN: Final = {
    "id",
    "version",
    "playhead_seconds",
    "viewport_end_seconds",
    "source_clip_id",
    "source_video_overlay_id",
    "audio_config_id",
    "config_id",
    "preset_id",
    "render_upload_id",
}
"""Fields that no viewer sees: their absence changes nothing of the video."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of thing that was left out: a code, a sentence, and the places it concerns.

    The places (RFC 6901) are those of the timeline that is written, or of the file that is read.
    """

    code: str
    detail: str
    pointers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormatFields:
    """What a format holds: its name, and for each track the fields of its items that it has.

    A track that is missing is left out as a whole. `remark` ends the sentences about fields.
    """

    name: str
    tracks: Mapping[str, frozenset[str]]
    root: frozenset[str]
    remark: str


def losses_of(timeline: Timeline, fields: FormatFields) -> tuple[Loss, ...]:
    """Return everything of a timeline that a format does not hold, each kind of thing once."""
    found = [*_of_root(timeline, fields)]
    for track, items in timeline.tracks():
        if track not in fields.tracks:
            found += _of_track(track, items, fields)
            continue
        for index, item in enumerate(items):
            where = pointer(track, index)
            found += _of_model(item, fields.tracks[track], fields, where)
            found += _of_transition(item, fields, where)
    return grouped(found)


def grouped(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """Return losses with the same sentence as one, in the order of their first places."""
    places: dict[tuple[str, str], list[str]] = {}
    for each in losses:
        places.setdefault((each.code, each.detail), []).extend(each.pointers)
    return tuple(Loss(code, detail, tuple(at)) for (code, detail), at in places.items())


def _of_root(timeline: Timeline, fields: FormatFields) -> Iterator[Loss]:
    tracks = {*ATTRIBUTES.values(), "output"}
    yield from _of_model(timeline, fields.root | tracks, fields, "")
    yield from _of_model(timeline.output, fields.root, fields, "/output")


def _of_track(track: str, items: tuple[TrackItem, ...], fields: FormatFields) -> Iterator[Loss]:
    title = _title(Timeline, ATTRIBUTES[track])
    for index in range(len(items)):
        detail = f"{title}: {fields.name} has none; they are left out. {fields.remark}".strip()
        yield Loss("track_not_in_format", detail, (pointer(track, index),))


def _of_transition(item: TrackItem, fields: FormatFields, where: str) -> Iterator[Loss]:
    """Yield a transition that is no dissolve, which is the only kind that the formats share."""
    transition = item.transition_in if isinstance(item, Clip | Still) else None
    if transition is not None and transition.kind not in ("cut", "dissolve"):
        detail = f"Transitions other than dissolves: not in {fields.name}. {fields.remark}".strip()
        yield Loss("field_not_in_format", detail, (where + pointer("transitionIn", "kind"),))


def _of_model(
    model: DocumentModel, held: frozenset[str], fields: FormatFields, where: str
) -> Iterator[Loss]:
    kind = type(model)
    for name, field in kind.model_fields.items():
        if name in held or name in _NOT_SHOWN or getattr(model, name) == field.default:
            continue
        detail = f"{_title(kind, name)}: not in {fields.name}. {fields.remark}".strip()
        yield Loss("field_not_in_format", detail, (where + pointer(field.alias or name),))
    for name in model.unknown:
        detail = f"Members that this version does not know: not in {fields.name}. {fields.remark}"
        yield Loss("field_not_in_format", detail.strip(), (where + pointer(name),))


def _title(kind: type[BaseModel], field: str) -> str:
    return (kind.model_fields[field].description or field).partition(":")[0]
