# SPDX-License-Identifier: Apache-2.0
"""A mezzanine has exactly its frames, and decoded audio exactly its samples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from media.ingest import frame_count, mezzanine_argv, thumbnail_argv
from media.packets import PacketTable, WrongPackets, check_mezzanine
from media.streams import MediaProbe
from media.timecode import DEFAULT_RATE, FrameRate
from tests.support.media.barcode import read_barcodes
from tests.support.media.ffmpeg import packets_of, probe_of, run, sound_of
from tests.support.media.video import AudioTrack, make_video

SURROUND = AudioTrack(channels=6)
PHONE = AudioTrack(rate=44_100, channels=1)


def mezzanine(
    source: Path, *, rate: FrameRate = DEFAULT_RATE, height_class: int = 1080
) -> tuple[Path, int]:
    """Make a mezzanine, check its packets, and return its file and its number of frames."""
    target, probe = source.with_name("mezzanine.mov"), probe_of(source)
    run(mezzanine_argv(source, target, probe=probe, rate=rate, height_class=height_class))
    frames = frame_count(probe, rate)
    check_mezzanine(packets_of(target), frames=frames, rate=rate)
    return target, frames


def test_an_ordinary_video_keeps_every_frame(tmp_path: Path) -> None:
    made, frames = mezzanine(make_video(tmp_path / "a.mp4", 2, barcode_source_id=7))
    assert frames == 60
    assert read_barcodes(made) == [(7, n) for n in range(60)]


@pytest.mark.parametrize("rate", ["24000/1001", "25", "30000/1001", "60"])
def test_every_rate_has_exact_frames_and_samples(tmp_path: Path, rate: str) -> None:
    source = make_video(tmp_path / "a.mp4", "1.5", "320x180", rate)
    made, frames = mezzanine(source, rate=FrameRate.parse(rate))
    assert read_barcodes(made) == [(1, n) for n in range(frames)]


def test_a_video_of_another_rate_shows_the_nearest_frames(tmp_path: Path) -> None:
    made, frames = mezzanine(make_video(tmp_path / "a.mp4", 2, "320x180", "60"))
    assert frames == 60
    codes = [code[1] for code in read_barcodes(made) if code]
    assert all(abs(number - 2 * place) <= 1 for place, number in enumerate(codes))


@pytest.mark.parametrize("turn", [90, 270])
def test_a_rotated_video_is_upright(tmp_path: Path, turn: int) -> None:
    source = make_video(tmp_path / "a.mp4", 1, "360x640", rotate=turn, audio=PHONE)
    shown = probe_of(source).picture()
    assert (shown.width, shown.height, shown.rotation) == (360, 640, turn)
    made, _ = mezzanine(source)
    picture = probe_of(made).picture()
    assert (picture.width, picture.height, picture.rotation) == (360, 640, 0)
    assert read_barcodes(made) == [(1, n) for n in range(30)]


def test_variable_frame_rate_becomes_constant(tmp_path: Path) -> None:
    made, frames = mezzanine(make_video(tmp_path / "a.mp4", 2, "320x180", vfr=True))
    assert frames in (59, 60)
    codes = [code[1] for code in read_barcodes(made) if code]
    assert codes == sorted(codes) and len(set(codes)) == 40


@pytest.mark.parametrize("track", [PHONE, SURROUND], ids=["mono44", "surround"])
def test_any_audio_becomes_exact_stereo_and_the_mezzanine_is_silent(
    tmp_path: Path, track: AudioTrack
) -> None:
    source = make_video(tmp_path / "a.mp4", "1.37", "322x182", audio=track)
    made, _ = mezzanine(source)
    samples = 3 * 48_000
    audio = sound_of(source, samples)
    assert probe_of(made).audio is None and len(audio) == samples
    assert (audio[:48_000, 0] == audio[:48_000, 1]).all() and audio[:48_000].std() > 500
    assert not audio[-48_000:].any()


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_mono_is_copied_to_both_channels_at_its_level(tmp_path: Path, rate: int) -> None:
    alone = AudioTrack(rate=rate, channels=1, codec="pcm_s16le")
    source = make_video(tmp_path / "a.mov", 1, "320x180", audio=alone)
    alone = tmp_path / "a.wav"
    run(["ffmpeg", "-v", "error", "-i", str(source), "-vn", "-c", "copy", str(alone)])

    for audio in (sound_of(source, 48_000), sound_of(alone, 48_000)):
        # ffmpeg's sine has an eighth of full scale.
        assert np.abs(audio[4800:-4800]).max(axis=0) == pytest.approx([4096, 4096], abs=8)


def test_audio_that_starts_after_the_video_keeps_its_time(tmp_path: Path) -> None:
    late = tmp_path / "late.mp4"
    source = str(make_video(tmp_path / "a.mp4", 2, "320x180"))
    argv = ["ffmpeg", "-v", "error", "-i", source, "-itsoffset", "0.5", "-i", source]
    run([*argv, "-map", "0:v", "-map", "1:a", "-c", "copy", str(late)])
    audio = np.abs(sound_of(late, 96_000)[:, 0]) > 500
    assert np.flatnonzero(audio)[0] == pytest.approx(24_000, abs=48)


def test_odd_sizes_and_pixel_aspects_become_even_and_square(tmp_path: Path) -> None:
    shape = ("-vf", "scale=321:241,setsar=4/3", "-pix_fmt", "yuv444p")
    odd = tmp_path / "odd.mp4"
    source = str(make_video(tmp_path / "a.mp4", 1, "320x180"))
    run(["ffmpeg", "-v", "error", "-i", source, *shape, str(odd)])
    made, _ = mezzanine(odd)
    picture = probe_of(made).picture()
    assert (picture.width, picture.height, picture.pix_fmt) == (428, 240, "yuv420p")


def test_a_height_class_caps_the_short_edge(tmp_path: Path) -> None:
    made, _ = mezzanine(make_video(tmp_path / "a.mp4", 1, "640x360"), height_class=180)
    picture = probe_of(made).picture()
    assert (picture.width, picture.height) == (320, 180)


@pytest.mark.parametrize("suffix", ["mkv", "ts", "mov"])
def test_containers_that_start_late_lose_no_frame(tmp_path: Path, suffix: str) -> None:
    source, moved = make_video(tmp_path / "a.mp4", 2, "320x180"), tmp_path / f"b.{suffix}"
    run(["ffmpeg", "-v", "error", "-i", str(source), "-c", "copy", str(moved)])
    made, frames = mezzanine(moved)
    assert frames == 60
    assert read_barcodes(made) == [(1, n) for n in range(60)]


def test_video_that_starts_after_the_audio_keeps_its_time(tmp_path: Path) -> None:
    source, late = str(make_video(tmp_path / "a.mp4", 2, "320x180")), tmp_path / "late.mkv"
    argv = ["ffmpeg", "-v", "error", "-itsoffset", "0.5", "-i", source, "-i", source]
    run([*argv, "-map", "0:v", "-map", "1:a", "-c", "copy", str(late)])
    made, frames = mezzanine(late)
    codes = [code[1] for code in read_barcodes(made) if code]
    assert frames in (75, 76)
    assert 13 <= codes.count(0) <= 17


def test_hdr_is_tone_mapped(tmp_path: Path) -> None:
    source, hdr = (
        str(make_video(tmp_path / "a.mp4", "0.3", "320x180", audio=None)),
        tmp_path / "h.mp4",
    )
    tags = ["-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc"]
    coding = ["-c:v", "libx265", "-x265-params", "log-level=error", "-pix_fmt", "yuv420p10le"]
    run(["ffmpeg", "-v", "error", "-i", source, *coding, *tags, str(hdr)])
    assert probe_of(hdr).picture().is_hdr
    made, _ = mezzanine(hdr)
    picture = probe_of(made).picture()
    assert (picture.colour.transfer, picture.pix_fmt) == ("bt709", "yuv420p")
    assert run(thumbnail_argv(hdr, tmp_path / "t.jpg", probe=probe_of(hdr))).stderr == ""


def test_a_file_without_a_duration_is_measured_by_its_packets(tmp_path: Path) -> None:
    source, live = str(make_video(tmp_path / "a.mp4", 2, "320x180")), tmp_path / "live.webm"
    coding = ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus", "-f", "webm"]
    run(["ffmpeg", "-v", "error", "-i", source, *coding, "-live", "1", str(live)])
    _, frames = mezzanine(live)
    assert frames == 60


def test_a_file_that_lost_frames_since_it_was_read_is_rejected(tmp_path: Path) -> None:
    source = make_video(tmp_path / "a.mkv", 4, "320x180")
    whole = probe_of(source)
    source.write_bytes(source.read_bytes()[: source.stat().st_size // 4])
    target = tmp_path / "m.mov"
    run(mezzanine_argv(source, target, probe=whole, rate=DEFAULT_RATE, height_class=1080))
    table: PacketTable = packets_of(target)
    with pytest.raises(WrongPackets, match="frames instead of 120"):
        check_mezzanine(table, frames=frame_count(whole, DEFAULT_RATE), rate=DEFAULT_RATE)


@pytest.mark.parametrize("seconds", ["0.1", "2"])
def test_thumbnails_of_short_and_long_videos_are_made(tmp_path: Path, seconds: str) -> None:
    source, target = make_video(tmp_path / "a.mp4", seconds, "1280x720"), tmp_path / "t.jpg"
    probe: MediaProbe = probe_of(source)
    run(thumbnail_argv(source, target, probe=probe))
    made = target.rename(tmp_path / "thumbnail")
    shown = probe_of(made)
    assert shown.content_type == "image/jpeg"
    assert shown.video is not None and (shown.video.width, shown.video.height) == (640, 360)
