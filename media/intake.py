# SPDX-License-Identifier: Apache-2.0
"""Reads an uploaded file: its streams, its clock and its length, from what is there.

Headers are believed where packets agree with them; sounds are tried before they count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from media.accepted import MP4
from media.content_type import ANIMATED_GIF
from media.cut_off import cut_off
from media.errors import Damaged
from media.file_headers import Inspect, check_decodable, is_image, read_headers
from media.joins import JOINABLE, ClockedPackets, Joins, end_to_end_argv, find_joins
from media.moving_picture import find_picture, measured_video, tried_video
from media.mp4_boxes import mp4_warnings
from media.packet_times import PacketTimes, packet_times_argv, parse_packet_times
from media.probe import (
    Fields,
    load_answer,
    parse_probe,
    probed_type,
)
from media.silent_sounds import heard_tracks
from media.sound_choice import find_sounds, preferred_trial
from media.sound_trial import SoundStart
from media.source_clock import (
    Picture,
    picture_end,
    sound_end_of,
    tick_of,
    zero_of,
)
from media.streams import MediaProbe

GIF = "gif"

_UNJOINABLE = (
    "these are {count} recordings in one file, of which a part cannot be read; "
    "upload each by itself"
)


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
    answer = read_headers(path, inspect)
    header = load_answer(answer)
    is_gif = header["format"]["format_name"] == GIF
    if is_image(header) and not is_gif:
        return FoundSource(parse_probe(answer))
    listed, inspect = _listed_packets(path, header, inspect)
    times = parse_packet_times(listed)
    if is_gif and all(each.count < 2 for each in times.values()):
        return FoundSource(parse_probe(answer))
    picture = find_picture(header, times)

    def printed(argv: Sequence[str]) -> str:
        return inspect(argv).output

    sounds = find_sounds(path, header, times, inspect=printed, track=audio_track)
    preferred = sounds.preferred.stream.index if sounds.preferred else None
    shown = picture.fields if picture else None
    check_decodable(header, shown, has_sound=preferred is not None)
    probe = _probe(header, times, picture, sounds.preferred if picture else sounds.chosen)
    probe = replace(probe, audio=sounds.chosen.stream if sounds.chosen else None)
    if probe.video is not None and picture is not None:
        tried = tried_video(path, header, picture, probe.video, inspect=printed)
        probe = replace(probe, video=tried)
    tracks = heard_tracks(path, sounds, probe, inspect=printed)
    probe = replace(probe, audio_tracks=tracks)
    warnings = (
        *sounds.warnings,
        *(one.warning for one in tracks if one.warning and one.index == preferred),
        *_file_warnings(path, header, cut_off(header, probe, times)),
    )
    joins = _joins(header, times, picture, sounds.chosen)
    sound = _clocked(sounds.chosen.header, times) if sounds.chosen else None
    return FoundSource(replace(probe, warnings=warnings), picture, sound, joins)


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


def _file_warnings(path: Path, header: Fields, cut: tuple[str, ...]) -> tuple[str, ...]:
    """Add to what is known of a cut what the boxes of an MP4 say of it, and of another file."""
    if header["format"]["format_name"] != MP4:
        return cut
    return (*cut, *mp4_warnings(path, is_known_cut=bool(cut)))


def _probe(
    header: Fields,
    times: dict[int, PacketTimes],
    picture: Picture | None,
    sound: SoundStart | None,
) -> MediaProbe:
    video = measured_video(picture) if picture else None
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
