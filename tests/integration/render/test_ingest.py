# SPDX-License-Identifier: Apache-2.0
"""What nodes find out about uploads, and which files they refuse."""

from __future__ import annotations

from pathlib import Path

from services.render.contract.specs import IngestSpec
from services.render.coordinator.usecases import deriving
from tests.support.media.ffmpeg import run
from tests.support.media.video import make_video
from tests.support.process.waiting import wait_until
from tests.support.render.cluster import RenderCluster


def test_a_film_is_examined_pictured_and_normalised(cluster: RenderCluster, tmp_path: Path) -> None:
    content = make_video(tmp_path / "a.mp4", 2, "640x360", "30000/1001").read_bytes()
    cluster.node(slots=1)

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


def test_pictures_and_sounds_are_examined(cluster: RenderCluster, tmp_path: Path) -> None:
    source = str(make_video(tmp_path / "a.mp4", 1, "640x360"))
    picture, sound = tmp_path / "a.png", tmp_path / "a.mp3"
    run(["ffmpeg", "-v", "error", "-i", source, "-frames:v", "1", str(picture)])
    run(["ffmpeg", "-v", "error", "-i", source, "-vn", str(sound)])
    cluster.node(slots=1)

    _, image = cluster.ingest(1, picture.read_bytes(), kind="image")
    _, audio = cluster.ingest(2, sound.read_bytes(), kind="audio")

    assert (image.probe.width, image.probe.content_type) == (640, "image/png")
    assert image.file.key and not image.probe.duration
    assert audio.probe.content_type == "audio/mpeg" and not audio.HasField("file")


def hostile_files(folder: Path) -> dict[str, tuple[bytes, str]]:
    """Return files that are not what they say, and the code each is refused with."""
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
        "text": (b"just words, no film", "not_media"),
        "noise": (bytes(range(256)) * 40, "not_media"),
        "empty": (b"", "empty_file"),
        "half": (whole[: len(whole) // 2], "truncated"),
        "headless": (late[: len(late) // 2], "truncated"),
        "sound": (mute.read_bytes(), "no_video"),
    }


def test_hostile_files_are_refused_by_name_and_at_once(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    files = hostile_files(tmp_path)
    cluster.node(slots=2)

    said = {
        name: cluster.ingest(number, content)
        for number, (name, (content, _)) in enumerate(files.items(), start=1)
    }

    assert {topic for topic, _ in said.values()} == {"render.derivative.failed.v1"}
    codes = {name: fact.code for name, (_, fact) in said.items()}
    assert codes == {name: code for name, (_, code) in files.items()}
    assert all("sent.mp4" in fact.reason for _, fact in said.values())
    assert all(row.attempts == 0 for row in cluster.jobs())


def test_an_upload_that_changed_after_it_was_sent_is_refused(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    content = make_video(tmp_path / "a.mp4", 1, "320x180").read_bytes()
    cluster.node(slots=1)
    other = make_video(tmp_path / "b.mp4", 1, "320x180", barcode_source_id=2).read_bytes()
    key = "uploads/2/sent.mp4"
    pinned = cluster.storage.put_bytes(key, content, content_type="video/mp4")
    cluster.storage.put_bytes(key, other, content_type="video/mp4")

    task = IngestSpec(2, "video", key, len(other), pinned.etag, "sent.mp4")
    deriving.ingest_upload(cluster.deps, upload=task)

    said = wait_until(lambda: cluster.derivative(2))
    assert said[1].code == "object_changed"
