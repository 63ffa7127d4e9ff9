# SPDX-License-Identifier: Apache-2.0
"""Packages of exports and of other videos pass the validator."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import ffmpeg
import pytest

from media.audio_encoding import EXPORT_AUDIO
from media.encode import audio_argv, chunk_argv, concat_argv, concat_list
from media.encoder_profile import encoder_profile
from media.hls.boxes import BadTrack
from media.hls.package import Package, PackageWriter, finish_package
from media.hls.plan import PackagingPlan, plan_packaging
from media.hls.source_tracks import CopyDiffers
from media.sizes import Size
from media.sound import SoundMaker
from media.source_packets import packet_table
from media.timecode import FrameRate
from tests.support.hls.check import hls_violations
from tests.support.media.barcode import read_barcodes
from tests.support.media.ffmpeg import inspect, make, run, source_of
from tests.support.media.video import STEREO, AudioTrack, make_video


def master(
    folder: Path,
    *,
    size: str = "640x360",
    fps: str = "30",
    chunks: tuple[int, ...] = (60,),
    audio: AudioTrack | None = STEREO,
) -> Path:
    """Make an export: concatenated chunks of one profile and their audio."""
    rate = FrameRate.parse(fps)
    width, height = (int(part) for part in size.split("x"))
    profile = encoder_profile(quality="standard", size=Size(width, height), rate=rate)
    seconds = str(float(rate.seconds(sum(chunks))) + 0.5)
    source = ffmpeg.input(str(make_video(folder / "s.mp4", seconds, size, fps, audio=audio)))
    parts, first = [], 0
    for number, frames in enumerate(chunks):
        parts.append(folder / f"part{number}.mp4")
        picture = source["v:0"].filter("trim", start_frame=first, end_frame=first + frames)
        picture = picture.filter("setpts", "PTS-STARTPTS")
        run(chunk_argv(picture, parts[-1], profile=profile))
        first += frames
    script, sound, joined = folder / "list", folder / "sound.m4a", folder / "master.mp4"
    script.write_text(concat_list(parts))
    if audio is not None:
        run(
            audio_argv(
                source["a:0"], sound, samples=rate.samples(sum(chunks)), encoding=EXPORT_AUDIO
            )
        )
    run(concat_argv(script, sound if audio else None, joined, rate=rate))
    return joined


def package(source: Path) -> tuple[PackagingPlan, Package, Path]:
    """Plan and run a packaging, and finish its package."""
    scratch, target = source.parent / "scratch", source.parent / "hls"
    scratch.mkdir()
    target.mkdir()
    opened = source_of(source)
    packets = packet_table(opened)
    plan = plan_packaging(opened.path, scratch, probe=opened.probe, packets=packets)
    if plan.sound is not None:
        SoundMaker(scratch, inspect=inspect, make=make).of_video(
            opened, plan.sound, samples=plan.samples
        )
    for argv in plan.commands:
        run(argv)
    return plan, finish_package(plan, target), target


def frames_of(target: Path, rung: str) -> list[tuple[int, int] | None]:
    """Return the bar codes of one packaged rung."""
    whole = target.parent / f"{rung}.mp4"
    parts = [target / rung / "init.mp4", *sorted((target / rung).glob("*.m4s"))]
    whole.write_bytes(b"".join(part.read_bytes() for part in parts))
    return read_barcodes(whole)


@pytest.mark.parametrize(
    ("size", "fps", "chunks", "audio"),
    [
        ("854x480", "30", (60,), STEREO),
        ("480x854", "30000/1001", (47, 60, 73), STEREO),
        ("720x720", "25", (30, 40, 50), None),
    ],
    ids=["landscape", "portrait-ntsc", "square-silent"],
)
def test_an_export_is_copied_and_all_rungs_share_their_cuts(
    tmp_path: Path, size: str, fps: str, chunks: tuple[int, ...], audio: AudioTrack | None
) -> None:
    source = master(tmp_path, size=size, fps=fps, chunks=chunks, audio=audio)
    plan, made, target = package(source)
    assert plan.rungs[0].is_copied and plan.has_audio == plan.audio_copied == (audio is not None)
    assert hls_violations(target) == []
    expected = [(1, n) for n in range(sum(chunks))]
    for rung in plan.rungs:
        assert frames_of(target, rung.name) == expected
    assert made.files[-1].name == "master.m3u8"
    poster = next(file for file in made.files if file.name == "poster.jpg")
    assert poster.content_type == "image/jpeg"


def begun(source: Path, folder: Path) -> Path:
    """Package what is copied of an export by the beginning of a copy, and return the stream."""
    scratch, target = folder / "begun", folder / "begun-hls"
    scratch.mkdir()
    target.mkdir()
    opened = source_of(source)
    plan = plan_packaging(
        opened.path, scratch, probe=opened.probe, packets=packet_table(opened), is_simple=True
    )
    (stage,) = plan.stages
    run(stage.beginning)
    PackageWriter(plan, target, lambda _: None).add_stage(stage, is_begun=True)
    return target


@pytest.mark.parametrize(
    ("fps", "chunks", "audio"),
    [
        ("30", (60,) * 8, STEREO),
        ("30000/1001", (47, 120, 133, 119, 60), STEREO),
        ("25", (50,) * 7, None),
    ],
    ids=["sound", "ntsc", "silent"],
)
def test_samples_that_are_read_from_an_export_make_the_segments_of_its_copy(
    tmp_path: Path, fps: str, chunks: tuple[int, ...], audio: AudioTrack | None
) -> None:
    source = master(tmp_path, size="320x180", fps=fps, chunks=chunks, audio=audio)
    _, _, copied = package(source)

    target = begun(source, tmp_path)

    written = sorted(path for path in target.rglob("*") if path.is_file())
    assert len(written) > 8
    for path in written:
        assert path.read_bytes() == (copied / path.relative_to(target)).read_bytes(), path


def test_samples_are_not_read_from_an_export_that_holds_other_bytes(tmp_path: Path) -> None:
    source = master(tmp_path, size="320x180")
    other = tmp_path / "other.mp4"
    other.write_bytes(bytes(source.stat().st_size))
    plan, _, _ = package(source)
    stage = plan.stages[0]
    run(stage.beginning)
    target = tmp_path / "other-hls"
    target.mkdir()

    writer = PackageWriter(replace(plan, source=other), target, lambda _: None)

    with pytest.raises(CopyDiffers):
        writer.add_stage(stage, is_begun=True)


def test_another_landscape_video_gets_a_whole_ladder(tmp_path: Path) -> None:
    source = make_video(
        tmp_path / "u.mkv", 5, "1280x720", "24", audio=AudioTrack(44_100, 1, codec="mp3")
    )
    plan, made, target = package(source)
    assert [str(rung.size) for rung in plan.rungs] == ["1280x720", "854x480", "640x360"]
    assert not any(rung.is_copied for rung in plan.rungs)
    assert hls_violations(target) == []
    assert made.segments == 2
    assert frames_of(target, "360p") == [(1, n) for n in range(120)]


def test_a_silent_rotated_video_is_upright(tmp_path: Path) -> None:
    source = make_video(tmp_path / "u.mp4", 2, "360x640", rotate=270, audio=None, vfr=True)
    plan, _, target = package(source)
    assert [str(rung.size) for rung in plan.rungs] == ["360x640"]
    assert not plan.has_audio and not plan.rungs[0].is_copied
    assert hls_violations(target) == []


def test_a_video_of_one_frame_is_packaged(tmp_path: Path) -> None:
    _, made, target = package(master(tmp_path, chunks=(1,)))
    assert made.segments == 1
    assert hls_violations(target) == []


def test_tracks_that_differ_from_the_plan_are_rejected(tmp_path: Path) -> None:
    source = master(tmp_path, size="854x480", chunks=(30,))
    plan, _, target = package(source)
    shutil.copyfile(source, plan.tracks[1])
    with pytest.raises(BadTrack):
        finish_package(plan, target)


def test_the_validator_finds_damage(tmp_path: Path) -> None:
    _, _, target = package(master(tmp_path, chunks=(60, 60, 60)))
    playlist = target / "360p" / "playlist.m3u8"
    text = playlist.read_text()
    playlist.write_text(text.replace("#EXTINF:4.0", "#EXTINF:3.9").replace("#EXT-X-ENDLIST", ""))
    top = target / "master.m3u8"
    broken = top.read_text().replace("avc1.64", "avc1.42").replace("640x360", "641x360")
    top.write_text(broken)
    found = "\n".join(hls_violations(target))
    for word in ("EXTINF", "ENDLIST", "CODECS", "RESOLUTION"):
        assert word in found
