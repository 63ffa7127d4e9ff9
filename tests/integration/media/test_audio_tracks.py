# SPDX-License-Identifier: Apache-2.0
"""The sounds of a file are listed, and a chosen one is heard in exports and streams."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.errors import NoAudio
from tests.support.media.ffmpeg import probe_of, sound_of, source_of
from tests.support.media.odd_sources import convert, in_export, in_stream, sine, tone
from tests.support.media.video import make_video

ALL = [(1, n) for n in range(30)]
SUFFIXES = ("mp4", "mkv", "mov", "ts")


def three_sounds(folder: Path, suffix: str, codec: str = "aac") -> Path:
    """Make a video with tones of 300, 700 and 1500 Hz, of which players prefer the second."""
    base = make_video(folder / "base.mp4", 1, "320x180", audio=None)
    maps = ("-map", "0", "-map", "1", "-map", "2", "-map", "3", "-c:v", "copy", "-c:a", codec)
    marks = ("-disposition:a", "0", "-disposition:a:1", "default", "-metadata:s:a:2")
    names = ("language=eng", "-metadata:s:a:2", "title=Kommentar")
    inputs = [(str(base),), sine(300, 1), sine(700, 1), sine(1500, 1)]
    return convert(folder / f"a.{suffix}", *maps, *marks, *names, inputs=inputs)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_chosen_sound_is_heard_with_the_same_picture(tmp_path: Path, suffix: str) -> None:
    source = three_sounds(tmp_path, suffix)
    first, second, third = probe_of(source).audio_tracks

    exported = in_export(source, audio_track=third.index)
    streamed = in_stream(source, audio_track=first.index)

    assert (exported.codes, streamed.codes) == (ALL, ALL)
    assert exported.tone(0.1, 0.9) == pytest.approx(1500, abs=1)
    assert streamed.tone(0.1, 0.9) == pytest.approx(300, abs=1)
    assert source_of(source, third.index).probe.zero == source_of(source).probe.zero
    assert first.is_decodable and second.is_decodable


@pytest.mark.parametrize("suffix", ["mkv", "mov", "mp4"])
def test_the_sounds_are_listed_as_the_file_describes_them(tmp_path: Path, suffix: str) -> None:
    tracks = probe_of(three_sounds(tmp_path, suffix)).audio_tracks

    assert [track.index for track in tracks] == [1, 2, 3]
    assert [track.is_default for track in tracks] == [False, True, False]
    assert [track.language for track in tracks] == ["", "", "eng"]
    assert tracks[2].title == ("Kommentar" if suffix == "mkv" else "")
    assert {(track.codec, track.channels) for track in tracks} == {("aac", 1)}


@pytest.mark.parametrize("suffix", ["mkv", "mov", "mp4"])
@pytest.mark.parametrize("track", [0, 4])
def test_a_sound_that_does_not_exist_cannot_be_chosen(
    tmp_path: Path, suffix: str, track: int
) -> None:
    source = three_sounds(tmp_path, suffix)

    with pytest.raises(NoAudio):
        source_of(source, track)


@pytest.mark.parametrize(
    ("suffix", "codec", "tag"),
    [("mkv", "aac", b"A_AAC"), ("mkv", "libopus", b"A_OPUS"), ("mov", "pcm_s16le", b"sowt")],
)
def test_a_sound_without_a_decoder_is_listed_and_cannot_be_chosen(
    tmp_path: Path, suffix: str, codec: str, tag: bytes
) -> None:
    source = three_sounds(tmp_path, suffix, codec)
    # The sound of 300 Hz gets a codec that nobody has.
    source.write_bytes(source.read_bytes().replace(tag, tag[:-1] + b"Q", 1))

    probe = probe_of(source)

    assert [track.is_decodable for track in probe.audio_tracks] == [False, True, True]
    with pytest.raises(NoAudio):
        source_of(source, 1)


@pytest.mark.parametrize("lead", [0.0, 0.5, 2.0])
def test_a_chosen_sound_that_begins_late_keeps_its_place(tmp_path: Path, lead: float) -> None:
    base = make_video(tmp_path / "base.mp4", 4, "320x180", audio=None)
    late = ("-itsoffset", str(lead), *sine(1500, 1))
    maps = ("-map", "0", "-map", "1", "-map", "2", "-c:v", "copy", "-c:a", "aac")
    source = convert(tmp_path / "a.mkv", *maps, inputs=[(str(base),), sine(300, 4), late])

    sound = sound_of(source, 4 * 48_000, 2)

    loud = (abs(sound[:, 0]) > 600).nonzero()[0][0] / 48_000
    assert loud == pytest.approx(lead, abs=0.04)
    assert tone(sound[:, 0], lead + 0.1, lead + 0.9) == pytest.approx(1500, abs=1)
