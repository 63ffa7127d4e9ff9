# SPDX-License-Identifier: Apache-2.0
"""Whether the stream that MediaConvert stored keeps the rules of HLS, one segment at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from chassis.jobs.errors import JobFailed
from chassis.jobs.worker import CancellationToken
from chassis.storage import ObjectMissing, Storage
from media.hls.conformance import CONVERTED, Violation, report, violations_of
from media.hls.measuring import MeasuredRendition, measure_playlist
from media.hls.parsing import parse_media
from media.hls.transport import TIMESCALE
from media.source_clock import PRIMING
from services.hls.contract.packaging import PackagingSpec
from services.hls.mediaconvert.reading import ConvertedStream


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """The files of a stream in the storage, which are fetched into a scratch directory."""

    storage: Storage
    prefix: str
    scratch: Path
    token: CancellationToken

    def text(self, name: str) -> str:
        """Return a playlist."""
        return b"".join(self.storage.open(self.prefix + name)).decode()

    @contextmanager
    def fetched(self, name: str) -> Iterator[Path]:
        """Have a file while it is read; OSError when it is not stored any more."""
        self.token.raise_if_cancelled()
        path = self.scratch / PurePosixPath(name).name
        try:
            self.storage.fetch(self.prefix + name, path)
            yield path
        except ObjectMissing as error:
            raise FileNotFoundError(f"{name} is not stored") from error
        finally:
            path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class CheckedStream:
    """A stream that keeps the rules: its smallest rendition, and where its clock begins in ticks.

    The clock is the one by which captions are shown.
    """

    smallest: MeasuredRendition
    clock_start: int


def check_stream(
    media: StoredMedia, spec: PackagingSpec, converted: ConvertedStream
) -> CheckedStream:
    """Return what was measured of a stream; JobFailed when it breaks a rule."""
    measured: dict[str, MeasuredRendition] = {}
    found: list[Violation] = []
    for master, text in converted.masters.items():
        folder = master.rpartition("/")[0]

        def measure(uri: str, folder: str = folder) -> MeasuredRendition:
            measured[f"{folder}/{uri}"] = one = _measure(media, f"{folder}/{uri}")
            return one

        found += violations_of(text, measure, CONVERTED)
    if found:
        reason = f"{spec.name}: the stream breaks a rule of HLS: {report(found)}"
        raise JobFailed("stream_not_conformant", reason)
    smallest = measured[converted.smallest]
    sounds = [one for one in measured.values() if one.is_sound]
    return CheckedStream(smallest, clock_start(smallest, sounds))


def clock_start(picture: MeasuredRendition, sounds: Sequence[MeasuredRendition]) -> int:
    """Return the first tick of a transport stream that is seen or heard; 0 for fragments.

    A sound that begins a little before the picture is codec priming.
    """
    if picture.playlist.init:
        return 0
    shown = picture.segments[0].start
    earlier = [one.segments[0].start for one in sounds]
    return int(min([shown, *(one for one in earlier if one < shown - PRIMING)]) * TIMESCALE)


def _measure(media: StoredMedia, name: str) -> MeasuredRendition:
    folder = name.rpartition("/")[0]
    playlist = parse_media(media.text(name))
    return measure_playlist(playlist, lambda one: media.fetched(f"{folder}/{one}"))
