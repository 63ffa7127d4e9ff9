# SPDX-License-Identifier: Apache-2.0
"""The parsers of ffmpeg's progress, loudness and packets, and the checks of packets."""

from __future__ import annotations

from fractions import Fraction

import pytest

from media.loudness import parse_loudness, parse_peak, static_gain
from media.packets import WrongPackets, check_chunk, check_concat, chunk_keyframes, parse_packets
from media.progress import ProgressReader
from media.timecode import FrameRate

FPS = FrameRate(30)
SUMMARY = """[Parsed_ebur128_0 @ 0x1] Summary:

  Integrated loudness:
    I:         {loudness} LUFS
    Threshold: -31.8 LUFS

  Loudness range:
    LRA:        20.0 LU

  Sample peak:
    Peak:       {peak} dBFS
"""


def packet_text(*pts: int, keys: tuple[int, ...] = (0,), samples: int = 0) -> str:
    lines = [
        f"packet|stream_index=0|pts={t}|dts={t}|duration=512|size=10|flags={'K' * (t in keys)}_"
        for t in pts
    ]
    lines.append(
        "stream|index=0|codec_name=h264|codec_type=video|time_base=1/15360|extradata_hash=SHA256:aa"
    )
    if samples:
        lines.append(f"packet|stream_index=1|pts=0|dts=N/A|duration={samples}|size=4|flags=K_")
        lines.append("stream|index=1|codec_name=aac|codec_type=audio|time_base=1/48000")
    return "\n".join(lines)


def test_progress_is_parsed_from_parts_of_any_length() -> None:
    reader = ProgressReader()
    text = "frame=30\nout_time_ms=1000000\nspeed=N/A\nprogress=continue\nframe=45\nprogress=end\n"
    reports = [report for char in text for report in reader.feed(char)]
    assert [r.frame for r in reports] == [30, 45]
    assert [r.percent(40) for r in reports] == [75, 100]


def test_progress_without_numbers_is_zero() -> None:
    (report,) = ProgressReader().feed("frame=\nout_time_us=N/A\nprogress=continue\n")
    assert report.frame == 0
    assert report.percent(0) == 0


def test_loudness_and_peak_are_read_from_the_last_summary() -> None:
    text = SUMMARY.format(loudness="-9.0", peak="1.0") + SUMMARY.format(
        loudness="-21.8", peak="-3.2"
    )
    silence = SUMMARY.format(loudness="-inf", peak="-inf")
    assert (parse_loudness(text), parse_peak(text)) == (Fraction("-21.8"), Fraction("-3.2"))
    assert parse_loudness(silence) == parse_peak(silence) == -70
    with pytest.raises(ValueError):
        parse_loudness("Conversion failed!")


@pytest.mark.parametrize(
    ("loudness", "samples", "gain"),
    [
        ("-21.8", 48_000, "5.8"),
        ("-10", 48_000, "-6"),
        ("-49", 48_000, "20"),
        ("-50.1", 48_000, "0"),
        ("-21", 19_199, "0"),
    ],
)
def test_the_static_gain_is_limited_and_zero_for_what_cannot_be_measured(
    loudness: str, samples: int, gain: str
) -> None:
    assert static_gain(Fraction(loudness), samples=samples, target_lufs=-16) == Fraction(gain)


def test_an_exact_chunk_is_accepted() -> None:
    table = parse_packets(packet_text(0, 1024, 512))
    check_chunk(table, frames=3, rate=FPS, extradata="SHA256:aa")
    assert table.end_seconds == Fraction(1, 10)


def test_key_frames_restart_with_every_chunk() -> None:
    assert chunk_keyframes([70, 7, 130], FPS) == [0, 60, 70, 77, 137, 197]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (packet_text(0, 512), "2 frames instead of 3"),
        (packet_text(0, 512, 1536), "not consecutive"),
        (packet_text(0, 512, 1024, keys=()), "key frame"),
        (packet_text(0, 512, 1024, keys=(0, 512)), "key frames at"),
        (packet_text(0, 512, 1024, samples=5), "an audio stream where none was planned"),
        ("", "no video stream"),
    ],
)
def test_a_wrong_chunk_is_rejected(text: str, fault: str) -> None:
    with pytest.raises(WrongPackets, match=fault):
        check_chunk(parse_packets(text), frames=3, rate=FPS)


def test_other_stream_headers_are_rejected() -> None:
    table = parse_packets(packet_text(0, 512, 1024))
    with pytest.raises(WrongPackets, match="headers"):
        check_chunk(table, frames=3, rate=FPS, extradata="SHA256:bb")


def test_a_concatenation_must_have_its_audio_to_the_sample() -> None:
    table = parse_packets(packet_text(0, 512, 1024, samples=4800))
    check_concat(table, chunks=[3], rate=FPS, extradata=None, samples=4800)
    with pytest.raises(WrongPackets, match="4800 samples instead of 4801"):
        check_concat(table, chunks=[3], rate=FPS, extradata=None, samples=4801)
