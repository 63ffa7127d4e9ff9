# SPDX-License-Identifier: Apache-2.0
"""Filmstrips, peaks and edit proxies show what is in their upload, at its times."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from media.sample_clips import SAMPLE_CLIPS
from services.render.contract.jobs import JobKind
from services.render.coordinator.domain.derivative_jobs import DerivativeRequest
from services.render.coordinator.usecases import deriving
from tests.support.media.barcode import read_barcodes
from tests.support.media.ffmpeg import probe_of, run
from tests.support.media.video import make_video
from tests.support.process.waiting import wait_until
from tests.support.render.cluster import RenderCluster
from timeline.document.uploads import UploadDetails

TARGETS = {
    JobKind.FILMSTRIP: ("derived/uploads/1/filmstrip.jpg", "derived/uploads/1/filmstrip.vtt"),
    JobKind.PEAKS: ("derived/uploads/1/peaks_100", "derived/uploads/1/peaks_10"),
    JobKind.EDIT_PROXY: ("proxies/uploads/1/edit_proxy.mp4",),
}
_CUE = re.compile(r"(\S+) --> (\S+)\nfilmstrip\.jpg#xywh=(\d+),(\d+),(\d+),(\d+)")


def derive(cluster: RenderCluster, kind: JobKind, upload: UploadDetails) -> tuple[str, Any]:
    """Have files derived from an upload, and return what was announced."""
    request = DerivativeRequest(kind, upload, "a.mp4", TARGETS[kind])
    deriving.derive_files(cluster.deps, request=request, user_id=7)
    return wait_until(lambda: cluster.derivative(upload.upload_id))


def made(cluster: RenderCluster, kind: JobKind, upload: UploadDetails) -> list[Path]:
    """Have files derived from an upload, and return them."""
    topic, event = derive(cluster, kind, upload)
    assert topic == "render.derivative.completed.v1", (event, cluster.logs())
    assert (event.kind, event.file.key) == (kind, TARGETS[kind][0])
    found = [cluster.storage.local_path(key) for key in TARGETS[kind]]
    return [path for path in found if path is not None]


def tiles(image: Path, index: Path) -> list[tuple[str, str, np.ndarray]]:
    """Return start, end and pixels of each tile."""
    with Image.open(image) as opened:
        pixels = np.asarray(opened.convert("RGB"), np.int16)
    text = index.read_text()
    assert text.startswith("WEBVTT\n\n")
    found = []
    for start, end, *place in _CUE.findall(text):
        x, y, width, height = map(int, place)
        found.append((start, end, pixels[y : y + height, x : x + width]))
    return found


def colour_changes(path: Path, *, seconds: int, more: tuple[str, ...] = ()) -> Path:
    """Make a video that is red in its first half, then blue."""
    half = f"s=640x360:r=30:d={seconds / 2}"
    inputs = ["-f", "lavfi", "-i", f"color=red:{half}", "-f", "lavfi", "-i", f"color=blue:{half}"]
    graph = ["-filter_complex", "[0:v][1:v]concat=n=2", "-c:v", "libx264", "-preset", "ultrafast"]
    run(["ffmpeg", "-v", "error", *inputs, *graph, "-pix_fmt", "yuv420p", *more, str(path)])
    return path


def test_a_filmstrip_shows_each_half_second_at_its_time(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    upload = cluster.source(1, colour_changes(tmp_path / "a.mp4", seconds=6))

    image, index = made(cluster, JobKind.FILMSTRIP, upload)

    found = tiles(image, index)
    assert [start for start, _, _ in found][:3] == ["00:00:00.000", "00:00:00.500", "00:00:01.000"]
    assert len(found) == 12 and found[-1][1] == "00:00:06.000"
    assert {tile.shape for _, _, tile in found} == {(90, 160, 3)}
    reds = [bool(tile[..., 0].mean() > 200 > tile[..., 2].mean() + 100) for _, _, tile in found]
    assert reds == [True] * 6 + [False] * 6


def test_a_long_video_has_at_most_100_tiles_and_none_of_them_is_black(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    few_key_frames = ("-g", "900", "-r", "5")
    upload = cluster.source(1, colour_changes(tmp_path / "a.mp4", seconds=240, more=few_key_frames))

    image, index = made(cluster, JobKind.FILMSTRIP, upload)

    found = tiles(image, index)
    assert 90 <= len(found) <= 100 and found[-1][1].startswith("00:04:00.")
    assert min(tile.max() for _, _, tile in found) > 200
    assert found[0][2][..., 0].mean() > 200 and found[-1][2][..., 2].mean() > 200
    assert image.stat().st_size < 1 << 20


def test_an_upright_video_has_upright_tiles(cluster: RenderCluster, tmp_path: Path) -> None:
    upload = cluster.source(1, make_video(tmp_path / "a.mp4", 1, "360x640", audio=None))

    image, index = made(cluster, JobKind.FILMSTRIP, upload)

    assert [tile.shape for _, _, tile in tiles(image, index)] == [(160, 90, 3)] * 2


def test_peaks_are_the_extremes_of_each_hundredth_and_tenth_of_a_second(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    source = tmp_path / "a.wav"
    # Half of full scale for a second, then silence.
    sound = "aevalsrc=exprs=0.5*sin(2*PI*1000*t)*lt(t\\,1):s=48000:d=2"
    run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", sound, "-c:a", "pcm_s16le", str(source)])
    upload = sound_upload(cluster, source)

    fine, coarse = (np.fromfile(path, np.int8) for path in made(cluster, JobKind.PEAKS, upload))

    assert (len(fine), len(coarse)) == (400, 40)
    for peaks in (fine.reshape(-1, 2), coarse.reshape(-1, 2)):
        half = len(peaks) // 2
        assert np.abs(peaks[:half] - [-64, 64]).max() <= 1
        assert not peaks[half:].any()


def sound_upload(cluster: RenderCluster, path: Path) -> UploadDetails:
    """Store a sound as a ready upload."""
    key = f"uploads/1/{path.name}"
    cluster.storage.put_file(key, path, content_type="audio/wav")
    return UploadDetails(
        upload_id=1,
        owner_user_id=7,
        kind="audio",
        state="ready",
        duration=Fraction(2),
        has_audio=True,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        storage_key=key,
    )


def test_an_edit_proxy_has_every_frame_of_a_video_smaller_with_many_key_frames(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    upload = cluster.source(1, make_video(tmp_path / "a.mp4", 2, "1280x720", "25"))

    (proxy,) = made(cluster, JobKind.EDIT_PROXY, upload)

    assert read_barcodes(proxy) == [(1, n) for n in range(50)]
    probe = probe_of(proxy)
    video = probe.picture()
    assert (video.width, video.height, video.codec) == (960, 540, "h264")
    assert probe.has_audio and abs(probe.playing_time - 2) < Fraction(1, 10)
    only_key_frames = ["-select_streams", "v:0", "-skip_frame", "nokey"]
    shown = ["-show_entries", "frame=pts_time", "-of", "csv=p=0", str(proxy)]
    found = run(["ffprobe", "-v", "error", *only_key_frames, *shown]).stdout
    times = [float(line.strip(",")) for line in found.split()]
    assert times == [pytest.approx(0.6 * n) for n in range(4)]


def test_a_silent_video_has_a_silent_proxy(cluster: RenderCluster, tmp_path: Path) -> None:
    upload = cluster.source(1, make_video(tmp_path / "a.mp4", 1, "320x180", audio=None))

    (proxy,) = made(cluster, JobKind.EDIT_PROXY, upload)

    probe = probe_of(proxy)
    assert not probe.has_audio
    assert (probe.picture().width, probe.picture().height) == (320, 180)


@pytest.mark.parametrize("kind", [JobKind.FILMSTRIP, JobKind.EDIT_PROXY])
def test_a_file_that_is_no_video_fails_with_its_name(
    cluster: RenderCluster, tmp_path: Path, kind: JobKind
) -> None:
    upload = cluster.source(1, make_video(tmp_path / "a.mp4", 1, "320x180", audio=None))
    cluster.storage.put_bytes("uploads/1/other", b"no media" * 999, content_type="video/mp4")

    # Of a video that was never probed no stretches are made, which would find other bytes first.
    other = dataclasses.replace(upload, storage_key="uploads/1/other", fps=None)
    topic, event = derive(cluster, kind, other)

    assert (topic, event.kind) == ("render.derivative.failed.v1", kind)
    assert "“a.mp4”" in event.reason and event.code == "not_media"


def test_a_sample_is_a_video_with_sound(cluster: RenderCluster) -> None:
    # The browser tests of uploads wait for all of them.
    clip = SAMPLE_CLIPS[0]
    key = "videos/sample.mp4"

    deriving.draw_sample(cluster.deps, upload_id=1, storage_key=key, sample=clip.name)
    topic, event = wait_until(lambda: cluster.derivative(1))

    assert topic == "render.derivative.completed.v1", (event, cluster.logs())
    stored = cluster.storage.local_path(key)
    assert stored is not None
    probe = probe_of(stored)
    assert (probe.picture().width, probe.picture().height, probe.has_audio) == (1920, 1080, True)
    assert abs(probe.playing_time - 5) < Fraction(1, 10)
