# SPDX-License-Identifier: Apache-2.0
"""The last step of packaging: segments and playlists from the tracks that ffmpeg wrote."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from media.hls.boxes import BadTrack, Sample, Track, boxes, read_track
from media.hls.dash import MANIFEST_NAME, manifest
from media.hls.plan import AUDIO_NAME, POSTER_NAME, PackagingPlan, PackagingStage
from media.hls.playlists import (
    Variant,
    average_bandwidth,
    keyframe_playlist,
    keyframe_segments,
    master_playlist,
    media_playlist,
    peak_bandwidth,
    target_duration,
)
from media.hls.segments import (
    MediaSegment,
    audio_groups,
    cut_list,
    video_groups,
    write_segments,
)
from media.hls.source_tracks import track_in_source
from media.sizes import Rung

Group = tuple[Sample, ...]
Segments = tuple[MediaSegment, ...]
Rates = tuple[int, int]

MASTER_NAME = "master.m3u8"
PLAYLIST_NAME, KEYFRAMES_NAME = "playlist.m3u8", "iframes.m3u8"
_PLAYLISTS = (".m3u8", ".mpd")
CONTENT_TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".mpd": "application/dash+xml",
    ".mp4": "video/mp4",
    ".m4s": "video/mp4",
    ".jpg": "image/jpeg",
    ".vtt": "text/vtt",
}
# The sample entry's own fields come before the boxes it holds.
STSD_HEAD, AVC1_HEAD = 8, 78


@dataclass(frozen=True, slots=True)
class PackagedFile:
    """One file to store; its name is relative to the package, its size in bytes."""

    name: str
    size: int
    content_type: str

    @property
    def is_playlist(self) -> bool:
        """Whether it is a playlist or a manifest, which may change as renditions are added."""
        return self.name.endswith(_PLAYLISTS)


@dataclass(frozen=True, slots=True)
class Package:
    """A package as far as it is made; the master playlist is the last file to be stored."""

    duration: Fraction
    variants: tuple[Variant, ...]
    segments: int
    files: tuple[PackagedFile, ...]


class PackageWriter:
    """Writes the renditions of a package as their tracks are made, into one folder.

    After each stage the package can be played: its playlists name what is there, and no more.
    Each file of media is handed to `finished` when it is written, from several threads at once,
    and may then be moved away.
    """

    def __init__(
        self, plan: PackagingPlan, target: Path, finished: Callable[[PackagedFile], None]
    ) -> None:
        self._plan = plan
        self._target = target
        self._finished = finished
        self._media: dict[str, PackagedFile] = {}
        self._cuts = cut_list(plan.keyframes, frames=plan.frames, rate=plan.rate)
        self._longest = target_duration(self._cuts, plan.rate)
        self._audio: Segments = ()
        self._variants: dict[str, Variant] = {}

    def add_stage(self, stage: PackagingStage, *, is_begun: bool = False) -> Package:
        """Write what the command of a stage made; other tracks than planned raise BadTrack.

        Of a stage that is only begun, the samples of copied tracks are read from the source, or
        CopyDiffers is raised.
        """
        if stage.has_audio:
            self._audio = self._written_audio(is_begun)
        for rung in stage.rungs:
            self._variants[rung.name] = self._written_rung(rung, is_begun)
        self._write_playlists()
        return self.package()

    def package(self) -> Package:
        """Return the package as far as it is made."""
        files = _sorted([*self._media.values(), *self._others()])
        return Package(self._plan.duration, self._made(), len(self._cuts) - 1, files)

    def _others(self) -> list[PackagedFile]:
        paths = (path for path in self._target.rglob("*") if path.is_file())
        files = (_file(path, self._target) for path in paths)
        return [one for one in files if one.name not in self._media]

    def _made(self) -> tuple[Variant, ...]:
        names = (rung.name for rung in self._plan.rungs)
        return tuple(self._variants[name] for name in names if name in self._variants)

    def _audio_rates(self) -> Rates:
        return self._rates(self._audio) if self._audio else (0, 0)

    def _rates(self, segments: Sequence[MediaSegment]) -> Rates:
        return peak_bandwidth(segments, self._longest), average_bandwidth(segments)

    def _track(self, name: str, is_begun: bool) -> Track:
        track, copied = read_track(self._plan.track(name)), self._plan.copied.get(name)
        if copied is None or not is_begun:
            return track
        return track_in_source(self._plan.source, track, copied)

    def _written_audio(self, is_begun: bool) -> Segments:
        track = self._track(AUDIO_NAME, is_begun)
        return self._written(
            track, audio_groups(track, self._cuts, rate=self._plan.rate), AUDIO_NAME
        )

    def _written_rung(self, rung: Rung, is_begun: bool) -> Variant:
        plan = self._plan
        track = self._track(rung.name, is_begun)
        groups = video_groups(track, self._cuts, keyframes=plan.keyframes, rate=plan.rate)
        segments = self._written(track, groups, rung.name)
        (self._target / rung.name / KEYFRAMES_NAME).write_text(keyframe_playlist(segments))
        (peak, average), audio = self._rates(segments), self._audio_rates()
        return Variant(
            uri=f"{rung.name}/{PLAYLIST_NAME}",
            size=rung.size,
            rate=plan.rate,
            codec=avc_codec(track.header),
            bandwidth=peak + audio[0],
            average_bandwidth=average + audio[1],
            keyframe_uri=f"{rung.name}/{KEYFRAMES_NAME}",
            keyframe_rates=self._rates(keyframe_segments(segments)),
        )

    def _written(self, track: Track, groups: list[Group], name: str) -> Segments:
        segments = write_segments(track, groups, self._target / name, self._note)
        playlist = media_playlist(segments, self._longest)
        (self._target / name / PLAYLIST_NAME).write_text(playlist)
        return segments

    def _note(self, path: Path) -> None:
        file = _file(path, self._target)
        self._media[file.name] = file
        self._finished(file)

    def _write_playlists(self) -> None:
        made = self._made()
        audio_uri = f"{AUDIO_NAME}/{PLAYLIST_NAME}" if self._audio else None
        (self._target / MASTER_NAME).write_text(master_playlist(made, audio_uri=audio_uri))
        rate = self._plan.rate
        video = [rate.seconds(after - here) for here, after in pairwise(self._cuts)]
        audio = [segment.duration for segment in self._audio]
        text = manifest(made, video, audio=audio, audio_bandwidth=self._audio_rates()[0])
        (self._target / MANIFEST_NAME).write_text(text)


def finish_package(plan: PackagingPlan, target: Path) -> Package:
    """Write a whole package from all tracks and the poster; other tracks raise BadTrack."""
    writer = PackageWriter(plan, target, lambda _: None)
    for stage in plan.stages:
        writer.add_stage(stage)
    shutil.copyfile(plan.poster, target / POSTER_NAME)
    return writer.package()


def avc_codec(header: bytes) -> str:
    """Return the RFC 6381 name of an H.264 track, read from its decoder record."""
    stsd = dict(boxes(header)).get(b"stsd", b"")
    entries = dict(boxes(stsd[STSD_HEAD:]))
    record = dict(boxes(entries.get(b"avc1", b"")[AVC1_HEAD:])).get(b"avcC")
    if record is None or len(record) < 4:
        raise BadTrack("no H.264 decoder record")
    return f"avc1.{record[1:4].hex()}"


def _sorted(files: Iterable[PackagedFile]) -> tuple[PackagedFile, ...]:
    """Return files in the order of their names, but playlists behind what they name."""
    return tuple(
        sorted(files, key=lambda one: (one.is_playlist, one.name == MASTER_NAME, one.name))
    )


def _file(path: Path, target: Path) -> PackagedFile:
    name = path.relative_to(target).as_posix()
    kind = CONTENT_TYPES[path.suffix]
    if name.startswith(f"{AUDIO_NAME}/"):
        kind = kind.replace("video/", "audio/")
    return PackagedFile(name, path.stat().st_size, kind)
