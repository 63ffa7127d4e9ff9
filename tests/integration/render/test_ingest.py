# SPDX-License-Identifier: Apache-2.0
"""Uploads are probed by nodes; files that are no usable media fail with a code."""

from __future__ import annotations

from pathlib import Path

from services.render.contract.specs import IngestSpec
from services.render.coordinator.usecases import deriving
from tests.support.media.ffmpeg import run
from tests.support.media.video import make_video
from tests.support.process.waiting import wait_until
from tests.support.render.cluster import RenderCluster


def test_a_video_is_probed_and_gets_a_thumbnail_and_a_mezzanine(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    content = make_video(tmp_path / "a.mp4", 2, "640x360", "30000/1001").read_bytes()

    topic, found = cluster.ingest(1, content)

    assert topic == "render.derivative.completed.v1"
    assert found.kind == "ingest" and len(found.sha256) == 64
    probe = found.probe
    assert (probe.width, probe.height, probe.has_audio) == (640, 360, True)
    assert (probe.frame_rate.numerator, probe.frame_rate.denominator) == (30000, 1001)
    assert (probe.video_codec, probe.content_type) == ("h264", "video/mp4")
    assert cluster.storage.head(found.file.key) is not None
    assert found.file.key == "thumbs/uploads/1/thumb.jpg"
    wait_until(lambda: [row for row in cluster.jobs("mezzanine") if row.state == "done"])


def test_images_and_audio_files_are_probed(cluster: RenderCluster, tmp_path: Path) -> None:
    source = str(make_video(tmp_path / "a.mp4", 1, "640x360"))
    picture, sound = tmp_path / "a.png", tmp_path / "a.mp3"
    run(["ffmpeg", "-v", "error", "-i", source, "-frames:v", "1", str(picture)])
    run(["ffmpeg", "-v", "error", "-i", source, "-vn", str(sound)])

    _, image = cluster.ingest(1, picture.read_bytes(), kind="image")
    _, audio = cluster.ingest(2, sound.read_bytes(), kind="audio")

    assert (image.probe.width, image.probe.content_type) == (640, "image/png")
    assert image.file.key and not image.probe.duration
    assert audio.probe.content_type == "audio/mpeg" and not audio.HasField("file")


def hostile_files(folder: Path) -> dict[str, tuple[bytes, str]]:
    """Return files that are not usable videos, and the error code of each."""
    secret = make_video(folder / "secret.ts", 1, "320x180")
    front = ("-movflags", "+faststart")
    whole = make_video(folder / "whole.mp4", 3, "320x180", extra=front).read_bytes()
    late = make_video(folder / "late.mp4", 3, "320x180").read_bytes()
    mute = folder / "sound.m4a"
    run(["ffmpeg", "-v", "error", "-i", str(folder / "whole.mp4"), "-vn", str(mute)])
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n"
    return {
        "playlist": (playlist.encode(), "not_media"),
        "concat": (f"ffconcat version 1.0\nfile '{secret}'\n".encode(), "not_media"),
        "text": (b"just words, no video", "not_media"),
        "noise": (bytes(range(256)) * 40, "not_media"),
        "empty": (b"", "empty_file"),
        "half": (whole[: len(whole) // 2], "truncated"),
        "headless": (late[: len(late) // 2], "truncated"),
        "sound": (mute.read_bytes(), "no_video"),
    }


def test_hostile_files_fail_at_once_with_a_code_and_their_name(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    files = hostile_files(tmp_path)

    events = {
        name: cluster.ingest(number, content)
        for number, (name, (content, _)) in enumerate(files.items(), start=1)
    }

    assert {topic for topic, _ in events.values()} == {"render.derivative.failed.v1"}
    codes = {name: event.code for name, (_, event) in events.items()}
    assert codes == {name: code for name, (_, code) in files.items()}
    assert all("sent.mp4" in event.reason for _, event in events.values())
    assert all(row.attempts == 0 for row in cluster.jobs())


def test_an_upload_that_was_changed_after_its_request_fails(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    content = make_video(tmp_path / "a.mp4", 1, "320x180").read_bytes()
    other = make_video(tmp_path / "b.mp4", 1, "320x180", barcode_source_id=2).read_bytes()
    key = "uploads/2/sent.mp4"
    pinned = cluster.storage.put_bytes(key, content, content_type="video/mp4")
    cluster.storage.put_bytes(key, other, content_type="video/mp4")

    spec = IngestSpec(2, "video", key, len(other), pinned.etag, "sent.mp4")
    deriving.ingest_upload(cluster.deps, upload=spec)

    _, event = wait_until(lambda: cluster.derivative(2))
    assert event.code == "object_changed"
