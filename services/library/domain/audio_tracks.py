# SPDX-License-Identifier: Apache-2.0
"""The sounds of a file, from which the owner of an upload chooses the one that is heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.library.domain.errors import AudioTrackNotDecodable, AudioTrackNotFound


@dataclass(frozen=True, slots=True)
class UploadAudioTrack:
    """One sound of a file; `index` counts all streams of the file from 0.

    Language and title are empty where the file states none. `is_default` says that the file wants
    players to choose it, `warning` is a sentence for people while it is the one that is heard.
    """

    index: int
    codec: str
    channels: int
    language: str = ""
    title: str = ""
    is_default: bool = False
    is_decodable: bool = True
    warning: str = ""


def check_audio_track(tracks: Sequence[UploadAudioTrack], index: int) -> None:
    """Raise AudioTrackNotFound or AudioTrackNotDecodable unless this sound can be heard."""
    found = next((track for track in tracks if track.index == index), None)
    if found is None:
        known = ", ".join(str(track.index) for track in tracks)
        reason = f"This upload has no audio track {index}"
        raise AudioTrackNotFound(f"{reason}; it has {known}." if known else f"{reason}.")
    if not found.is_decodable:
        raise AudioTrackNotDecodable(f"Audio track {index} has a sound that cannot be decoded.")


def warnings_with(
    warnings: Sequence[str], tracks: Sequence[UploadAudioTrack], chosen: int | None
) -> tuple[str, ...]:
    """Return the warnings of a file while one of its sounds is heard.

    None stands for the sound that players prefer: the first that the file marks, or the first.
    """
    decodable = [track for track in tracks if track.is_decodable]
    marked = [track for track in decodable if track.is_default]
    heard = [track for track in tracks if track.index == chosen] or marked or decodable
    of_tracks = {track.warning for track in tracks}
    others = tuple(one for one in warnings if one not in of_tracks)
    return (*others, heard[0].warning) if heard and heard[0].warning else others
