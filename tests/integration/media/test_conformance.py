# SPDX-License-Identifier: Apache-2.0
"""The conformance check names each rule that a stream breaks, and nothing else."""

from __future__ import annotations

import re
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from media.hls.conformance import report, violations
from tests.support.hls.generated import package_video
from tests.support.media.video import make_video

Break = Callable[[Path], None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Package nine seconds of video in two sizes with sound."""
    folder = tmp_path_factory.mktemp("whole")
    return package_video(make_video(folder / "v.mp4", 9, "854x480"), folder)


def replaced(name: str, pattern: str, by: str) -> Break:
    def change(folder: Path) -> None:
        path = folder / name
        text, count = re.subn(pattern, by, path.read_text(), count=1, flags=re.MULTILINE)
        assert count, f"{pattern} is not in {name}"
        path.write_text(text)

    return change


def deleted(name: str) -> Break:
    return lambda folder: (folder / name).unlink()


def swapped(folder: Path) -> None:
    """Exchange the segments of a rendition."""
    first, second = (folder / f"360p/seg_0000{number}.m4s" for number in (1, 2))
    begin = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(begin)


def without_key(folder: Path) -> None:
    """Say of the first sample of a segment that it is no key frame."""
    path = folder / "360p/seg_00002.m4s"
    data = bytearray(path.read_bytes())
    flags = data.index(b"trun") + 4 + 12 + 8
    struct.pack_into(">I", data, flags, 0x00010000)
    path.write_bytes(bytes(data))


def shorter(folder: Path) -> None:
    """End the sound a segment before the video."""
    path = folder / "audio/playlist.m3u8"
    path.write_text(re.sub(r"#EXTINF:[\d.]+,\nseg_00003.m4s\n", "", path.read_text()))


def moved(folder: Path) -> None:
    """Let a segment of one rendition begin a tick late."""
    path = folder / "360p/seg_00003.m4s"
    data = bytearray(path.read_bytes())
    place = data.index(b"tfdt") + 8
    (start,) = struct.unpack_from(">Q", data, place)
    struct.pack_into(">Q", data, place, start + 1)
    path.write_bytes(bytes(data))


SMALL = "360p/playlist.m3u8"
BREAKS: dict[str, tuple[str, Break]] = {
    "a master playlist without its head": ("head", replaced("master.m3u8", "^#EXTM3U$", "#M3U")),
    "an old version": ("head", replaced(SMALL, "VERSION:7", "VERSION:3")),
    "no rendition": (
        "variants",
        lambda f: (
            (f / "master.m3u8").write_text(
                "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
            )
            and None
        ),
    ),
    "segments that may depend on others": (
        "independent-segments",
        replaced("master.m3u8", "^#EXT-X-INDEPENDENT-SEGMENTS$", "#"),
    ),
    "a playlist without an end": ("whole", replaced(SMALL, "^#EXT-X-ENDLIST$", "#")),
    "a discontinuity": (
        "discontinuity",
        replaced(SMALL, "^#EXTINF", "#EXT-X-DISCONTINUITY\n#EXTINF"),
    ),
    "a segment longer than the target": (
        "target-duration",
        replaced(SMALL, "DURATION:4", "DURATION:3"),
    ),
    "targets that differ": ("one-target", replaced(SMALL, "DURATION:4", "DURATION:5")),
    "a wrong duration": ("segment-duration", replaced(SMALL, "EXTINF:4.000000", "EXTINF:3.900000")),
    "a segment that begins without a key frame": ("key-frame", without_key),
    "segments in the wrong order": ("continuous", swapped),
    "a gap of one tick": ("continuous", moved),
    "a missing file": ("readable", deleted("360p/seg_00002.m4s")),
    "renditions cut at different frames": (
        "aligned",
        replaced(SMALL, r"#EXTINF:[\d.]+,\nseg_00003.m4s\n", ""),
    ),
    "a key frame that is elsewhere": (
        "key-frame-ranges",
        replaced("360p/iframes.m3u8", r"@0$", "@8"),
    ),
    "a wrong codec": ("codecs", replaced("master.m3u8", "avc1.64", "avc1.42")),
    "a wrong size": (
        "resolution",
        replaced("master.m3u8", "RESOLUTION=640x360", "RESOLUTION=641x360"),
    ),
    "a wrong frame rate": (
        "frame-rate",
        replaced("master.m3u8", "FRAME-RATE=30.000", "FRAME-RATE=25.000"),
    ),
    "a peak that is too low": (
        "bandwidth",
        replaced("master.m3u8", ":BANDWIDTH=", ":BANDWIDTH=1,X="),
    ),
    "an average that is too high": (
        "average-bandwidth",
        replaced("master.m3u8", "AVERAGE-BANDWIDTH=", "AVERAGE-BANDWIDTH=9"),
    ),
    "sound that nobody names": ("sound-group", replaced("master.m3u8", ',AUDIO="audio"', "")),
    "sound that ends early": ("sound-aligned", shorter),
}


def test_a_packaged_stream_keeps_every_rule(whole: Path) -> None:
    assert report(violations(whole)) == ""


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_rule_is_named(whole: Path, tmp_path: Path, name: str) -> None:
    rule, damage = BREAKS[name]
    folder = tmp_path / "stream"
    shutil.copytree(whole, folder)

    damage(folder)

    assert rule in {one.rule for one in violations(folder)}
