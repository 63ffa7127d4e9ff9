# SPDX-License-Identifier: Apache-2.0
"""Read back the stream that MediaConvert stored, and put its master playlist where all have it.

MediaConvert writes the folders `landscape` and `portrait`, each with the playlist `{base}.m3u8`. A
stream of both is played by the one of `landscape`; the other serves upright screens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chassis.jobs.errors import JobFailed
from chassis.storage import Storage
from services.hls.contract.packaging import PackagedStream, PackagingSpec, Rendition
from services.hls.contract.stream_files import MASTER, PLAYLIST_TYPE, POSTER, converted_file_type
from services.hls.mediaconvert.playlists import (
    ConvertedMedia,
    InvalidPlaylist,
    VariantEntry,
    moved_into,
    read_master,
    read_media,
)
from services.hls.mediaconvert.requests import base_name

_FOLDERS = ("landscape", "portrait")
_FRAME = "_poster.0000000.jpg"
_LONGEST_PLAYLIST = 8 << 20


@dataclass(frozen=True, slots=True)
class ConvertedStream:
    """A stream that MediaConvert stored: what it is, and its master playlists by their names.

    The first of these is played. `smallest` is the media playlist of its smallest rendition.
    """

    stream: PackagedStream
    masters: Mapping[str, str]
    smallest: str


def read_stream(storage: Storage, spec: PackagingSpec) -> ConvertedStream:
    """Return the stream in the folder of a job.

    JobFailed when files are missing or are not those of a stream.
    """
    listing = {
        item.key.removeprefix(spec.output_prefix): item.size_bytes
        for item in storage.list(spec.output_prefix)
    }
    try:
        return _Output(storage, spec, listing).read()
    except (InvalidPlaylist, ValueError) as error:
        unreadable = f"{spec.name}: what MediaConvert wrote is no stream: {error}."
        raise JobFailed("mediaconvert_output_invalid", unreadable) from error


def open_entrance(storage: Storage, spec: PackagingSpec, converted: ConvertedStream) -> None:
    """Store poster and master playlist where all streams have them, so that it can be played."""
    name, text = next(iter(converted.masters.items()))
    folder, prefix = name.partition("/")[0], spec.output_prefix
    storage.copy(f"{prefix}{folder}/{base_name(spec)}{_FRAME}", prefix + POSTER)
    moved = moved_into(folder, text).encode()
    storage.put_bytes(prefix + MASTER, moved, content_type=PLAYLIST_TYPE)


@dataclass(slots=True)
class _Output:
    """The files of one stream, by their names relative to its folder, with their sizes."""

    storage: Storage
    spec: PackagingSpec
    listing: Mapping[str, int]
    media: dict[str, ConvertedMedia] = field(default_factory=dict)

    def read(self) -> ConvertedStream:
        base = base_name(self.spec)
        folders = [one for one in _FOLDERS if f"{one}/{base}.m3u8" in self.listing]
        if not folders:
            raise self._missing(f"{base}.m3u8")
        renditions = [one for folder in folders for one in self._renditions(folder, base, folders)]
        masters = {f"{one}/{base}.m3u8": self._master(one, base) for one in folders}
        first = read_master(masters[f"{folders[0]}/{base}.m3u8"])
        largest, smallest = (f"{folders[0]}/{first.variants[place].uri}" for place in (0, -1))
        duration = self._media(largest).duration
        self._check_stored(f"{folders[0]}/{base}{_FRAME}")
        stream = PackagedStream(duration=duration, renditions=tuple(renditions))
        return ConvertedStream(stream, masters, smallest)

    def _renditions(self, folder: str, base: str, folders: list[str]) -> list[Rendition]:
        master = read_master(self._master(folder, base))
        for uri in master.audio_uris:
            self._media(f"{folder}/{uri}")
        prefix = "" if folder == folders[0] else f"{folder}-"
        return [self._rendition(folder, base, one, prefix) for one in master.variants]

    def _rendition(self, folder: str, base: str, entry: VariantEntry, prefix: str) -> Rendition:
        name = f"{folder}/{entry.uri}"
        playlist = self._media(name)
        size = sum(self.listing[f"{folder}/{one}"] for one in playlist.names) + self.listing[name]
        width, _, height = entry.attributes.get("RESOLUTION", "").partition("x")
        bandwidth = int(entry.attributes.get("BANDWIDTH", "0"))
        average = int(size * 8 / playlist.duration)
        return Rendition(
            name=prefix + entry.uri.removeprefix(f"{base}_").removesuffix(".m3u8"),
            width=int(width),
            height=int(height),
            codecs=entry.attributes.get("CODECS", ""),
            bandwidth=bandwidth,
            average_bandwidth=int(entry.attributes.get("AVERAGE-BANDWIDTH", average)),
            size_bytes=size,
            is_copy=False,
        )

    def _media(self, name: str) -> ConvertedMedia:
        """Return a media playlist all of whose files are stored."""
        if name not in self.media:
            playlist = read_media(self._text(name))
            folder = name.rpartition("/")[0]
            for one in playlist.names:
                self._check_stored(f"{folder}/{one}")
            self.media[name] = playlist
        return self.media[name]

    def _master(self, folder: str, base: str) -> str:
        return self._text(f"{folder}/{base}.m3u8")

    def _text(self, name: str) -> str:
        self._check_stored(name)
        if self.listing[name] > _LONGEST_PLAYLIST:
            raise InvalidPlaylist("a playlist is too long")
        return b"".join(self.storage.open(self.spec.output_prefix + name)).decode()

    def _check_stored(self, name: str) -> None:
        if name not in self.listing:
            raise self._missing(name)
        if converted_file_type(name) is None:
            raise InvalidPlaylist(f"{name} is no name of a file of a stream")

    def _missing(self, name: str) -> JobFailed:
        missing = f"{self.spec.name}: MediaConvert did not store {name}."
        return JobFailed("mediaconvert_output_incomplete", missing)
