# SPDX-License-Identifier: Apache-2.0
"""Files that are not what they seem are rejected, and read no other file."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.errors import NotMedia, Truncated
from tests.support.media.ffmpeg import probe_of, run
from tests.support.media.video import make_video

SCRIPTS = {
    "playlist": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{other}\n#EXT-X-ENDLIST\n",
    "concat": "ffconcat version 1.0\nfile {name}\n",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>',
    "text": "hello",
    "empty": "",
}


@pytest.mark.parametrize("kind", SCRIPTS)
@pytest.mark.parametrize("name", ["upload", "upload.mp4"])
def test_scripts_and_other_files_are_not_media(tmp_path: Path, kind: str, name: str) -> None:
    other = make_video(tmp_path / "other.ts", 1, "160x90", audio=None)
    upload = tmp_path / name
    upload.write_text(SCRIPTS[kind].format(other=other, name=other.name))
    with pytest.raises(NotMedia):
        probe_of(upload)


def test_a_truncated_video_is_reported_as_truncated(tmp_path: Path) -> None:
    upload = make_video(tmp_path / "upload.mp4", 4, "320x180", extra=("-movflags", "+faststart"))
    upload.write_bytes(upload.read_bytes()[: upload.stat().st_size // 2])
    with pytest.raises(Truncated):
        probe_of(upload)


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [("png", "image/png"), ("jpg", "image/jpeg"), ("webp", "image/webp"), ("gif", "image/gif")],
)
def test_images_are_recognised_without_file_names(tmp_path: Path, suffix: str, kind: str) -> None:
    image = tmp_path / f"i.{suffix}"
    colour = ["-f", "lavfi", "-i", "testsrc2=s=64x32", "-frames:v", "1", str(image)]
    run(["ffmpeg", "-v", "error", *colour])
    probe = probe_of(image.rename(tmp_path / "upload"))
    assert (probe.content_type, probe.duration) == (kind, None)
    assert probe.video is not None and (probe.video.width, probe.video.height) == (64, 32)


@pytest.mark.parametrize("suffix", ["wav", "mp3", "flac", "ogg", "m4a", "aac"])
def test_audio_is_recognised(tmp_path: Path, suffix: str) -> None:
    audio = tmp_path / f"s.{suffix}"
    run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=1", str(audio)])
    probe = probe_of(audio)
    assert probe.kind == "audio" and probe.video is None
    assert abs(float(probe.playing_time) - 1) < 0.15
