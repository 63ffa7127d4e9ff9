# SPDX-License-Identifier: Apache-2.0
"""The audio of pictures, which other programs have as clips of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from timeline.document.uploads import UploadDetails
from timeline.interchange.otio_restoring import ReadItem
from timeline.interchange.otio_walking import FoundClip

_HEARD = ("clips", "videoOverlays")


def with_linked_audio(
    items: Sequence[ReadItem], clips: Sequence[FoundClip], uploads: Mapping[int, UploadDetails]
) -> list[ReadItem]:
    """Return the items with audio where the file has it.

    What was written here is silenced when its audio clip was deleted and others were not. A clip of
    another program is silenced when the file has audio of videos, but none of that one then.
    """
    linked = {str(each.metadata["audioOf"]) for each in clips if "audioOf" in each.metadata}
    by_pointer = {each.pointer: each for each in clips}
    others = [each for each in clips if _is_audio_of_video(each, uploads)]
    return [_with_audio(each, by_pointer[each.pointer], linked, others) for each in items]


def _with_audio(
    item: ReadItem, clip: FoundClip, linked: set[str], others: Sequence[FoundClip]
) -> ReadItem:
    if item.track not in _HEARD:
        return item
    if clip.metadata.get("hasAudioClip") is True:
        is_heard = not linked or bool(linked & {*_ids_of(clip, item)})
    elif "track" in clip.metadata or not others:
        return item
    else:
        is_heard = any(_sounds_with(each, clip) for each in others)
    if item.document.get("audioEnabled", True) is is_heard:
        return item
    return replace(item, document={**item.document, "audioEnabled": is_heard}, is_changed=True)


def _ids_of(clip: FoundClip, item: ReadItem) -> Iterator[str]:
    """Yield the id of an item, and of the one that it is a copy of."""
    own = str(item.document.get("id"))
    yield own
    yield own.rpartition("-")[0]


def _is_audio_of_video(clip: FoundClip, uploads: Mapping[int, UploadDetails]) -> bool:
    if clip.kind != "Audio" or clip.file is None or "track" in clip.metadata:
        return False
    upload_id = clip.file.metadata.get("uploadId")
    upload = uploads.get(upload_id) if isinstance(upload_id, int) else None
    return "audioOf" not in clip.metadata and (upload is None or upload.kind == "video")


def _sounds_with(audio: FoundClip, picture: FoundClip) -> bool:
    if audio.file is None or picture.file is None or audio.file.key != picture.file.key:
        return False
    return audio.start < picture.end and picture.start < audio.end
