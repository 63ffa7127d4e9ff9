# SPDX-License-Identifier: Apache-2.0
"""Streams that a service elsewhere wrote, of transport streams or fragments, are judged, too."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from media.hls.boxes import BadTrack
from media.hls.conformance import CONVERTED, Violation, report, violations_of
from media.hls.measuring import Locate, MeasuredRendition, measure_playlist
from media.hls.parsing import parse_media
from media.hls.transport import read_transport
from tests.support.media.ffmpeg import run
from tests.support.media.video import make_video
from tests.support.mediaconvert.transcoding import Transcoding

Break = Callable[[Path], None]
SOUND = {"AacSettings": {"Bitrate": 128_000, "SampleRate": 48_000}}


def output(name: str, width: int, height: int) -> dict[str, Any]:
    codec = {"H264Settings": {"MaxBitrate": 900_000}}
    video = {"Width": width, "Height": height, "CodecSettings": codec}
    return {"NameModifier": name, "VideoDescription": video}


def converted(folder: Path, video: Path, kind: str, *, has_sound: bool) -> Path:
    """Return a folder with the stream of a video in two sizes, as the test endpoint makes it."""
    sound = {"AudioSourceName": "a", "CodecSettings": SOUND}
    outputs = [output("_720p", 640, 360), output("_360p", 320, 180)]
    if has_sound:
        outputs.append({"NameModifier": "_audio", "AudioDescriptions": [sound]})
    settings = {"Destination": "s3://media/landscape/video", "SegmentLength": 4}
    group = {
        "Name": "landscape",
        "OutputGroupSettings": {
            "Type": f"{kind}_GROUP_SETTINGS",
            f"{kind.title()}GroupSettings": settings,
        },
        "Outputs": outputs,
    }
    job = {"Inputs": [{"AudioSelectors": {"a": {}}}], "OutputGroups": [group]}
    Transcoding(video, job, folder, lambda: False, lambda _: None).run()
    return folder / "landscape"


@pytest.fixture(scope="module", params=["HLS", "CMAF"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("converted")
    video = make_video(folder / "v.mp4", 9, "640x360", "30000/1001")
    return converted(folder, video, request.param, has_sound=True)


def violations(folder: Path) -> list[Violation]:
    def measure(uri: str) -> MeasuredRendition:
        return measure_playlist(parse_media((folder / uri).read_text()), located(folder))

    return violations_of((folder / "video.m3u8").read_text(), measure, CONVERTED)


def located(folder: Path) -> Locate:
    return lambda name: nullcontext(folder / name)


def test_a_stream_of_another_packager_keeps_the_rules(whole: Path) -> None:
    assert report(violations(whole)) == ""


def replaced(name: str, pattern: str, by: str) -> Break:
    def change(folder: Path) -> None:
        path = folder / name
        text, count = re.subn(pattern, by, path.read_text(), count=1, flags=re.MULTILINE)
        assert count, f"{pattern} is not in {name}"
        path.write_text(text)

    return change


def segment(folder: Path, name: str, number: int) -> Path:
    text = (folder / f"video_{name}.m3u8").read_text()
    return folder / [one for one in text.splitlines() if one and one[0] != "#"][number - 1]


def swapped(folder: Path) -> None:
    first, second = (segment(folder, "360p", number) for number in (1, 2))
    begin = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(begin)


def skipped(folder: Path) -> None:
    name = segment(folder, "360p", 2).name
    replaced("video_360p.m3u8", rf"#EXTINF:[\d.]+,\n{re.escape(name)}\n", "")(folder)


def emptied(folder: Path) -> None:
    segment(folder, "audio", 2).write_bytes(b"")


BREAKS: dict[str, tuple[str, Break]] = {
    "a playlist without an end": ("whole", replaced("video_360p.m3u8", "^#EXT-X-ENDLIST$", "#")),
    "a wrong duration": ("segment-duration", replaced("video_360p.m3u8", "EXTINF:4", "EXTINF:3")),
    "a segment longer than the target": (
        "target-duration",
        replaced("video_360p.m3u8", r"TARGETDURATION:\d+", "TARGETDURATION:3"),
    ),
    "segments in the wrong order": ("continuous", swapped),
    "a segment that is left out": ("continuous", skipped),
    "a wrong codec": ("codecs", replaced("video.m3u8", r"avc1\.[0-9a-f]{2}", "avc1.58")),
    "a wrong size": ("resolution", replaced("video.m3u8", "=320x180", "=322x180")),
    "a wrong rate of frames": ("frame-rate", replaced("video.m3u8", "29.970", "25.000")),
    "a peak that is too low": (
        "bandwidth",
        replaced("video.m3u8", ":BANDWIDTH=", ":BANDWIDTH=1,X="),
    ),
    "a segment without anything in it": ("readable", emptied),
    "sound that nobody names": ("sound-group", replaced("video.m3u8", ',AUDIO="audio"', "")),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_rule_of_another_packager_is_named(whole: Path, tmp_path: Path, name: str) -> None:
    rule, damage = BREAKS[name]
    folder = tmp_path / "stream"
    shutil.copytree(whole, folder)

    damage(folder)

    assert rule in {one.rule for one in violations(folder)}


@pytest.mark.parametrize("rate", ["24000/1001", "25", "50"])
def test_silent_and_short_streams_keep_the_rules(tmp_path: Path, rate: str) -> None:
    video = make_video(tmp_path / "v.mp4", 1, "638x360", rate, audio=None)

    folder = converted(tmp_path, video, "HLS", has_sound=False)

    assert report(violations(folder)) == ""


def test_a_track_whose_edits_begin_with_a_pause_is_read_as_players_do(tmp_path: Path) -> None:
    source = ["-f", "lavfi", "-i", "testsrc=s=128x72:r=25:d=1", "-c:v", "libx264", "-bf", "2"]
    fragments = ["-f", "hls", "-hls_segment_type", "fmp4", str(tmp_path / "one.m3u8")]
    run(["ffmpeg", "-v", "error", *source, *fragments])

    playlist = parse_media((tmp_path / "one.m3u8").read_text())
    measured = measure_playlist(playlist, located(tmp_path))

    shown = ["-show_entries", "packet=pts_time", "-of", "csv=p=0", str(tmp_path / "one.m3u8")]
    times = run(["ffprobe", "-v", "error", *shown]).stdout.split()
    assert float(measured.segments[0].start) == pytest.approx(min(map(float, times)), abs=0.001)


@pytest.mark.parametrize("size", ["128x72", "426x240", "1920x1080", "180x320"])
@pytest.mark.parametrize("profile", ["baseline", "main", "high", "high422"])
def test_the_size_and_the_codec_are_read_of_the_samples(
    tmp_path: Path, size: str, profile: str
) -> None:
    pixels = "yuv422p" if profile == "high422" else "yuv420p"
    path = tmp_path / "one.ts"
    source = ["-f", "lavfi", "-i", f"testsrc=s={size}:r=25:d=0.2", "-c:v", "libx264"]
    run(["ffmpeg", "-v", "error", *source, "-pix_fmt", pixels, "-profile:v", profile, str(path)])

    read = read_transport(path)

    names = {"baseline": "avc1.42c0", "main": "avc1.4d40", "high": "avc1.6400"}
    assert read.parameters.resolution == size
    assert read.parameters.codec.startswith(names.get(profile, "avc1.7a"))
    assert len(read.track.samples) == 5


@pytest.mark.parametrize(
    "data", [b"", b"a" * 188, b"G" * 188, b"G" + bytes(187), b"G" + b"\xff" * 187]
)
def test_what_is_no_transport_stream_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "one.ts"
    path.write_bytes(data)

    with pytest.raises(BadTrack):
        read_transport(path)
