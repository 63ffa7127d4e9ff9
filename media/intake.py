# SPDX-License-Identifier: Apache-2.0
"""Reads an uploaded file: its streams, its clock and its length, from what is there.

Headers are believed where packets agree with them; sounds are tried before they count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from media.accepted import MP4, is_video_codec, unsupported_sound, unsupported_video
from media.content_type import ANIMATED_GIF
from media.cut_off import cut_off
from media.errors import Damaged, NotMedia, Truncated, UnsupportedCodec
from media.fields import fields_argv, may_be_interlaced, parse_fields
from media.file_kinds import file_kind, not_media
from media.frame_grid import grid_of
from media.joins import JOINABLE, ClockedPackets, Joins, end_to_end_argv, find_joins
from media.mp4_boxes import ANOTHER_FOLLOWS, is_followed_by_another
from media.packet_times import PacketTimes, packet_times_argv, parse_packet_times
from media.picture_trial import how_late, is_stamped_late
from media.probe import (
    Fields,
    audio_fields,
    load_answer,
    parse_probe,
    probe_argv,
    probed_type,
    stated_frames,
    video_fields,
    video_stream,
)
from media.silent_sounds import silence
from media.sound_choice import find_sounds, preferred_trial
from media.sound_trial import SoundStart
from media.source_clock import (
    Picture,
    measured_rate,
    picture_end,
    sound_end_of,
    tick_of,
    zero_of,
)
from media.stream_choice import by_preference, real_pictures
from media.streams import MediaProbe, VideoStream

GIF = "gif"

_TRUNCATED = ("moov atom not found", "partial file", "File ended prematurely")
_UNJOINABLE = (
    "these are {count} recordings in one file, of which a part cannot be read; "
    "upload each by itself"
)
_END_MISSING = (
    "this is {name} whose end is missing, so that none of it can be read; upload the whole file"
)


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a command printed that reads a file, and whether it ended well."""

    output: str
    messages: str = ""
    is_whole: bool = True


Inspect = Callable[[Sequence[str]], Inspected]
"""Runs a command that reads a file."""


@dataclass(frozen=True, slots=True)
class Source:
    """An upload that can be decoded: a file on one clock, and what is in it.

    `picture` is absent when the file has no moving picture, `sound` when nothing is heard.
    """

    path: Path
    probe: MediaProbe
    picture: Picture | None = None
    sound: ClockedPackets | None = None


@dataclass(frozen=True, slots=True)
class FoundSource:
    """What is in an upload: its streams, packets of picture and sound, and its joins if any."""

    probe: MediaProbe
    picture: Picture | None = None
    sound: ClockedPackets | None = None
    joins: Joins | None = None


def open_source(
    path: Path,
    scratch: Path,
    *,
    inspect: Inspect,
    make: Callable[[Sequence[str]], bool],
    audio_track: int | None = None,
) -> Source:
    """Read an upload; recordings that were joined are laid end to end in a file of `scratch`.

    A file that cannot be used raises UnusableMedia. `make` runs a command that writes a file, and
    returns False if it failed because of the upload.
    `audio_track` is the index of the stream that is heard, None the one that players prefer.
    """
    found = read_source(path, inspect=inspect, audio_track=audio_track)
    if found.joins is None:
        return Source(path, found.probe, found.picture, found.sound)
    laid = scratch / "end-to-end.ts"
    streams = [each.index for each in (found.probe.video, found.probe.audio) if each is not None]
    tracks, count = found.probe.audio_tracks, found.joins.count + 1
    if not make(end_to_end_argv(path, laid, found.joins, streams=streams)):
        raise Damaged(_UNJOINABLE.format(count=count))
    whole = read_source(laid, inspect=inspect)
    warning = f"These are {count} recordings in one file, shown one after the other."
    warnings = (warning, *whole.probe.warnings)
    probe = replace(whole.probe, warnings=warnings, audio_tracks=tracks)
    return Source(laid, probe, whole.picture, whole.sound)


def read_source(path: Path, *, inspect: Inspect, audio_track: int | None = None) -> FoundSource:
    """Return what is in an upload, and where recordings were joined.

    Time zero and length are those of the sound that players prefer, whichever is heard: a choice
    of `audio_track` moves no picture.
    """
    answer = _headers(path, inspect)
    header = load_answer(answer)
    if not video_fields(header) and not audio_fields(header):
        raise NotMedia("this file has neither a picture nor a sound that can be decoded")
    is_gif = header["format"]["format_name"] == GIF
    if _is_image(header) and not is_gif:
        return FoundSource(parse_probe(answer))
    listed, inspect = _listed_packets(path, header, inspect)
    times = parse_packet_times(listed)
    if is_gif and all(each.count < 2 for each in times.values()):
        return FoundSource(parse_probe(answer))
    picture = _picture(header, times)
    sounds = find_sounds(
        path, header, times, inspect=lambda argv: inspect(argv).output, track=audio_track
    )
    _check_decodable(header, picture, sounds.preferred)
    probe = _probe(header, times, picture, sounds.preferred if picture else sounds.chosen)
    probe = replace(
        probe,
        audio=sounds.chosen.stream if sounds.chosen else None,
        audio_tracks=sounds.tracks,
    )
    if probe.video is not None and picture is not None:
        tried = _tried(path, header, picture, probe.video, inspect)
        probe = replace(probe, video=tried)
    silent = silence(path, sounds, probe, inspect=lambda argv: inspect(argv).output)
    warnings = (
        sounds.warnings + silent + cut_off(header, probe, times) + _what_follows(path, header)
    )
    joins = _joins(header, times, picture, sounds.chosen)
    sound = _clocked(sounds.chosen.header, times) if sounds.chosen else None
    return FoundSource(replace(probe, warnings=warnings), picture, sound, joins)


