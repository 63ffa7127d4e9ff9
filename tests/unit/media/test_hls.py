# SPDX-License-Identifier: Apache-2.0
"""Segment boundaries, playlists, and whether a master can be copied."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from media.hls.boxes import BadTrack, boxes, read_track
from media.hls.copying import copied_sound, why_encode
from media.hls.playlists import (
    Variant,
    average_bandwidth,
    master_playlist,
    media_playlist,
    peak_bandwidth,
    target_duration,
)
from media.hls.segments import MediaSegment, cut_list
from media.packets import Packet, PacketTable, StreamPackets
from media.sizes import Size
from media.streams import Colour
from media.timecode import FrameRate
from tests.support.hls.text import parse_master, parse_media
from tests.support.media.probes import AUDIO, PROBE, VIDEO

FPS = FrameRate(30)
NTSC = FrameRate(30000, 1001)


def packets(*, every: int = 60, size: int = 5_000, swap: bool = False) -> PacketTable:
    pictures = [Packet(i * 512, i * 512, 512, size, i % every == 0) for i in range(150)]
    if swap:
        pictures[60], pictures[59] = pictures[59], pictures[60]
    sound = [Packet(i * 1024, None, 1024, 500, True) for i in range(-1, 235)]
    return PacketTable(
        (
            StreamPackets("video", "h264", Fraction(1, 15360), None, tuple(pictures)),
            StreamPackets("audio", "aac", Fraction(1, 48000), None, tuple(sound)),
        )
    )


@pytest.mark.parametrize(
    ("keyframes", "frames", "rate", "cuts"),
    [
        (range(0, 300, 60), 300, FPS, (0, 120, 240, 300)),
        (range(0, 300, 60), 300, NTSC, (0, 120, 240, 300)),
        ([0], 1, FPS, (0, 1)),
        ([0, 20, 80, 140, 160], 200, FPS, (0, 80, 200)),
        ([0, 60, 120], 125, FPS, (0, 125)),
        (range(0, 240, 12), 240, FPS, (0, 120, 240)),
    ],
)
def test_segments_are_whole_gops_of_about_four_seconds(
    keyframes: list[int], frames: int, rate: FrameRate, cuts: tuple[int, ...]
) -> None:
    assert cut_list(list(keyframes), frames=frames, rate=rate) == cuts


def test_no_segment_but_the_last_is_shorter_than_a_second() -> None:
    keyframes = [0, 10, 70, 130, 131, 190, 250, 300]
    cuts = cut_list(keyframes, frames=310, rate=FPS)
    lengths = [b - a for a, b in pairwise(cuts)]
    assert min(lengths[:-1]) >= 30 and sum(lengths) == 310
    assert set(cuts[:-1]) <= set(keyframes)


def test_an_export_is_copied_with_its_audio() -> None:
    assert why_encode(PROBE, packets()) is None
    assert copied_sound(PROBE, packets()) is not None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"codec": "hevc"}, "codec"),
        ({"profile": "High 10"}, "codec"),
        ({"level": 51}, "level"),
        ({"pix_fmt": "yuv444p"}, "pixel format"),
        ({"colour": Colour()}, "colour"),
        ({"rotation": 90}, "rotation"),
        ({"width": 2560, "height": 1440}, "size"),
        ({"frame_rate": Fraction(29)}, "frame rate"),
        ({"frame_rate": Fraction(25)}, "uneven times"),
    ],
)
def test_other_masters_are_encoded(change: dict[str, object], reason: str) -> None:
    probe = replace(PROBE, video=replace(VIDEO, **change))  # type: ignore[arg-type]
    assert why_encode(probe, packets()) == reason


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (packets(every=61), "long groups"),
        (packets(swap=True), "open groups"),
        (packets(size=60_000), "bit rate"),
    ],
)
def test_packets_may_prevent_copying(table: PacketTable, reason: str) -> None:
    assert why_encode(PROBE, table) == reason


def test_a_picture_that_is_held_for_its_sound_is_encoded() -> None:
    assert why_encode(replace(PROBE, duration=Fraction(6)), packets()) == "held picture"


def test_streams_before_the_one_that_is_shown_decide_nothing() -> None:
    preview = StreamPackets("video", "mjpeg", FPS.seconds(1), None, (Packet(0, 0, 1, 500, True),))
    probe = replace(PROBE, video=replace(VIDEO, index=1), audio=replace(AUDIO, index=2))

    whole, long = (PacketTable((preview, *packets(every=n).streams)) for n in (60, 61))
    assert why_encode(probe, whole) is None and copied_sound(probe, whole)
    assert why_encode(probe, long) == "long groups"


def test_other_audio_is_encoded() -> None:
    mono = replace(PROBE, audio=replace(AUDIO, channels=1))
    assert copied_sound(mono, packets()) is None
    assert copied_sound(replace(PROBE, audio=None), packets()) is None


def test_the_peak_bandwidth_is_of_runs_near_the_target_duration() -> None:
    segments = [
        MediaSegment("a", Fraction(4), 4_000),
        MediaSegment("b", Fraction(4), 8_000),
        MediaSegment("c", Fraction(1, 2), 4_000),
    ]
    assert peak_bandwidth(segments, 4) == 21_334
    assert average_bandwidth(segments) == 15_059
    assert peak_bandwidth(segments[2:], 4) == 64_000


def test_the_target_duration_is_rounded_up() -> None:
    assert target_duration((0, 120, 130), FPS) == 4
    assert target_duration((0, 120, 130), NTSC) == 5


def test_a_media_playlist_is_complete() -> None:
    text = media_playlist([MediaSegment("seg_00001.m4s", Fraction(4004, 1000), 9)], 5)
    media = parse_media(text)
    assert media.faults == [] and media.durations == [4.004] and media.init == "init.mp4"


def test_a_master_playlist_names_its_audio_group_or_none() -> None:
    variant = Variant("720p/playlist.m3u8", Size(1280, 720), NTSC, "avc1.640020", 900, 800)
    sounding = parse_master(master_playlist([variant], audio_uri="audio/playlist.m3u8"))
    assert sounding.faults == []
    assert sounding.variants["720p/playlist.m3u8"] == {
        "BANDWIDTH": "900",
        "AVERAGE-BANDWIDTH": "800",
        "CODECS": "avc1.640020,mp4a.40.2",
        "RESOLUTION": "1280x720",
        "FRAME-RATE": "29.970",
        "AUDIO": "audio",
    }
    silent = parse_master(master_playlist([variant], audio_uri=None))
    assert silent.faults == [] and silent.groups == {}
    assert silent.variants["720p/playlist.m3u8"]["CODECS"] == "avc1.640020"


@pytest.mark.parametrize(
    "data",
    [b"\x00\x00\x00\x04moov", b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00", b""],
    ids=["short box", "no movie", "empty"],
)
def test_a_file_that_is_not_a_fragmented_track_is_rejected(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "track.mp4"
    path.write_bytes(data)
    with pytest.raises(BadTrack):
        read_track(path)


def test_a_box_larger_than_its_parent_is_rejected() -> None:
    with pytest.raises(BadTrack):
        list(boxes(b"\x00\x00\x00\xffmoov"))
