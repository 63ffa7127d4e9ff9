# SPDX-License-Identifier: Apache-2.0
"""The packaging of one film as data: its rungs, and the commands that make their tracks."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from media.argv import Graph, Options, command, output
from media.encode import aac_options, x264_options, x264_params
from media.hls.copying import copy_rate, sound_fits, why_encode
from media.hls.ladder import Rung, ladder
from media.ingest import still_argv, timescales
from media.packets import PacketTable
from media.picture import exact_audio, exact_video, frame_count, open_upload, to_sdr
from media.probed import Probe, VideoStream
from media.sizes import Size
from media.timecode import SAMPLE_RATE, FrameRate, nearest_listed_rate, seconds_text

RUNG_CRF = 23
RUNG_PRESET = "veryfast"
RUNG_THREADS = 2
AUDIO_BITRATE = 128_000
AUDIO_FRAGMENT_MICROS = 5_000_000
POSTER_EDGE = 1280
POSTER_NAME = "poster.jpg"
AUDIO_NAME = "audio"

# Without avoid_negative_ts=disabled the muxer moves B-frame video by two frames against the sound.
FRAGMENTED: Options = {
    "movflags": "+frag_keyframe+delay_moov+default_base_moof",
    "avoid_negative_ts": "disabled",
    "f": "mp4",
}


@dataclass(frozen=True, slots=True)
class PackagingPlan:
    """Everything to run, in order, and what it leaves in the scratch directory.

    `keyframes` are the frames at which every rung has a key frame.
    """

    rate: FrameRate
    frames: int
    keyframes: tuple[int, ...]
    rungs: tuple[Rung, ...]
    has_audio: bool
    audio_copied: bool
    tracks: tuple[Path, ...]
    poster: Path
    commands: tuple[tuple[str, ...], ...]

    @property
    def duration(self) -> Fraction:
        """The film's length in seconds."""
        return self.rate.seconds(self.frames)


@dataclass(frozen=True, slots=True)
class _Work:
    source: Path
    scratch: Path
    probe: Probe
    video: VideoStream
    rate: FrameRate
    frames: int
    keyframes: tuple[int, ...]
    rungs: tuple[Rung, ...]
    copied_sound: bool


def plan_packaging(
    source: Path, scratch: Path, *, probe: Probe, packets: PacketTable
) -> PackagingPlan:
    """Plan the ladder of a film; its picture is copied as the top rung when it fits as it is."""
    video = probe.picture()
    copied = why_encode(probe, packets) is None
    rate = copy_rate(video) if copied else nearest_listed_rate(video.frame_rate)
    frames = len(packets.video.packets) if copied and packets.video else frame_count(probe, rate)
    work = _Work(
        source=source,
        scratch=scratch,
        probe=probe,
        video=video,
        rate=rate,
        frames=frames,
        keyframes=_keyframes(packets, rate, frames, copied=copied),
        rungs=ladder(Size(video.width, video.height), copied=copied),
        copied_sound=copied and sound_fits(probe, packets),
    )
    return _plan(work)


def _keyframes(
    packets: PacketTable, rate: FrameRate, frames: int, *, copied: bool
) -> tuple[int, ...]:
    if copied and packets.video:
        tick = 1 / rate.fps / packets.video.time_base
        return tuple(round(pts / tick) for pts in sorted(packets.video.keyframes))
    return tuple(range(0, frames, rate.keyframe_interval))


def _plan(work: _Work) -> PackagingPlan:
    names = [rung.name for rung in work.rungs]
    names += [AUDIO_NAME] if work.probe.has_audio else []
    poster = work.scratch / POSTER_NAME
    return PackagingPlan(
        rate=work.rate,
        frames=work.frames,
        keyframes=work.keyframes,
        rungs=work.rungs,
        has_audio=work.probe.has_audio,
        audio_copied=work.copied_sound,
        tracks=tuple(track_path(work.scratch, name) for name in names),
        poster=poster,
        commands=(tuple(_tracks_argv(work)), tuple(_poster_argv(work, poster))),
    )


