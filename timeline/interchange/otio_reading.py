# SPDX-License-Identifier: Apache-2.0
"""Read a timeline from OpenTimelineIO: what was written here comes back, changes and all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final, get_args

from media.timecode import FrameRate, FrameRateName, nearest_listed_rate
from timeline.document.numbers import as_number
from timeline.document.timeline import DOCUMENT_VERSION
from timeline.document.uploads import UploadDetails
from timeline.interchange.fitting import fitting
from timeline.interchange.losses import Loss, grouped
from timeline.interchange.otio_audio import with_linked_audio
from timeline.interchange.otio_lengths import cut_to_upload
from timeline.interchange.otio_new_items import lane_of_clip, new_item
from timeline.interchange.otio_objects import Json
from timeline.interchange.otio_restoring import (
    ReadItem,
    WrittenItem,
    restored,
    written_item,
)
from timeline.interchange.otio_speeds import at_possible_speed, loss_of_freezing
from timeline.interchange.otio_values import OtioValue, decoded
from timeline.interchange.otio_walking import FoundClip, FoundFile, Walked, walk
from timeline.interchange.otio_writing import LANE_TRACK_NAMES

_MOST_NAME: Final = 255
Uploads = Mapping[int, UploadDetails]


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A file that is none of the uploads: its name, and the clips that wait for it."""

    name: str
    pointers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadTimeline:
    """A valid document that was read, what was left out of the file, and the files not found."""

    name: str
    document: Json
    losses: tuple[Loss, ...]
    missing: tuple[MissingFile, ...]
    places: Mapping[str, str] = field(default_factory=dict)
    """The place in the file of each item, by its id."""


@dataclass(frozen=True, slots=True)
class OtioFile:
    """A file that was walked through, with the uploads that a user says its files are."""

    root: OtioValue
    walked: Walked
    chosen: Mapping[str, int]

    @property
    def upload_ids(self) -> tuple[int, ...]:
        """The ids of all uploads that may be files of its clips, in ascending order."""
        found = {*self.chosen.values()}
        for clip in self.walked.clips:
            if clip.file is not None:
                written = written_item(clip)
                found |= {*_ids(clip.file.metadata.get("uploadId"))}
                found |= {*_ids(None if written is None else written.upload_id)}
        return tuple(sorted(found))


def open_otio(value: object, *, chosen: Mapping[str, int]) -> OtioFile:
    """Walk through decoded JSON; raises InvalidTimeline for what is no timeline of OTIO."""
    root = OtioValue(value, "")
    return OtioFile(root, walk(root), chosen)


def read_otio(file: OtioFile, uploads: Uploads) -> ReadTimeline:
    """Return the timeline of a file; a clip whose file is none of the uploads is left out."""
    reading = _Reading(file, uploads, *_root(file))
    reading.read_clips()
    items = with_linked_audio(reading.items, file.walked.clips, uploads)
    document = reading.document(items)
    fitted = fitting(document, {str(each.document["id"]): each.pointer for each in items})
    return ReadTimeline(
        name=file.root.get("name").text()[:_MOST_NAME],
        document=fitted.document,
        losses=grouped([*file.walked.losses, *reading.losses, *fitted.losses]),
        missing=tuple(MissingFile(name, tuple(at)) for name, at in reading.missing.items()),
        places={str(each.document["id"]): each.pointer for each in items},
    )


def _root(file: OtioFile) -> tuple[Json, FrameRate]:
    """Return the document without its tracks, and the frame rate of the timeline."""
    given = decoded(file.root.own_metadata().get("document"))
    document = dict(given) if isinstance(given, dict) else {}
    document["version"] = DOCUMENT_VERSION
    output = document.get("output")
    name = output.get("fps") if isinstance(output, dict) else None
    if isinstance(name, str) and name in get_args(FrameRateName):
        return document, FrameRate.parse(name)
    rate = _rate_of(file.root)
    document["output"] = {**(output if isinstance(output, dict) else {}), "fps": str(rate)}
    return document, rate


def _rate_of(root: OtioValue) -> FrameRate:
    """Return the rate of the timeline's start or of its first clip, as a listed one."""
    start = root.get("global_start_time")
    if start.value is not None:
        return nearest_listed_rate(start.rate())
    for track in root.get("tracks").get("children").items():
        for child in track.get("children").items():
            given = child.get("source_range")
            if given.value is not None:
                return nearest_listed_rate(given.get("duration").rate())
    return FrameRate(30)


