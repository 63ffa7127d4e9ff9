# SPDX-License-Identifier: Apache-2.0
"""The audio of pictures, which other programs have as clips of their own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate

from timeline.document.uploads import UploadDetails
from timeline.interchange.otio_restoring import ReadItem
from timeline.interchange.otio_walking import FoundClip

_HEARD = ("clips", "videoOverlays")


@dataclass(frozen=True, slots=True)
class _Sounds:
    """When a file is heard: the starts of its audio clips in order, and until when each is heard.

    A clip within an earlier one counts as long as that one.
    """

    starts: tuple[Fraction, ...]
    ends: tuple[Fraction, ...]

    def are_during(self, picture: FoundClip) -> bool:
        """Return whether the file is heard at some time at which a picture is shown."""
        begun = bisect_left(self.starts, picture.end)
        return begun > 0 and self.ends[begun - 1] > picture.start


def with_linked_audio(
    items: Sequence[ReadItem], clips: Sequence[FoundClip], uploads: Mapping[int, UploadDetails]
) -> list[ReadItem]:
    """Return the items with audio where the file has it.

    What was written here is silenced when its audio clip was deleted and others were not. A clip of
    another program is silenced when the file has audio of videos, but none of that one then.
    """
    linked = {str(each.metadata["audioOf"]) for each in clips if "audioOf" in each.metadata}
    by_pointer = {each.pointer: each for each in clips}
    sounds = _sounds_by_file(each for each in clips if _is_audio_of_video(each, uploads))
    return [_with_audio(each, by_pointer[each.pointer], linked, sounds) for each in items]


def _with_audio(
    item: ReadItem, clip: FoundClip, linked: set[str], sounds: Mapping[str, _Sounds]
) -> ReadItem:
    if item.track not in _HEARD:
        return item
    if clip.metadata.get("hasAudioClip") is True:
        is_heard = not linked or bool(linked & {*_ids_of(clip, item)})
    elif "track" in clip.metadata or not sounds:
        return item
    else:
        found = sounds.get(clip.file.key) if clip.file is not None else None
        is_heard = found is not None and found.are_during(clip)
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


def _sounds_by_file(clips: Iterable[FoundClip]) -> dict[str, _Sounds]:
    """Return when each file is heard, by its key."""
    found: dict[str, list[FoundClip]] = {}
    for clip in sorted(clips, key=lambda each: each.start):
        if clip.file is not None:
            found.setdefault(clip.file.key, []).append(clip)
    return {
        key: _Sounds(
            tuple(each.start for each in audio),
            tuple(accumulate((each.end for each in audio), max)),
        )
        for key, audio in found.items()
    }
