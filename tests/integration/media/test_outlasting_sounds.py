# SPDX-License-Identifier: Apache-2.0
"""A sound that outlasts the picture is heard to its end above the last picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.timecode import DEFAULT_RATE
from tests.support.media.ffmpeg import probe_of
from tests.support.media.odd_sources import Shown, convert, in_export, in_stream, sine
from tests.support.media.stretches import compare
from tests.support.media.video import make_video

KINDS = {
    "a.mp4": "-c:v|copy|-c:a|aac",
    "a.mkv": "-c:v|copy|-c:a|libmp3lame",
    "live.mkv": "-c:v|copy|-c:a|aac|-f|matroska|-live|1",
    "a.webm": "-c:v|libvpx|-b:v|2M|-deadline|realtime|-c:a|libopus",
    "a.ts": "-c:v|copy|-c:a|aac",
    "a.avi": "-c:v|mpeg4|-q:v|2|-c:a|libmp3lame",
    "a.vob": "-c:v|mpeg2video|-q:v|2|-c:a|mp2",
}


def longer(folder: Path, name: str, *, picture: float = 1, sound: float = 3) -> Path:
    """Make a file whose sound, a tone of 500 Hz, is longer than its picture."""
    base = str(make_video(folder / "base.mp4", picture, "320x180", audio=None))
    return convert(folder / name, *KINDS[name].split("|"), inputs=[(base,), sine(500, sound)])


def check_held(shown: Shown) -> None:
    """Check that thirty pictures are shown, the last one for two seconds more."""
    assert list(dict.fromkeys(shown.codes)) == [(1, n) for n in range(30)]
    assert set(shown.codes[31:]) == {(1, 29)}
    assert len(shown.codes) in range(89, 93)
    assert abs(shown.tone(0.2, 2.9) - 500) < 1


@pytest.mark.parametrize("name", KINDS)
def test_the_last_picture_is_shown_until_the_sound_ends(tmp_path: Path, name: str) -> None:
    export = in_export(longer(tmp_path, name))
    check_held(export)
    assert export.warnings == ()


@pytest.mark.parametrize("name", ["a.mp4", "a.ts"])
def test_a_stream_shows_the_last_picture_until_the_sound_ends(tmp_path: Path, name: str) -> None:
    check_held(in_stream(longer(tmp_path, name)))


@pytest.mark.parametrize("name", ["a.mp4", "a.ts"])
def test_stretches_behind_the_last_picture_show_it(tmp_path: Path, name: str) -> None:
    found = compare(longer(tmp_path, name, sound=25), DEFAULT_RATE)
    assert found.stretches == found.whole and len(found.whole) in range(749, 753)
    assert len(set(found.whole)) == 30


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "ts"])
def test_one_picture_with_music_lasts_as_long_as_the_music(tmp_path: Path, suffix: str) -> None:
    source = longer(tmp_path, f"a.{suffix}", picture=1 / 30)
    for shown in (in_export(source), in_stream(source)):
        assert len(shown.codes) / shown.rate.fps == pytest.approx(3, abs=0.1)
        assert set(shown.codes) == {(1, 0)} and abs(shown.tone(0.2, 2.9) - 500) < 1


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts", "a.vob"])
def test_the_padding_of_a_codec_holds_no_picture(tmp_path: Path, name: str) -> None:
    probe = probe_of(longer(tmp_path, name, picture=2, sound=2.03))
    assert probe.playing_time == pytest.approx(2, abs=0.001)


@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_a_second_sound_that_is_longer_does_not_make_a_file_cut_off(
    tmp_path: Path, suffix: str
) -> None:
    base = str(make_video(tmp_path / "base.mp4", 1, "320x180", audio=None))
    streams = ("-map", "0", "-map", "1", "-map", "2", "-c:v", "copy", "-c:a", "aac")
    inputs = [(base,), sine(500, 1), sine(700, 4)]
    probe = probe_of(convert(tmp_path / f"a.{suffix}", *streams, inputs=inputs))
    assert probe.warnings == () and probe.playing_time == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("name", ["a.mkv", "a.webm"])
def test_a_file_that_was_cut_off_in_its_sound_says_so(tmp_path: Path, name: str) -> None:
    source = longer(tmp_path, name, sound=9)
    source.write_bytes(source.read_bytes()[: source.stat().st_size * 8 // 10])
    probe = probe_of(source)
    assert 1 < probe.playing_time < 8
    assert probe.warnings[0].startswith("This file was cut off")


def test_a_recording_in_fragments_that_was_cut_off_says_so(tmp_path: Path) -> None:
    base = str(make_video(tmp_path / "base.mp4", 4, "320x180", audio=None))
    fragments = ("-c", "copy", "-movflags", "+frag_keyframe+empty_moov", "-frag_duration", "500000")
    source = convert(tmp_path / "phone.mp4", *fragments, inputs=[(base,)])
    assert probe_of(source).warnings == ()

    source.write_bytes(source.read_bytes()[: source.stat().st_size * 6 // 10])

    probe = probe_of(source)
    assert 1 < probe.playing_time < 4
    assert probe.warnings == ("This file was cut off: its last part is not whole.",)
