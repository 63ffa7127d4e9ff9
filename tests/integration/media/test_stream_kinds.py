# SPDX-License-Identifier: Apache-2.0
"""Streams lose nothing of odd sources and take nothing along; what changes midway stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.media.ffmpeg import probe_of, sound_of
from tests.support.media.odd_sources import (
    convert,
    in_export,
    in_stream,
    packaged,
    sine,
    tone,
)
from tests.support.media.video import make_video

ALL = [(1, n) for n in range(30)]


def base_video(folder: Path, seconds: float = 1) -> str:
    return str(make_video(folder / "base.mp4", seconds, "320x180", audio=None))


def without_a_decoder(path: Path) -> Path:
    """Rename the codec of the first sound of an MP4, so that nobody decodes it."""
    content = bytearray(path.read_bytes())
    for name in (b"mp4a", b"esds"):
        place = content.index(name, content.index(b"stsd"))
        content[place : place + 4] = b"apac"
    path.write_bytes(bytes(content))
    return path


@pytest.mark.parametrize("suffix", ["mov", "mp4"])
def test_a_sound_that_nobody_decodes_makes_way_for_the_next(tmp_path: Path, suffix: str) -> None:
    inputs = [(base_video(tmp_path),), sine(300, 1), sine(1500, 1)]
    source = convert(tmp_path / f"a.{suffix}", "-map", "1", "-map", "2", "-map", "0", inputs=inputs)
    probe = probe_of(without_a_decoder(source))
    assert probe.audio is not None and "another sound" in probe.warnings[0]
    assert tone(sound_of(source, 48_000)[:, 0], 0.1, 0.9) == pytest.approx(1500, abs=1)


def test_a_video_whose_only_sound_nobody_decodes_is_silent_and_says_so(tmp_path: Path) -> None:
    inputs = [sine(300, 1), (base_video(tmp_path),)]
    source = without_a_decoder(convert(tmp_path / "a.mov", inputs=inputs))
    probe = probe_of(source)
    assert not probe.has_audio and "silent" in probe.warnings[0]
    assert len(in_stream(source).codes) == 30


def test_chapters_and_other_tracks_are_left_out_of_streams(tmp_path: Path) -> None:
    chapters = tmp_path / "chapters.txt"
    rows = (f"[CHAPTER]\nTIMEBASE=1/10\nSTART={at}\nEND={at + 5}\ntitle=c\n" for at in (0, 5))
    chapters.write_text(";FFMETADATA1\ntitle=secret\n" + "".join(rows))
    inputs = [(base_video(tmp_path),), (str(chapters),), sine(400, 1)]
    streams = ("-map", "0", "-map", "2", "-map_metadata", "1")
    for suffix in ("mkv", "mp4", "mov"):
        source = convert(tmp_path / f"a.{suffix}", *streams, inputs=inputs)
        assert len(in_stream(source).codes) == 30
        stored = b"".join(path.read_bytes() for path in packaged_files(source))
        assert b"secret" not in stored


def packaged_files(source: Path) -> list[Path]:
    """Return the files of the stream that was made of a file."""
    return [path for path in source.with_name(f"{source.name}.hls").rglob("*") if path.is_file()]


def changing(folder: Path, suffix: str, *tones: tuple[int, int]) -> Path:
    """Append sounds of one second, each of a frequency and a number of channels, to one stream."""
    picture = str(make_video(folder / "base.mp4", len(tones), "320x180", audio=None))
    whole = folder / "sound.aac"
    with whole.open("wb") as out:
        for number, (hertz, channels) in enumerate(tones):
            part = folder / f"{number}.aac"
            convert(part, "-ac", str(channels), "-c:a", "aac", inputs=[sine(hertz, 1)])
            out.write(part.read_bytes())
    return convert(folder / f"a.{suffix}", "-c", "copy", inputs=[(picture,), (str(whole),)])


@pytest.mark.parametrize(
    "channels", [(1, 2, 1), (2, 1, 2), (2, 6, 2)], ids=["mono-first", "stereo-first", "surround"]
)
def test_a_sound_whose_channels_change_is_heard_whole(
    tmp_path: Path, channels: tuple[int, int, int]
) -> None:
    source = changing(tmp_path, "ts", *zip((440, 660, 880), channels, strict=True))
    export, stream = in_export(source), in_stream(source)
    for shown in (export, stream):
        heard = [shown.tone(at + 0.2, at + 0.8) for at in range(3)]
        assert heard == pytest.approx([440, 660, 880], abs=1)
        assert [code[1] for code in shown.codes if code] == list(range(90))


@pytest.mark.parametrize("codec", ["libx264", "libx265", "mpeg4"])
def test_a_picture_whose_size_changes_keeps_all_its_frames(tmp_path: Path, codec: str) -> None:
    whole = tmp_path / "whole.ts"
    with whole.open("wb") as out:
        for number, size in enumerate(("320x180", "160x90", "240x136")):
            made = make_video(tmp_path / f"{number}.mp4", 1, size, audio=None)
            place = ("-output_ts_offset", str(number), "-bf", "0", "-q:v", "2")
            part = convert(tmp_path / f"{number}.ts", "-c:v", codec, *place, inputs=[(str(made),)])
            out.write(part.read_bytes())

    assert [code and code[1] for code in in_export(whole).codes] == [*range(30)] * 3


IDLE = {
    "two pictures": "-vf|select=eq(n\\,0)+eq(n\\,89),setpts=N*3/TB|-fps_mode|vfr|-r|1000",
    "one key frame": "-g|9999|-sc_threshold|0",
    "still pictures": "-vf|select=eq(n\\,0),loop=2:1,setpts=N/TB|-r|1",
}


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "ts"])
@pytest.mark.parametrize("kind", IDLE)
def test_every_stream_has_a_poster(tmp_path: Path, suffix: str, kind: str) -> None:
    source = convert(
        tmp_path / f"a.{suffix}", "-an", *IDLE[kind].split("|"), inputs=[(base_video(tmp_path, 3),)]
    )

    plan, folder = packaged(source)

    assert plan.poster.stat().st_size > 500
    assert (folder / "master.m3u8").exists()


@pytest.mark.parametrize("suffix", ["mp4", "mov", "mkv"])
def test_an_empty_audio_track_leaves_a_silent_stream(tmp_path: Path, suffix: str) -> None:
    none = ("-f", "lavfi", "sine=d=1,atrim=end=0")
    source = convert(
        tmp_path / f"a.{suffix}", "-map", "0", "-map", "1", "-c:v", "copy", "-c:a", "aac",
        inputs=[(base_video(tmp_path),), none],
    )  # fmt: skip

    shown = in_stream(source)

    assert shown.codes == ALL and not len(shown.sound)
