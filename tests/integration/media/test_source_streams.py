# SPDX-License-Identifier: Apache-2.0
"""The right streams are shown and heard, also when they change midway."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.media.ffmpeg import probe_of, sound_of
from tests.support.media.odd_sources import convert, in_export, in_stream, level, sine, tone
from tests.support.media.video import make_video

ALL = [(1, n) for n in range(30)]


def base_video(folder: Path, seconds: float = 1) -> str:
    return str(make_video(folder / "base.mp4", seconds, "320x180", audio=None))


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "mov"])
def test_the_default_sound_is_heard(tmp_path: Path, suffix: str) -> None:
    inputs = [(base_video(tmp_path),), sine(300, 1), sine(1500, 1)]
    chosen = ("-disposition:a:0", "0", "-disposition:a:1", "default")
    source = convert(
        tmp_path / f"a.{suffix}", "-map", "0", "-map", "1", "-map", "2", *chosen, inputs=inputs
    )
    assert tone(sound_of(source, 48_000)[:, 0], 0.1, 0.9) == pytest.approx(1500, abs=1)


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "mov"])
def test_a_preview_of_one_picture_before_the_film_is_not_shown(tmp_path: Path, suffix: str) -> None:
    red = ("-f", "lavfi", "color=red:s=160x90:r=1:d=1")
    codecs = ("-map", "0", "-map", "1", "-c:v:0", "mjpeg", "-c:v:1", "copy")
    source = convert(
        tmp_path / f"a.{suffix}", *codecs, "-disposition:v:0", "default", "-disposition:v:1", "0",
        inputs=[red, (base_video(tmp_path),)],
    )  # fmt: skip
    assert in_export(source).codes == ALL


def without_codec(path: Path) -> Path:
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
    probe = probe_of(without_codec(source))
    assert probe.audio is not None and "another sound" in probe.warnings[0]
    assert tone(sound_of(source, 48_000)[:, 0], 0.1, 0.9) == pytest.approx(1500, abs=1)


def test_a_film_whose_only_sound_nobody_decodes_is_silent_and_says_so(tmp_path: Path) -> None:
    inputs = [sine(300, 1), (base_video(tmp_path),)]
    source = without_codec(convert(tmp_path / "a.mov", inputs=inputs))
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
    loud = [level(export.sound[at * 48_000 + 9600 : at * 48_000 + 38_400]) for at in range(3)]
    if 6 not in channels:
        assert max(loud) - min(loud) < 0.5


@pytest.mark.parametrize("suffix", ["ts", "mkv"])
def test_a_picture_whose_size_changes_keeps_all_its_frames(tmp_path: Path, suffix: str) -> None:
    parts = []
    for number, size in enumerate(("640x360", "320x180", "480x270"), start=1):
        made = make_video(tmp_path / f"{number}.mp4", 1, size, audio=None, barcode_source_id=number)
        raw = ("-c", "copy", "-bsf:v", "h264_mp4toannexb")
        parts.append(convert(tmp_path / f"{number}.h264", *raw, inputs=[(str(made),)]))
    whole = tmp_path / "whole.h264"
    whole.write_bytes(b"".join(part.read_bytes() for part in parts))
    source = convert(
        tmp_path / f"a.{suffix}", "-c", "copy", "-bsf:v", "setts=ts=N*(1/30)/TB",
        inputs=[("-framerate", "30", str(whole))],
    )  # fmt: skip
    export = in_export(source)
    assert [code and code[0] for code in export.codes] == [1] * 30 + [2] * 30 + [3] * 30
    assert len({code for code in export.codes}) == 90


def surround(folder: Path, layout: str, codec: str, suffix: str) -> Path:
    """Make a voice that is heard in the centre of a surround layout."""
    channels = {"5.1": 6, "7.1": 8, "5.0": 5, "3.0": 3}[layout]
    gains = "|".join(f"c{n}={'c0' if n == 2 else '0*c0'}" for n in range(channels))
    voice = ("-filter_complex", f"[1]pan={layout}|{gains}[a]", "-map", "0:v", "-map", "[a]")
    return convert(
        folder / f"{layout}.{suffix}", *voice, "-c:v", "copy", "-c:a", codec,
        inputs=[(base_video(folder),), sine(800, 1)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "codec", "suffix"),
    [("5.1", "ac3", "mp4"), ("5.1", "aac", "mkv"), ("7.1", "pcm_s16le", "mov"),
     ("5.0", "flac", "mkv"), ("3.0", "ac3", "ts")],
)  # fmt: skip
def test_the_centre_keeps_its_level(tmp_path: Path, layout: str, codec: str, suffix: str) -> None:
    pan = "pan=stereo|c0=0.7071*c0|c1=0.7071*c0"
    stereo = convert(
        tmp_path / "stereo.mkv", "-filter_complex", f"[1]{pan}[a]", "-map", "0:v", "-map", "[a]",
        inputs=[(base_video(tmp_path),), sine(800, 1)],
    )  # fmt: skip
    expected = level(sound_of(stereo, 48_000)[9600:38_400])
    found = level(sound_of(surround(tmp_path, layout, codec, suffix), 48_000)[9600:38_400])
    assert found == pytest.approx(expected, abs=1.5)


def test_loud_channels_are_mixed_without_clipping(tmp_path: Path) -> None:
    loud = ("-f", "lavfi", "aevalsrc=" + "|".join(["0.95*sin(2*PI*500*t)"] * 6) + ":c=5.1:d=1")
    source = convert(
        tmp_path / "a.mov", "-c:v", "copy", "-c:a", "pcm_s16le",
        inputs=[(base_video(tmp_path),), loud],
    )  # fmt: skip
    sound = sound_of(source, 48_000)[9600:38_400, 0].astype(float)
    assert np.abs(sound).max() < 32_700
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    assert spectrum[spectrum.argmax() * 3] < spectrum.max() / 100


@pytest.mark.parametrize("count", [9, 16, 24])
def test_any_number_of_channels_is_heard(tmp_path: Path, count: int) -> None:
    many = ("-f", "lavfi", "aevalsrc=" + "|".join(["0.2*sin(2*PI*500*t)"] * count) + ":d=1")
    source = convert(
        tmp_path / "a.mkv", "-c:v", "copy", "-c:a", "pcm_s16le",
        inputs=[(base_video(tmp_path),), many],
    )  # fmt: skip
    assert tone(sound_of(source, 48_000)[:, 0], 0.1, 0.9) == pytest.approx(500, abs=1)


def wavering(folder: Path, suffix: str, stamps: str) -> Path:
    """Make a tone of 1,000 Hz whose packets are stamped by an expression."""
    codec = "libopus" if suffix == "mkv" else "aac"
    plain = convert(
        folder / f"plain.{suffix}", "-c:v", "copy", "-c:a", codec,
        inputs=[(str(make_video(folder / "b.mp4", 6, "320x180", audio=None)),), sine(1000, 6)],
    )  # fmt: skip
    argv = ("-c", "copy", "-bsf:a", f"setts=ts={stamps}")
    return convert(folder / f"a.{suffix}", *argv, inputs=[(str(plain),)])


@pytest.mark.parametrize(
    ("suffix", "stamps"),
    [
        ("mkv", "TS+9*(mod(N*7\\,5)-2)/2"),
        ("mp4", "TS+0.025/TB*gte(N\\,100)"),
        ("ts", "TS+0.006/TB*mod(N\\,2)"),
    ],
)
def test_wavering_stamps_do_not_bend_a_tone(tmp_path: Path, suffix: str, stamps: str) -> None:
    sound = sound_of(wavering(tmp_path, suffix, stamps), 6 * 48_000)[:, 0]
    pitches = [tone(sound, at, at + 0.5) for at in np.arange(0.25, 5.25, 0.25)]
    assert np.abs(np.array(pitches) - 1000).max() <= 1


@pytest.mark.parametrize("suffix", ["mkv", "mp4", "ts"])
def test_a_real_gap_is_silent_and_what_follows_is_on_time(tmp_path: Path, suffix: str) -> None:
    source = wavering(tmp_path, suffix, "TS+0.5/TB*gte(N\\,100)")
    loud = np.abs(sound_of(source, 6 * 48_000)[:, 0]) > 300
    edges = np.flatnonzero(np.diff(np.flatnonzero(loud)) > 4800)
    gap = np.diff(np.flatnonzero(loud))[edges]
    assert gap / 48_000 == pytest.approx([0.5], abs=0.03)
