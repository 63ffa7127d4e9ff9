# SPDX-License-Identifier: Apache-2.0
"""Sign playback links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from services.hls.contract.packagers import FFMPEG
from services.hls.contract.packaging import Rendition
from services.hls.coordinator.domain.edited_playlists import VTT, captions_path
from services.hls.coordinator.domain.playback import (
    CHAPTERS_FILE,
    MANIFEST,
    MASTER,
    POSTER,
    STORYBOARD,
    CaptionsLink,
    Playback,
)
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.domain.text_tracks import (
    CAPTIONS,
    CHAPTERS,
    ProductionChapter,
    TextTrack,
    TextTrackLabel,
    chapters_of,
)
from services.hls.coordinator.usecases.dependencies import Dependencies


def sign_playback(
    deps: Dependencies,
    production: Production,
    renditions: Sequence[Rendition],
    tracks: Sequence[TextTrackLabel] = (),
) -> Playback | None:
    """Return signed links to a production; None until its first rendition can be played."""
    if production.duration is None or not production.is_playable or not renditions:
        return None
    folder = deps.links.sign_folder(production.ulid)
    # MediaConvert writes DASH for some profiles only.
    has_manifest = production.settings.packager == FFMPEG
    return Playback(
        production_id=production.production_id,
        master_url=folder + MASTER,
        # Pages show a picture again that they have by its address: another poster has another.
        poster_url=f"{folder}{POSTER}?v={production.revision}",
        width=renditions[0].width,
        height=renditions[0].height,
        duration=production.duration,
        is_whole=production.is_completed,
        manifest_url=folder + MANIFEST if has_manifest else None,
        storyboard_url=folder + STORYBOARD if production.is_completed else None,
        chapters_url=_chapters_url(folder, tracks),
        captions=tuple(
            CaptionsLink(one.language, one.label, folder + captions_path(one.language, VTT))
            for one in tracks
            if one.kind == CAPTIONS
        ),
    )


def _chapters_url(folder: str, tracks: Sequence[TextTrackLabel]) -> str | None:
    has_chapters = any(one.kind == CHAPTERS for one in tracks)
    return folder + CHAPTERS_FILE if has_chapters else None


def sign_playbacks(
    deps: Dependencies, *, production_ids: Sequence[int], with_chapters: bool = False
) -> list[Playback]:
    """Return signed links to those of these productions that can be played."""
    with deps.reading() as uow:
        productions = uow.productions.find_productions(production_ids)
        renditions = uow.productions.find_renditions(production_ids)
        tracks = uow.text_tracks.find_labels(production_ids)
        chapters = uow.text_tracks.find_tracks(production_ids, CHAPTERS) if with_chapters else {}
    signed = [
        sign_playback(
            deps,
            one,
            renditions.get(one.production_id, []),
            tracks.get(one.production_id, []),
        )
        for one in productions
    ]
    return [
        replace(one, chapters=_chapters(chapters.get(one.production_id, [])))
        for one in signed
        if one is not None
    ]


def _chapters(tracks: Sequence[TextTrack]) -> tuple[ProductionChapter, ...]:
    return tuple(chapter for track in tracks for chapter in chapters_of(track.text))
