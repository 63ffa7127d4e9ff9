# SPDX-License-Identifier: Apache-2.0
"""Picture and sound of a source are on one clock, in export and in streams."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.media.ffmpeg import probe_of
from tests.support.media.odd_sources import Shown, convert, in_export, in_stream, sine
from tests.support.media.video import make_video

LATEST = 0.040
"""The A/V offset that nobody notices, in seconds."""

FAST = ("-deadline", "realtime", "-cpu-used", "8")
"""The options of VP8 that take least of the processor."""


def late(folder: Path, name: str, *, picture: float = 0, sound: float = 0) -> Path:
    """Make a file of two seconds whose picture or sound begins late; the sound is a tone."""
    video = str(make_video(folder / "base.mp4", 2, "320x180"))
    codec = {"webm": ("libvpx", "libopus"), "avi": ("mpeg4", "mp3")}
    video_codec, audio_codec = codec.get(name.rpartition(".")[2], ("copy", "aac"))
    return convert(
        folder / name,
        *("-map", "0:v", "-map", "1:a", "-c:v", video_codec, "-c:a", audio_codec),
        *("-b:v", "2M", *FAST) if video_codec == "libvpx" else (),
        inputs=[("-itsoffset", str(picture), video), ("-itsoffset", str(sound), *sine(700, 2))],
    )


def offset(shown: Shown, *, picture: float = 0, sound: float = 0) -> float:
    """Return how much later the sound is beside the picture than it was recorded."""
    picture_at = float(shown.rate.seconds(shown.frame_of(1))) - 1 / 30
    return (shown.first_loud() - picture_at) - (sound - picture)


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts", "a.webm"])
@pytest.mark.parametrize(("picture", "sound"), [(0, 0.5), (0.5, 0), (0, 0)])
def test_late_pictures_and_late_sounds_keep_their_place(
    tmp_path: Path, name: str, picture: float, sound: float
) -> None:
    source = late(tmp_path, name, picture=picture, sound=sound)
    export = in_export(source)
    assert abs(offset(export, picture=picture, sound=sound)) <= LATEST
    numbers = [code[1] for code in export.codes if code]
    assert sorted(set(numbers)) == list(range(60))
    # Priming of a sound may begin a little before its first sample, padding ends a little later.
    assert len(export.codes) - 60 - round((picture or sound) * 30) in (0, 1, 2)


@pytest.mark.parametrize("name", ["a.ts", "a.mkv", "a.mp4"])
def test_streams_have_the_clock_of_the_video(tmp_path: Path, name: str) -> None:
    stream = in_stream(late(tmp_path, name, picture=0.5))
    assert abs(offset(stream, picture=0.5)) <= LATEST
    assert {code[1] for code in stream.codes if code} == set(range(60))


def test_a_sound_that_begins_eleven_seconds_late_in_a_broadcast_is_there(tmp_path: Path) -> None:
    video = str(make_video(tmp_path / "base.mp4", 13, "160x90", "25"))
    inputs = [(video,), ("-itsoffset", "11", *sine(700, 2))]
    source = convert(tmp_path / "a.ts", "-map", "0:v", "-map", "1:a", "-c:v", "copy", inputs=inputs)
    assert abs(in_export(source).first_loud() - 11) <= LATEST


@pytest.mark.parametrize("suffix", ["mp4", "mov"])
def test_a_file_that_was_trimmed_without_encoding_shows_its_trimmed_part(
    tmp_path: Path, suffix: str
) -> None:
    whole = make_video(tmp_path / "base.mp4", 3, "320x180", extra=("-g", "300"))
    cut = ("-ss", "1", str(whole))
    export = in_export(convert(tmp_path / f"a.{suffix}", "-t", "1", "-c", "copy", inputs=[cut]))
    numbers = [code[1] for code in export.codes if code]
    assert numbers[0] == 30 and numbers == sorted(numbers) and abs(len(numbers) - 30) <= 2


def test_a_data_track_that_begins_earlier_moves_nothing(tmp_path: Path) -> None:
    base = make_video(tmp_path / "base.mp4", 1, "320x180")
    text = tmp_path / "a.srt"
    text.write_text("1\n00:00:00,000 --> 00:00:01,000\nHello\n")
    codecs = ("-map", "0", "-map", "1", "-c", "copy", "-c:s", "mov_text")
    source = convert(
        tmp_path / "a.mov", *codecs, inputs=[("-itsoffset", "2", str(base)), (str(text),)]
    )
    export = in_export(source)
    assert [code[1] for code in export.codes if code] == list(range(30))
    assert abs(offset(export)) <= LATEST


def joined(folder: Path, *starts: str, seconds: float = 1) -> Path:
    """Append recordings of a transport stream whose clocks begin at some seconds."""
    whole = folder / "joined.ts"
    with whole.open("wb") as out:
        for number, start in enumerate(starts, start=1):
            base = make_video(
                folder / f"{number}.mp4", seconds, "320x180", barcode_source_id=number
            )
            part = folder / f"{number}.ts"
            shift = ("-output_ts_offset", start)
            convert(part, "-c", "copy", *shift, inputs=[(str(base),)])
            out.write(part.read_bytes())
    return whole


@pytest.mark.parametrize("starts", [("0", "3600"), ("50", "0"), ("0", "0", "0"), ("0", "95443")])
def test_recordings_that_were_joined_are_laid_end_to_end(
    tmp_path: Path, starts: tuple[str, ...]
) -> None:
    export = in_export(joined(tmp_path, *starts))
    expected = [(part, n) for part in range(1, len(starts) + 1) for n in range(30)]
    assert export.codes == expected
    assert export.warnings[0].startswith(f"These are {len(starts)} recordings")


def test_a_joined_recording_streams(tmp_path: Path) -> None:
    stream = in_stream(joined(tmp_path, "0", "3600"))
    assert [code and code[0] for code in stream.codes] == [1] * 30 + [2] * 30


@pytest.mark.parametrize("suffix", ["mkv", "webm", "ts"])
def test_a_crashed_recording_gives_what_is_there_and_says_so(tmp_path: Path, suffix: str) -> None:
    codecs = ("-c:v", "libvpx", *FAST, "-c:a", "libopus") if suffix == "webm" else ("-c", "copy")
    base = str(make_video(tmp_path / "base.mp4", 4, "320x180", extra=("-g", "15")))
    source = convert(tmp_path / f"a.{suffix}", *codecs, inputs=[(base,)])
    source.write_bytes(source.read_bytes()[: source.stat().st_size * 6 // 10])
    export = in_export(source)
    numbers = [code[1] for code in export.codes if code]
    # The last frame of a broadcast may be there in part only, and shows the one before.
    assert 45 < len(numbers) < 100 and numbers[:-2] == list(range(len(numbers) - 2))
    assert suffix == "ts" or export.warnings[0].startswith("This file was cut off")


@pytest.mark.parametrize(("suffix", "late"), [("mkv", "3"), ("mkv", "3600"), ("webm", "3")])
def test_a_whole_file_that_begins_late_was_not_cut_off(
    tmp_path: Path, suffix: str, late: str
) -> None:
    codecs = ("-c:v", "libvpx", *FAST, "-c:a", "libopus") if suffix == "webm" else ("-c", "copy")
    base = str(make_video(tmp_path / "base.mp4", 1, "320x180"))
    options = (*codecs, "-output_ts_offset", late)
    source = convert(tmp_path / f"a.{suffix}", *options, inputs=[(base,)])
    assert probe_of(source).warnings == ()


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.mp3", ("-q:a", "4", "-write_xing", "0")),
        ("b.mp3", ("-q:a", "9", "-write_xing", "0")),
        ("a.aac", ()),
    ],
)
def test_sounds_without_a_length_get_their_own(
    tmp_path: Path, name: str, options: tuple[str, ...]
) -> None:
    noisy = ("-f", "lavfi", "anoisesrc=d=4:a=0.3:r=44100,volume='if(lt(t,1),0.001,1)':eval=frame")
    source = convert(tmp_path / name, *options, inputs=[noisy])
    assert float(probe_of(source).playing_time) == pytest.approx(4, abs=0.08)


def test_fragments_that_state_no_length_get_that_of_their_packets(tmp_path: Path) -> None:
    base = str(make_video(tmp_path / "base.mp4", 2, "320x180"))
    flags = ("-c", "copy", "-movflags", "frag_keyframe+empty_moov+default_base_moof")
    source = convert(tmp_path / "a.mp4", *flags, inputs=[(base,)])
    content = bytearray(source.read_bytes())
    for box, at in ((b"mvhd", 20), (b"tkhd", 24), (b"mdhd", 20)):
        place = content.find(box)
        while place >= 0:
            content[place + at : place + at + 4] = b"\xff" * 4
            place = content.find(box, place + 4)
    source.write_bytes(bytes(content))
    numbers = [code[1] for code in in_export(source).codes if code]
    # The first fragment shows its first frame until the sound is primed.
    assert sorted(set(numbers)) == list(range(60)) and len(numbers) in (60, 61)


def test_the_last_picture_is_shown_as_long_as_it_lasts(tmp_path: Path) -> None:
    base = str(make_video(tmp_path / "base.mp4", 1, "320x180"))
    inputs = [(base,), sine(500, 3)]
    source = convert(
        tmp_path / "a.mkv", "-map", "0:v", "-map", "1:a", "-c:v", "copy", inputs=inputs
    )
    tagless = tmp_path / "live.mkv"
    live = ("-c", "copy", "-f", "matroska", "-live", "1")
    convert(tagless, *live, inputs=[(str(source),)])
    export = in_export(tagless)
    assert len(export.codes) in (90, 91) and export.codes[-1] == (1, 29)
    assert abs(export.tone(2, 2.9) - 500) < 1


@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_two_pictures_in_four_seconds_are_a_video_with_a_poster_and_a_stream(
    tmp_path: Path, suffix: str
) -> None:
    base = str(make_video(tmp_path / "base.mp4", 4, "320x180", audio=None))
    two = ("-vf", "select='eq(n,0)+eq(n,118)'", "-fps_mode", "vfr")
    source = convert(tmp_path / f"a.{suffix}", *two, inputs=[(base,)])
    assert in_export(source).codes == [(1, 0)] * 118 + [(1, 118)]
    assert in_stream(source).codes[0] == (1, 0)
    assert (tmp_path / f"a.{suffix}.hls" / "poster.jpg").stat().st_size > 0
