# SPDX-License-Identifier: Apache-2.0
"""The plan of one packaging: its rungs, and the ffmpeg commands that write their tracks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import ffmpeg

from media.argv import Graph, Options, command, output
from media.encode import aac_options, x264_options, x264_params
from media.hls.copying import copied_sound, copy_rate, why_encode
from media.ingest import frame_still_argv
from media.mezzanine_encoding import timescales
from media.normalise import ONLY_STREAMS, exact_video, frame_count, open_video, to_sdr
from media.packets import PacketTable, StreamPackets
from media.sizes import RUNG_CRF, Rung, Size, bufsize, ladder
from media.streams import MediaProbe, VideoStream
from media.timecode import SAMPLE_RATE, FrameRate, nearest_listed_rate, seconds_text

RUNG_PRESET = "veryfast"
RUNG_THREADS = 2
HLS_AUDIO_BITRATE = 128_000
AUDIO_FRAGMENT_MICROS = 5_000_000
BEGINNING_SECONDS = 12
"""How much of a copied track shows how all of it is copied: more than its first fragment has."""

POSTER_EDGE = 1280
POSTER_NAME = "poster.jpg"
AUDIO_NAME = "audio"

# Without avoid_negative_ts=disabled the muxer moves B-frame video by two frames against the audio.
FRAGMENTED: Options = {
    **ONLY_STREAMS,
    "movflags": "+frag_keyframe+delay_moov+default_base_moof",
    "avoid_negative_ts": "disabled",
    "f": "mp4",
}


NO_LIMITS: Options = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PackagingStage:
    """One command, and the tracks that are whole when it has ended.

    `beginning` is the same command for only the first seconds of the tracks that it copies; it is
    empty where the command copies none.
    """

    argv: tuple[str, ...]
    rungs: tuple[Rung, ...]
    has_audio: bool = False
    beginning: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackagingPlan:
    """The commands to run, in order, and the files that they write into the scratch directory.

    A copied rung and the sound are a stage of their own: they can be played long before the other
    rungs are encoded.

    `keyframes` are the frames at which every rung has a key frame. The file `sound` must hold
    `samples` samples of the video's sound before the commands are run; None when none is encoded.
    `copied` are the packets of the source that the copied tracks have, by the name of the track.
    """

    source: Path
    rate: FrameRate
    frames: int
    keyframes: tuple[int, ...]
    rungs: tuple[Rung, ...]
    has_audio: bool
    audio_copied: bool
    tracks: tuple[Path, ...]
    poster: Path
    sound: Path | None
    samples: int
    stages: tuple[PackagingStage, ...]
    poster_argv: tuple[str, ...]
    copied: Mapping[str, StreamPackets]

    @property
    def commands(self) -> tuple[tuple[str, ...], ...]:
        """All commands."""
        return (*(stage.argv for stage in self.stages), self.poster_argv)

    def track(self, name: str) -> Path:
        """Return where the track of a rung or of the audio is written."""
        return track_path(self.poster.parent, name)

    @property
    def duration(self) -> Fraction:
        """The duration in seconds."""
        return self.rate.seconds(self.frames)


@dataclass(frozen=True, slots=True)
class _Packaging:
    source: Path
    scratch: Path
    probe: MediaProbe
    video: VideoStream
    rate: FrameRate
    frames: int
    keyframes: tuple[int, ...]
    rungs: tuple[Rung, ...]
    copied: Mapping[str, StreamPackets]
    crf: int

    @property
    def audio_copied(self) -> bool:
        return AUDIO_NAME in self.copied


def plan_packaging(
    source: Path,
    scratch: Path,
    *,
    probe: MediaProbe,
    packets: PacketTable,
    is_simple: bool = False,
    crf: int = RUNG_CRF,
) -> PackagingPlan:
    """Plan the ladder of a video, which is copied as the top rung when `why_encode` is None.

    The packets may be missing where `why_encode_by_header` gives a reason. A simple ladder has its
    top rung only.
    """
    video = probe.picture()
    copied = packets.stream(video.index) if why_encode(probe, packets) is None else None
    rate = copy_rate(video) if copied else nearest_listed_rate(video.shown_rate)
    frames = len(copied.packets) if copied else frame_count(probe, rate)
    rungs = ladder(Size(video.width, video.height), is_copied=copied is not None)
    work = _Packaging(
        source=source,
        scratch=scratch,
        probe=probe,
        video=video,
        rate=rate,
        frames=frames,
        keyframes=_keyframes(copied, rate, frames),
        rungs=rungs[:1] if is_simple else rungs,
        copied=_copied_tracks(rungs[0], copied, copied_sound(probe, packets)),
        crf=crf,
    )
    return _plan(work)


def _copied_tracks(
    top: Rung, video: StreamPackets | None, sound: StreamPackets | None
) -> dict[str, StreamPackets]:
    if video is None:
        return {}
    return {top.name: video} | ({AUDIO_NAME: sound} if sound else {})


def _keyframes(copied: StreamPackets | None, rate: FrameRate, frames: int) -> tuple[int, ...]:
    if copied is not None:
        tick = 1 / rate.fps / copied.time_base
        return tuple(round(pts / tick) for pts in sorted(copied.keyframes))
    return tuple(range(0, frames, rate.keyframe_interval))


def _plan(work: _Packaging) -> PackagingPlan:
    names = [rung.name for rung in work.rungs]
    names += [AUDIO_NAME] if work.probe.has_audio else []
    poster = work.scratch / POSTER_NAME
    is_encoded = work.probe.has_audio and not work.audio_copied
    return PackagingPlan(
        source=work.source,
        rate=work.rate,
        frames=work.frames,
        keyframes=work.keyframes,
        rungs=work.rungs,
        has_audio=work.probe.has_audio,
        audio_copied=work.audio_copied,
        tracks=tuple(track_path(work.scratch, name) for name in names),
        poster=poster,
        sound=_sound_path(work) if is_encoded else None,
        samples=work.rate.samples(work.frames),
        stages=_stages(work),
        poster_argv=tuple(_poster_argv(work, poster)),
        copied=work.copied,
    )


def track_path(scratch: Path, name: str) -> Path:
    """Return where the commands write the fragmented track of a rung or of the audio."""
    return scratch / f"{name}.mp4"


def _sound_path(work: _Packaging) -> Path:
    return work.scratch / "sound.s16"


def _stages(work: _Packaging) -> tuple[PackagingStage, ...]:
    source = open_video(work.source, work.video)
    sound = [_audio(work, source)] if work.probe.has_audio else []
    encoded, top = _encoded_rungs(work, source), work.rungs[:1]
    if not top[0].is_copied:
        argv = command(*encoded, *sound, strict=False, reports_damage=True)
        return (PackagingStage(tuple(argv), work.rungs, bool(sound)),)
    argv = command(_copied_rung(work, source), *sound)
    first: Options = {"t": BEGINNING_SECONDS}
    begun = [_audio(work, source, first)] if sound else []
    beginning = command(_copied_rung(work, source, first), *begun)
    copied = PackagingStage(tuple(argv), top, bool(sound), tuple(beginning))
    if not encoded:
        return (copied,)
    return (copied, PackagingStage(tuple(command(*encoded)), work.rungs[1:]))


def _encoded_rungs(work: _Packaging, source: Graph) -> list[Graph]:
    """Return all encoded rungs; the source is decoded once, each rung scaled from the one above."""
    rungs = [rung for rung in work.rungs if not rung.is_copied]
    if not rungs:
        return []
    video = exact_video(
        source, work.video, rate=work.rate, frames=work.frames, zero=work.probe.zero
    )
    video = to_sdr(video, work.video, rungs[0].size)
    outputs = []
    for rung, below in zip(rungs, [*rungs[1:], None], strict=True):
        scaled = video
        if below is not None:
            copies = video.split()
            scaled, video = copies[0], to_size(copies[1], below.size)
        path = track_path(work.scratch, rung.name)
        outputs.append(output(scaled, path=str(path), options=_rung_options(work, rung)))
    return outputs


def to_size(stream: Graph, size: Size) -> Graph:
    """Return a normalised video scaled down to a size."""
    scaled = stream.filter("scale", size.width, size.height, flags="bicubic+accurate_rnd+bitexact")
    return scaled.filter("setsar", 1)


def _rung_options(work: _Packaging, rung: Rung) -> Options:
    options: dict[str, str | int] = {
        **x264_options(
            crf=work.crf,
            maxrate=rung.maxrate,
            bufsize=bufsize(rung.maxrate),
            preset=RUNG_PRESET,
            threads=RUNG_THREADS,
        ),
        "r": str(work.rate),
        "x264-params": x264_params(work.rate.keyframe_interval),
        **timescales(work.rate),
        **FRAGMENTED,
    }
    if work.rungs[0].is_copied:
        options |= _forced_keyframes(work)
    return options


def _forced_keyframes(work: _Packaging) -> Options:
    """Return the options that put key frames exactly where the copied rung has them."""
    times = ",".join(seconds_text(work.rate.seconds(frame)) for frame in work.keyframes)
    return {
        "force_key_frames": times,
        "forced-idr": 1,
        "x264-params": "keyint=infinite:min-keyint=1:scenecut=0:open-gop=0:repeat-headers=0",
    }


def _copied_rung(work: _Packaging, source: Graph, limits: Options = NO_LIMITS) -> Graph:
    path = track_path(work.scratch, work.rungs[0].name)
    options: Options = {"c": "copy", **limits, **timescales(work.rate), **FRAGMENTED}
    return output(source[str(work.video.index)], path=str(path), options=options)


def _audio(work: _Packaging, source: Graph, limits: Options = NO_LIMITS) -> Graph:
    audio = work.probe.audio
    clock: Options = {"frag_duration": AUDIO_FRAGMENT_MICROS, "movie_timescale": SAMPLE_RATE}
    path = str(track_path(work.scratch, AUDIO_NAME))
    if work.audio_copied and audio is not None:
        options: Options = {"c": "copy", **limits, **clock, **FRAGMENTED}
        return output(source[str(audio.index)], path=path, options=options)
    exact = open_decoded_sound(_sound_path(work))
    encoding = aac_options(bitrate=HLS_AUDIO_BITRATE)
    return output(exact, path=path, options={**encoding, **clock, **FRAGMENTED})


def open_decoded_sound(path: Path) -> Graph:
    """Return a sound that `media.sound` made as an input."""
    return ffmpeg.input(str(path), f="s16le", ar=SAMPLE_RATE, ac=2)["a:0"]


def _poster_argv(work: _Packaging, poster: Path) -> list[str]:
    at = min(Fraction(1), work.rate.seconds(work.frames) / 2)
    return frame_still_argv(work.source, poster, probe=work.probe, at=at, edge=POSTER_EDGE)
