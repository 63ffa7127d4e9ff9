# SPDX-License-Identifier: Apache-2.0
"""Tries the sounds of a file, lists them, and says which one is heard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from media.accepted import is_audio_codec
from media.errors import NoAudio
from media.packet_times import PacketTimes
from media.probe import Fields, audio_fields, audio_stream, audio_track
from media.sound_trial import SoundStart, first_sound, trial_argv
from media.stream_choice import by_preference
from media.streams import AudioTrack

MOST_LISTED = 32
"""How many sounds of a file are tried and listed; more only until one of them decodes."""


@dataclass(frozen=True, slots=True)
class SoundChoice:
    """The sounds of a file: the one that players prefer, the one that is heard, and all of them.

    `preferred` and `chosen` are None in a file of which no sound decodes. `warnings` are sentences
    for people about sounds that cannot be decoded.
    """

    preferred: SoundStart | None
    chosen: SoundStart | None
    tracks: tuple[AudioTrack, ...]
    warnings: tuple[str, ...]


def find_sounds(
    path: Path,
    header: Fields,
    times: Mapping[int, PacketTimes],
    *,
    inspect: Callable[[Sequence[str]], str],
    track: int | None = None,
) -> SoundChoice:
    """Try the sounds of a file; `track` is the index of the stream to be heard, None the preferred.

    A track that does not exist or does not decode raises NoAudio.
    """
    tried = _try(path, _with_packets(header, times), inspect)
    decoded = [found for found in tried.values() if found is not None]
    preferred = decoded[0] if decoded else None
    chosen = preferred if track is None else tried.get(track)
    if track is not None and chosen is None:
        raise NoAudio(f"this file has no audio track {track} that can be decoded")
    return SoundChoice(preferred, chosen, _listed(header, tried), _warnings(header, tried))


def _with_packets(header: Fields, times: Mapping[int, PacketTimes]) -> list[Fields]:
    found = [
        fields
        for fields in audio_fields(header)
        if int(fields["index"]) in times and times[int(fields["index"])].pts
    ]
    return by_preference(found, fields=lambda each: each, length=lambda _: Fraction(0))


def preferred_trial(path: Path, header: Fields) -> list[str] | None:
    """Return the command that tries the sound that players prefer.

    None without a sound, or if its codec is not accepted. Whether it has packets is not asked.
    """
    sounds = by_preference(
        audio_fields(header), fields=lambda each: each, length=lambda _: Fraction(0)
    )
    stream = audio_stream(sounds[0]) if sounds else None
    return trial_argv(path, stream.index) if stream and is_audio_codec(stream.codec) else None


def _try(
    path: Path, sounds: Sequence[Fields], inspect: Callable[[Sequence[str]], str]
) -> dict[int, SoundStart | None]:
    """Return what each sound is found to be, by the index of its stream, the preferred first."""
    tried: dict[int, SoundStart | None] = {}
    for fields in sounds:
        if len(tried) >= MOST_LISTED and any(tried.values()):
            break
        stream = audio_stream(fields)
        found = first_sound(path, stream, inspect=inspect)
        tried[stream.index] = replace(found, header=fields) if found else None
    return tried


def _listed(header: Fields, tried: Mapping[int, SoundStart | None]) -> tuple[AudioTrack, ...]:
    listed = audio_fields(header)[:MOST_LISTED]
    return tuple(
        audio_track(fields, is_decodable=tried.get(int(fields["index"])) is not None)
        for fields in listed
    )


def _warnings(header: Fields, tried: Mapping[int, SoundStart | None]) -> tuple[str, ...]:
    """Tell of the sounds that players would prefer to the one that is heard."""
    failed: list[int] = []
    for index, found in tried.items():
        if found is not None:
            break
        failed.append(index)
    names = _names([each for each in audio_fields(header) if int(each["index"]) in failed])
    if any(tried.values()):
        heard = f"{names} cannot be decoded; another sound of this file is heard."
        return (heard,) if failed else ()
    if failed:
        return (f"{names} cannot be decoded; this file is silent.",)
    is_empty = bool(audio_fields(header))
    return ("The sound track of this file is empty.",) if is_empty else ()


def _names(sounds: Sequence[Fields]) -> str:
    codecs = sorted({str(each.get("codec_name", "unknown")) for each in sounds})
    known = [codec for codec in codecs if codec != "unknown"]
    return f"The {', '.join(known)} sound" if known else "The sound, which has an unknown codec,"
