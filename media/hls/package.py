# SPDX-License-Identifier: Apache-2.0
"""The last step of packaging: segments and playlists from the tracks that ffmpeg wrote."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from media.hls.boxes import BadTrack, Sample, Track, boxes, read_track
from media.hls.plan import AUDIO_NAME, POSTER_NAME, PackagingPlan
from media.hls.playlists import (
    Variant,
    average_bandwidth,
    master_playlist,
    media_playlist,
    peak_bandwidth,
    target_duration,
)
from media.hls.segments import audio_groups, cut_list, video_groups, write_segments

Group = tuple[Sample, ...]
Rates = tuple[int, int]

MASTER_NAME = "master.m3u8"
PLAYLIST_NAME = "playlist.m3u8"
CONTENT_TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".mp4": "video/mp4",
    ".m4s": "video/mp4",
    ".jpg": "image/jpeg",
}
# The sample entry's own fields come before the boxes it holds.
STSD_HEAD, AVC1_HEAD = 8, 78


@dataclass(frozen=True, slots=True)
class PackagedFile:
    """One file to store; its name is relative to the package, its size in bytes."""

    name: str
    size: int
    content_type: str


@dataclass(frozen=True, slots=True)
class Package:
    """A finished package; the master playlist is the last file, so files are stored in order."""

    duration: Fraction
    variants: tuple[Variant, ...]
    segments: int
    files: tuple[PackagedFile, ...]


@dataclass(frozen=True, slots=True)
class _Cutting:
    plan: PackagingPlan
    cuts: tuple[int, ...]
    longest: int
    target: Path

    def write(self, track: Track, groups: list[Group], name: str) -> Rates:
        """Write one rendition and return its peak and average bit rate."""
        segments = write_segments(track, groups, self.target / name)
        playlist = media_playlist(segments, self.longest)
        (self.target / name / PLAYLIST_NAME).write_text(playlist)
        return peak_bandwidth(segments, self.longest), average_bandwidth(segments)


def finish_package(plan: PackagingPlan, target: Path) -> Package:
    """Write all segments and playlists; tracks that do not agree with the plan raise BadTrack."""
    cuts = cut_list(plan.keyframes, frames=plan.frames, rate=plan.rate)
    cutting = _Cutting(plan, cuts, target_duration(cuts, plan.rate), target)
    audio = _write_audio(cutting) if plan.has_audio else (0, 0)
    variants = tuple(_write_rung(cutting, index, audio) for index in range(len(plan.rungs)))
    shutil.copyfile(plan.poster, target / POSTER_NAME)
    audio_uri = f"{AUDIO_NAME}/{PLAYLIST_NAME}" if plan.has_audio else None
    (target / MASTER_NAME).write_text(master_playlist(variants, audio_uri=audio_uri))
    return Package(plan.duration, variants, len(cuts) - 1, _files(target))


def _write_audio(cutting: _Cutting) -> Rates:
    track = read_track(cutting.plan.tracks[-1])
    groups = audio_groups(track, cutting.cuts, rate=cutting.plan.rate)
    return cutting.write(track, groups, AUDIO_NAME)


def _write_rung(cutting: _Cutting, index: int, audio: Rates) -> Variant:
    plan, rung = cutting.plan, cutting.plan.rungs[index]
    track = read_track(plan.tracks[index])
    groups = video_groups(track, cutting.cuts, keyframes=plan.keyframes, rate=plan.rate)
    peak, average = cutting.write(track, groups, rung.name)
    return Variant(
        uri=f"{rung.name}/{PLAYLIST_NAME}",
        size=rung.size,
        rate=plan.rate,
        codec=avc_codec(track.header),
        bandwidth=peak + audio[0],
        average_bandwidth=average + audio[1],
    )


def avc_codec(header: bytes) -> str:
    """Return the RFC 6381 name of an H.264 track, read from its decoder record."""
    stsd = dict(boxes(header)).get(b"stsd", b"")
    entries = dict(boxes(stsd[STSD_HEAD:]))
    record = dict(boxes(entries.get(b"avc1", b"")[AVC1_HEAD:])).get(b"avcC")
    if record is None or len(record) < 4:
        raise BadTrack("no H.264 decoder record")
    return f"avc1.{record[1:4].hex()}"


def _files(target: Path) -> tuple[PackagedFile, ...]:
    paths = [path for path in sorted(target.rglob("*")) if path.is_file()]
    paths.sort(key=lambda path: (path.suffix == ".m3u8", path.name == MASTER_NAME))
    return tuple(_file(path, target) for path in paths)


def _file(path: Path, target: Path) -> PackagedFile:
    name = path.relative_to(target).as_posix()
    kind = CONTENT_TYPES[path.suffix]
    if name.startswith(f"{AUDIO_NAME}/"):
        kind = kind.replace("video/", "audio/")
    return PackagedFile(name, path.stat().st_size, kind)