def _tried(
    path: Path, header: Fields, picture: Picture, video: VideoStream, inspect: Inspect
) -> VideoStream:
    """Return a video with what is found by decoding some of it, where headers do not say it."""
    if is_stamped_late(header, picture):
        late = how_late(path, picture, inspect=lambda argv: inspect(argv).output)
        video = replace(video, stamped_late=late)
    if may_be_interlaced(picture.fields):
        detected = inspect(fields_argv(path, video.index)).output
        video = replace(video, fields=parse_fields(detected))
    return video


def _listed_packets(path: Path, header: Fields, inspect: Inspect) -> tuple[str, Inspect]:
    """List the packets of a file, and try its preferred sound meanwhile: people wait for both.

    Also returns what inspects the file from then on, which knows the outcome of that trial.
    """
    trial = preferred_trial(path, header)
    if trial is None:
        return inspect(packet_times_argv(path)).output, inspect
    with ThreadPoolExecutor(1, thread_name_prefix="sound") as pool:
        tried = pool.submit(inspect, trial)
        listed = inspect(packet_times_argv(path)).output
    return listed, lambda argv: tried.result() if argv == trial else inspect(argv)


def _what_follows(path: Path, header: Fields) -> tuple[str, ...]:
    is_mp4 = header["format"]["format_name"] == MP4
    return (ANOTHER_FOLLOWS,) if is_mp4 and is_followed_by_another(path) else ()


def _check_decodable(header: Fields, picture: Picture | None, sound: SoundStart | None) -> None:
    name = str(header["format"]["format_name"])
    if picture is not None and not is_video_codec(codec := _codec(picture.fields)):
        raise UnsupportedCodec(unsupported_video(name, codec))
    if picture is None and sound is None:
        if audios := audio_fields(header):
            raise UnsupportedCodec(unsupported_sound(name, _codec(audios[0])))
        raise NotMedia("this file announces a picture and holds none")


def _codec(fields: Fields) -> str:
    return str(fields.get("codec_name", "unknown"))


def _headers(path: Path, inspect: Inspect) -> str:
    found = inspect(probe_argv(path))
    if not found.is_whole:
        kind = file_kind(path)
        has_no_index = any(message in found.messages for message in _TRUNCATED)
        if has_no_index and kind is not None and kind.has_boxes:
            raise Truncated(_END_MISSING.format(name=kind.name))
        raise NotMedia(not_media(kind))
    return found.output


def _is_image(header: Fields) -> bool:
    videos = video_fields(header)
    return bool(videos) and probed_type(header, video_stream(videos[0]), None).startswith("image/")


def _picture(header: Fields, times: dict[int, PacketTimes]) -> Picture | None:
    found = []
    for fields in video_fields(header):
        packets = times.get(int(fields["index"]))
        if packets is not None and packets.pts:
            stated = stated_frames(fields)
            is_exact = header["format"]["format_name"] == MP4
            if is_exact and stated is not None and packets.count < stated:
                raise Truncated(
                    f"this file was cut off: it states {stated} frames but has {packets.count};"
                    " upload the whole file"
                )
            tick = tick_of(fields)
            found.append(Picture(fields, packets, tick, packets.first * tick, packets.end * tick))
    real = real_pictures(found, frames=lambda each: len(each.times.pts))
    ordered = by_preference(
        real, fields=lambda each: each.fields, length=lambda each: each.end - each.first
    )
    return ordered[0] if ordered else None


def _probe(
    header: Fields,
    times: dict[int, PacketTimes],
    picture: Picture | None,
    sound: SoundStart | None,
) -> MediaProbe:
    video = _video(picture) if picture else None
    audio = sound.stream if sound else None
    name = str(header["format"]["format_name"])
    kind = ANIMATED_GIF if name == GIF else probed_type(header, video, audio)
    sound_end = sound_end_of(sound, times) if sound else None
    if picture is None or video is None:
        assert audio is not None and sound_end is not None
        return MediaProbe(name, kind, sound_end - audio.first, None, audio, audio.first)
    zero = zero_of(video, audio)
    end = picture_end(picture, sound_end)
    video = replace(video, last_shown=end - max(picture.times.pts) * picture.tick)
    return MediaProbe(name, kind, end - zero, video, audio, zero)


def _video(picture: Picture) -> VideoStream:
    video, count = video_stream(picture.fields), len(picture.times.pts)
    rate = measured_rate(video.frame_rate, picture)
    return replace(
        video,
        first=picture.first,
        frames=count,
        frame_rate=rate.fps,
        has_varying_rate=rate.is_varying,
        grid=grid_of(picture.times.pts, picture.tick, stated=(video.frame_rate, rate.fps)),
    )


def _clocked(fields: Fields, times: dict[int, PacketTimes]) -> ClockedPackets:
    return ClockedPackets(times[int(fields["index"])], tick_of(fields))


def _joins(
    header: Fields,
    times: dict[int, PacketTimes],
    picture: Picture | None,
    sound: SoundStart | None,
) -> Joins | None:
    if header["format"]["format_name"] not in JOINABLE:
        return None
    chosen = [picture.fields] if picture else []
    chosen += [sound.header] if sound else []
    streams = {int(each["index"]): _clocked(each, times) for each in chosen}
    return find_joins(
        streams, main=min(streams) if picture is None else int(picture.fields["index"])
    )
