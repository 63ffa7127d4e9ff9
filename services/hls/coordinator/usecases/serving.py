# SPDX-License-Identifier: Apache-2.0
"""Find the files of streams that signed links permit to read."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from chassis.storage import ObjectMissing
from services.hls.coordinator.domain.edited_playlists import (
    VTT,
    StreamChanges,
    captions_playlist,
    edited_manifest,
    edited_master,
    timed_captions,
)
from services.hls.coordinator.domain.errors import StreamFileNotFound
from services.hls.coordinator.domain.playback import (
    CHAPTERS_FILE,
    MANIFEST,
    MASTER,
    POSTER,
    captions_of,
    file_type,
)
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.domain.text_tracks import CAPTIONS, CHAPTERS, UNDETERMINED
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.dependencies import Dependencies


@dataclass(frozen=True, slots=True)
class StreamFile:
    """A file that a link permits to read, and the seconds for which it may be cached."""

    key: str
    content_type: str
    seconds_left: int


@dataclass(frozen=True, slots=True)
class StreamText:
    """A file that a link permits to read and that is written when it is asked for."""

    text: str
    content_type: str


def find_stream_file(
    deps: Dependencies, *, token: str, ulid: str, name: str
) -> StreamFile | StreamText:
    """Return the file that a signed link names.

    BadPlaybackSignature, PlaybackExpired or StreamFileNotFound when it may not or cannot be read.
    """
    seconds_left = deps.links.seconds_left(token, ulid)
    content_type = file_type(name)
    if content_type is None:
        raise StreamFileNotFound("A stream has no such file.")
    with deps.reading() as uow:
        retired = uow.retired_streams.find_prefix(ulid, deps.now())
        if retired is not None:
            return StreamFile(retired + name, content_type, seconds_left)
        production = uow.productions.find_production_by_ulid(ulid)
        if production is None or not production.is_playable:
            raise StreamFileNotFound("This stream does not exist any more.")
        written = _written(deps, uow, production, name)
        if written is not None:
            return StreamText(written, content_type)
        if name == POSTER:
            chosen = uow.posters.find_poster(production.production_id)
            if chosen is not None:
                return StreamFile(chosen.key, chosen.content_type, seconds_left)
    return StreamFile(production.output_prefix + name, content_type, seconds_left)


def _written(deps: Dependencies, uow: UnitOfWork, production: Production, name: str) -> str | None:
    """Return the text of a file that is not stored as it is served; None for all others."""
    if name in {MASTER, MANIFEST}:
        changes = _changes(uow, production)
        if not changes:
            return None
        text = _stored_text(deps, production.output_prefix + name)
        return (edited_master if name == MASTER else edited_manifest)(text, changes)
    if name == CHAPTERS_FILE:
        return _track(uow, production, CHAPTERS, UNDETERMINED)
    captions = captions_of(name)
    if captions is None:
        return None
    language, file = captions
    text = _track(uow, production, CAPTIONS, language)
    if file == VTT:
        return timed_captions(text, clock_start=production.clock_start)
    return captions_playlist(production.duration or Fraction(0))


def _changes(uow: UnitOfWork, production: Production) -> StreamChanges:
    production_id = production.production_id
    captions = uow.text_tracks.find_labels([production_id]).get(production_id, [])
    return StreamChanges(
        captions=[one for one in captions if one.kind == CAPTIONS],
        dropped=uow.productions.list_dropped_renditions(production_id),
    )


def _track(uow: UnitOfWork, production: Production, kind: str, language: str) -> str:
    track = uow.text_tracks.find_track(production.production_id, kind, language)
    if track is None:
        raise StreamFileNotFound("This stream has no such captions or chapters.")
    return track.text


def _stored_text(deps: Dependencies, key: str) -> str:
    try:
        return b"".join(deps.storage.open(key)).decode()
    except ObjectMissing as error:
        raise StreamFileNotFound("This stream does not exist any more.") from error