def track_path(scratch: Path, name: str) -> Path:
    """Where the commands leave the fragmented track of a rung or of the sound."""
    return scratch / f"{name}.mp4"


def _tracks_argv(work: _Work) -> list[str]:
    source = open_upload(work.source)
    outputs = _encoded_rungs(work, source)
    if work.rungs[0].copied:
        outputs.append(_copied_rung(work, source))
    if work.probe.has_audio:
        outputs.append(_sound(work, source))
    return command(*outputs, strict=work.rungs[0].copied)


def _encoded_rungs(work: _Work, source: Graph) -> list[Graph]:
    """One decode; each rung is scaled from the one above it."""
    rungs = [rung for rung in work.rungs if not rung.copied]
    if not rungs:
        return []
    picture = exact_video(source, work.video, rate=work.rate, frames=work.frames)
    picture = to_sdr(picture, work.video, rungs[0].size)
    outputs = []
    for rung, below in zip(rungs, [*rungs[1:], None], strict=True):
        mine = picture
        if below is not None:
            halves = picture.split()
            mine, picture = halves[0], to_size(halves[1], below.size)
        path = track_path(work.scratch, rung.name)
        outputs.append(output(mine, path=str(path), options=_rung_options(work, rung)))
    return outputs


def to_size(stream: Graph, size: Size) -> Graph:
    """Scale a normalised picture further down."""
    scaled = stream.filter("scale", size.width, size.height, flags="bicubic+accurate_rnd+bitexact")
    return scaled.filter("setsar", 1)


def _rung_options(work: _Work, rung: Rung) -> Options:
    options: dict[str, str | int] = {
        **x264_options(crf=RUNG_CRF, peak=rung.maxrate, preset=RUNG_PRESET, threads=RUNG_THREADS),
        "r": str(work.rate),
        "x264-params": x264_params(work.rate.keyframe_interval),
        **timescales(work.rate),
        **FRAGMENTED,
    }
    if work.rungs[0].copied:
        options |= _forced_keyframes(work)
    return options


def _forced_keyframes(work: _Work) -> Options:
    """Key frames where the copied rung has them and nowhere else."""
    times = ",".join(seconds_text(work.rate.seconds(frame)) for frame in work.keyframes)
    return {
        "force_key_frames": times,
        "forced-idr": 1,
        "x264-params": "keyint=infinite:min-keyint=1:scenecut=0:open-gop=0:repeat-headers=0",
    }


def _copied_rung(work: _Work, source: Graph) -> Graph:
    path = track_path(work.scratch, work.rungs[0].name)
    options: Options = {"c": "copy", **timescales(work.rate), **FRAGMENTED}
    return output(source[str(work.video.index)], path=str(path), options=options)


def _sound(work: _Work, source: Graph) -> Graph:
    audio = work.probe.audio
    clock: Options = {"frag_duration": AUDIO_FRAGMENT_MICROS, "movie_timescale": SAMPLE_RATE}
    path = str(track_path(work.scratch, AUDIO_NAME))
    if work.copied_sound and audio is not None:
        options: Options = {"c": "copy", **clock, **FRAGMENTED}
        return output(source[str(audio.index)], path=path, options=options)
    sound = exact_audio(source, work.probe, work.rate.samples(work.frames))
    return output(sound, path=path, options={**aac_options(AUDIO_BITRATE), **clock, **FRAGMENTED})


def _poster_argv(work: _Work, poster: Path) -> list[str]:
    at = min(Fraction(1), work.rate.seconds(work.frames) / 2)
    seek = seconds_text(work.rate.seconds(int(at * work.rate.fps)))
    return still_argv(work.source, poster, video=work.video, seek=seek, edge=POSTER_EDGE)
