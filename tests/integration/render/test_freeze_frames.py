# SPDX-License-Identifier: Apache-2.0
"""A frame of a video becomes an image that exports show like the video."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from services.render.contract.results import IngestResult, ProbeResult
from services.render.contract.specs import IngestSpec
from services.render.coordinator.domain.upload_jobs import FreezeFrameRequest
from services.render.coordinator.usecases import deriving
from tests.support.media.barcode import read_barcodes
from tests.support.media.video import make_video
from tests.support.process.waiting import wait_until
from tests.support.render.cluster import RenderCluster
from tests.support.render.pixels import frames_of
from tests.support.render.samples import a_clip, an_export
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan.sealed import SealedTimeline

IMAGE = 9


def freeze_frame(
    cluster: RenderCluster, video: UploadDetails, *, at: str, long_edge: int = 1080
) -> UploadDetails:
    """Have a frame of a video stored as an image, and describe it as an upload."""
    request = FreezeFrameRequest(IMAGE, f"frames/{IMAGE}.png", Fraction(at), long_edge)
    upload = IngestSpec(video.upload_id, "video", video.storage_key)
    probe = ProbeResult(duration=str(video.duration), has_audio=video.has_audio)
    deriving.derive_freeze_frame(
        cluster.deps, request=request, video=upload, found=IngestResult(video.sha256, probe, None)
    )
    topic, event = wait_until(lambda: cluster.derivative(IMAGE))
    assert topic == "render.derivative.completed.v1", (event, cluster.logs())
    assert (event.file.content_type, event.probe.content_type) == ("image/png", "image/png")
    return UploadDetails(
        upload_id=IMAGE,
        owner_user_id=video.owner_user_id,
        kind="image",
        state="ready",
        image_role="freeze_frame",
        width=event.probe.width,
        height=event.probe.height,
        sha256=event.sha256,
        storage_key=event.file.key,
    )


def test_a_freeze_frame_continues_the_clip_it_was_taken_from(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    video = cluster.source(1, make_video(tmp_path / "1.mp4", 2, "640x360"))
    image = freeze_frame(cluster, video, at="29/30")
    export = an_export(a_clip(start=0, source=(0, 1)), sources=(video, image), height=360)
    assert export.timeline is not None
    still = {"id": "s", "uploadId": IMAGE, "startSeconds": 1, "endSeconds": 1.5}
    document = Timeline.model_validate(export.timeline.timeline.to_document() | {"stills": [still]})

    sealed = SealedTimeline(document, export.timeline.uploads)
    made = cluster.export_file(cluster.ended(cluster.start(replace(export, timeline=sealed))))

    assert read_barcodes(made) == [(1, n) for n in range(30)] + [(1, 29)] * 15
    frames = frames_of(made, 640, 360)
    apart = np.abs(frames[30:] - frames[29])
    assert apart.mean() <= 1.5
    # The picture moves from each frame to the next by far more than that.
    assert np.abs(frames[29] - frames[28]).mean() > 2 * apart.mean()


@pytest.mark.parametrize(
    ("size", "long_edge", "expected"),
    [("640x360", 320, (320, 180)), ("360x640", 320, (180, 320)), ("640x360", 2160, (640, 360))],
)
def test_a_freeze_frame_is_as_large_as_requested_and_never_enlarged(
    cluster: RenderCluster,
    tmp_path: Path,
    size: str,
    long_edge: int,
    expected: tuple[int, int],
) -> None:
    video = cluster.source(1, make_video(tmp_path / "1.mp4", 1, size, audio=None))

    image = freeze_frame(cluster, video, at="0/1", long_edge=long_edge)

    stored = cluster.storage.local_path(image.storage_key)
    assert stored is not None
    with Image.open(stored) as picture:
        assert picture.size == expected == (image.width, image.height)
        assert picture.mode == "RGB" and "srgb" in picture.info


def test_a_freeze_frame_at_the_end_is_the_last_frame(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    video = cluster.source(1, make_video(tmp_path / "1.mp4", 1, "640x360"))

    image = freeze_frame(cluster, video, at="1/1")

    stored = cluster.storage.local_path(image.storage_key)
    assert stored is not None
    assert read_barcodes(stored) == [(1, 29)]