@dataclass(slots=True)
class _Reading:
    file: OtioFile
    uploads: Uploads
    root: Json
    rate: FrameRate
    items: list[ReadItem] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    missing: dict[str, list[str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    next_numbers: dict[str, int] = field(default_factory=dict)

    def read_clips(self) -> None:
        """Read every clip that is not the audio of a picture."""
        clips = self.file.walked.clips
        videos = [each.track_number for each in clips if each.kind != "Audio"]
        first = min(videos, default=0)
        for clip in clips:
            if "audioOf" not in clip.metadata:
                found = self._read(clip, first)
                if found is not None:
                    self.items.append(self._with_id(found, clip))

    def _read(self, clip: FoundClip, first: int) -> ReadItem | None:
        written = written_item(clip)
        if not clip.is_enabled and clip.kind != "Audio":
            self._lose(clip, "Pictures that are switched off are left out.")
            return None
        if written is not None and clip.file is None:
            return restored(written, clip, self.rate, upload_id=0)
        if clip.file is None:
            self._lose(clip, "Pictures that another program draws are left out.")
            return None
        upload = self._upload(clip.file, written)
        if upload is None:
            self.missing.setdefault(clip.file.key or clip.name, []).append(clip.pointer)
            return None
        lane = lane_of_clip(clip, first_video_track=first)
        track = written.track if written is not None else "clips" if lane == "Base" else ""
        possible, loss = at_possible_speed(clip, upload, track=track)
        self.losses += [] if loss is None else [loss]
        if possible is None:
            return None
        found = self._item(possible, upload, written, lane)
        if found is None:
            return None
        cut = cut_to_upload(found, upload, written=written, rate=self.rate)
        if cut is not found:
            detail = "Clips that are longer than what their uploads have are cut to that."
            self.losses.append(Loss("shortened", detail, (clip.pointer,)))
        return cut

    def _item(
        self, clip: FoundClip, upload: UploadDetails, written: WrittenItem | None, lane: str
    ) -> ReadItem | None:
        """Return a clip as what it was when it was written, or as a new item."""
        if written is not None and (written.track != "clips" or clip.speed != 0):
            return restored(written, clip, self.rate, upload_id=upload.upload_id)
        if written is not None:
            return self._frozen(clip, upload, written)
        found = new_item(clip, upload, lane=lane, rate=self.rate)
        if found is None and not (clip.kind == "Audio" and upload.kind == "video"):
            self._lose(clip, "This kind of file has no use on this track.")
        return found

    def _frozen(
        self, clip: FoundClip, upload: UploadDetails, written: WrittenItem
    ) -> ReadItem | None:
        """Return a freeze frame in the place of a clip, with its id and its transition."""
        found = new_item(clip, upload, lane="Base", rate=self.rate)
        if found is None or found.track != "stills" or upload.kind != "video":
            self._lose(clip, "This kind of file has no use on this track.")
            return None
        loss = loss_of_freezing(written, clip)
        self.losses += [] if loss is None else [loss]
        moving = replace(clip, speed=Fraction(1))
        before = restored(written, moving, self.rate, upload_id=upload.upload_id).document
        same = {"id": before["id"], "transitionIn": before.get("transitionIn")}
        return replace(found, document={**found.document, **same})

    def _lose(self, clip: FoundClip, detail: str) -> None:
        self.losses.append(Loss("not_read", detail, (clip.pointer,)))

    def _upload(self, file: FoundFile, written: WrittenItem | None) -> UploadDetails | None:
        """Return the upload of a file: as it was chosen, as the file says, or as it was."""
        if file.key in self.file.chosen:
            return self.uploads.get(self.file.chosen[file.key])
        for upload_id in _ids(file.metadata.get("uploadId")):
            found = self.uploads.get(upload_id)
            digest = file.metadata.get("sha256")
            return None if found is None or digest not in (None, found.sha256) else found
        if written is not None and written.file == file.key:
            for upload_id in _ids(written.upload_id):
                return self.uploads.get(upload_id)
        return None

    def _with_id(self, item: ReadItem, clip: FoundClip) -> ReadItem:
        """Give an item an id that no other has; a second copy of one gets a new id."""
        stem = str(item.document.get("id") or clip.name or "clip")[:60]
        name, number = stem, self.next_numbers.get(stem, 2)
        while name in self.used:
            name, number = f"{stem}-{number}", number + 1
        self.used.add(name)
        self.next_numbers[stem] = number
        if item.document.get("id") == name:
            return item
        return replace(item, document={**item.document, "id": name}, index=None, is_changed=True)

    def document(self, items: Sequence[ReadItem]) -> Json:
        """Return the whole document with the items in the order that they had."""
        tracks: dict[str, list[Json]] = {track: [] for track in LANE_TRACK_NAMES}
        for each in _in_order(items):
            tracks[each.track].append(each.document)
        if not self._is_base_as_it_was(items):
            for each in items:
                if each.track == "clips":
                    each.document.setdefault("startSeconds", as_number(each.start))
        return {**self.root, **tracks}

    def _is_base_as_it_was(self, items: Sequence[ReadItem]) -> bool:
        """Return whether clips without a start begin where they did: no clip is new or changed."""
        clips = [each for each in items if each.track == "clips"]
        count = self.file.root.own_metadata().get("clips")
        return len(clips) == count and not any(each.is_changed for each in clips)


def _in_order(items: Sequence[ReadItem]) -> list[ReadItem]:
    known = [each for each in items if each.index is not None]
    new = [each for each in items if each.index is None]
    return [
        *sorted(known, key=lambda each: each.index or 0),
        *sorted(new, key=lambda each: each.start),
    ]


def _ids(value: object) -> Iterator[int]:
    """Yield a value that is the id of an upload."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63:
        yield value
