# SPDX-License-Identifier: Apache-2.0
"""The picture of a publication, under an address that does not expire."""

from __future__ import annotations

from chassis.caller import Caller
from services.publish.domain.errors import NoPoster
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.reading import get_viewed


def find_poster(deps: Dependencies, *, caller: Caller | None, publication_id: int) -> str:
    """Return the signed link to the poster of a publication that the caller may view.

    NoPoster when it has none, or cannot be played now.
    """
    with deps.reading() as uow:
        publication, _ = get_viewed(uow, caller, publication_id)
    playback = deps.hls.sign_playback([publication.production_id]).get(publication.production_id)
    if playback is None or not playback.poster_url:
        raise NoPoster("This publication has no picture.")
    return playback.poster_url
