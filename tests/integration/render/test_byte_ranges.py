# SPDX-License-Identifier: Apache-2.0
"""A node far from the storage fetches only the byte ranges that a chunk shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.jobs.errors import JobFailed
from chassis.storage import MemoryStorage
from media.encoder_profile import encoder_profile
from media.sizes import Size
from media.timecode import DEFAULT_RATE
from services.render.contract.results import CachedFile
from services.render.contract.storage_keys import chunk_storage_key
from services.render.node.cache import LocalCache
from services.render.node.context import JobContext
from services.render.node.jobs.chunk import render_chunk
from services.render.node.jobs.mezzanine import make_mezzanine
from tests.support.media.barcode import Code, read_barcodes
from tests.support.media.video import make_video
from tests.support.render.job_contexts import job_context
from timeline.spec.chunk import ChunkSpec
from timeline.spec.clip_segments import FreezeFrameSegment, VideoSegment
from timeline.spec.crop import Rect
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.stretches import all_stretches
from timeline.spec.versions import MEZZANINE_RECIPE

SECONDS = 40
N_FRAMES = 30 * SECONDS
WHOLE = Rect(0, 0, 320, 180)
PROFILE = encoder_profile(size=Size(320, 180), rate=DEFAULT_RATE, quality="draft")


class FarStorage(MemoryStorage):
    """A storage that counts what is read of it."""

    def __init__(self) -> None:
        super().__init__()
        self.n_read = 0

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        for block in super().open(key, start, length):
            self.n_read += len(block)
            yield block


class FarNode:
    """One node, and the stretches of one mezzanine in a storage far from it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.storage = FarStorage()
        self.cache = LocalCache(self.storage, folder / "cache", max_bytes=1 << 30)
        upload = make_video(
            folder / "upload.mp4", SECONDS, "320x180", audio=None, barcode_source_id=9
        )
        self.storage.put_file("upload", upload, content_type="video/mp4")
        sha256 = hashlib.sha256(upload.read_bytes()).hexdigest()
        whole = MezzanineSpec(
            "m",
            1,
            sha256,
            "upload",
            "30",
            1080,
            MEZZANINE_RECIPE,
            N_FRAMES,
            is_hdr=False,
            first_frame=0,
        )
        self.stretches = [
            make_mezzanine(self.context(), whole.stretch(each))
            for each in all_stretches(N_FRAMES, rate=DEFAULT_RATE)
        ]

    def context(self, *inputs: CachedFile) -> JobContext:
        """Make what a job of this node works with."""
        return job_context(self._folder, self.storage, *inputs, cache=self.cache)

    def shown(self, *segments: VideoSegment | FreezeFrameSegment) -> list[Code | None]:
        """Render a chunk and read what its frames show."""
        spec = ChunkSpec(PROFILE, segments, "r", "e")
        render_chunk(self.context(*self.stretches), spec)
        made = self._folder / "chunk.mp4"
        self.storage.fetch(chunk_storage_key(spec.key), made)
        return read_barcodes(made)


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> FarNode:
    """A node with a mezzanine of forty seconds."""
    return FarNode(tmp_path_factory.mktemp("node"))


def a_clip(first: int, n_frames: int) -> VideoSegment:
    """Some frames of the mezzanine."""
    return VideoSegment("m", N_FRAMES, first, n_frames, WHOLE, None)


def test_a_chunk_reads_only_the_byte_ranges_it_shows(node: FarNode) -> None:
    before = node.storage.n_read

    codes = node.shown(a_clip(700, 45))

    assert codes == [(9, frame) for frame in range(700, 745)]
    read = node.storage.n_read - before
    assert 0 < read < 0.3 * sum(each.size_bytes for each in node.stretches)
    assert node.shown(a_clip(705, 30)) == [(9, frame) for frame in range(705, 735)]
    assert node.storage.n_read - before == read


@pytest.mark.parametrize("first", [0, 1, 14, 15, 134, 149, 150, 151, 285, 299, 1050, 1170])
def test_frames_are_exact_wherever_a_byte_range_ends(
    node: FarNode, first: int, tmp_path: Path
) -> None:
    node.cache = LocalCache(node.storage, tmp_path / "cache", max_bytes=1 << 30)

    assert node.shown(a_clip(first, 30)) == [(9, frame) for frame in range(first, first + 30)]


def test_clips_far_apart_and_a_freeze_frame_are_read_from_one_file(
    node: FarNode, tmp_path: Path
) -> None:
    node.cache = LocalCache(node.storage, tmp_path / "cache", max_bytes=1 << 30)
    held = FreezeFrameSegment("m", N_FRAMES, 640, 5, WHOLE, None, WHOLE)

    codes = node.shown(a_clip(1190, 20), held, a_clip(20, 10))

    assert codes[:10] == [(9, frame) for frame in range(1190, 1200)]
    # Behind its end the last frame of a source is repeated.
    assert codes[10:20] == [(9, 1199)] * 10
    assert codes[20:] == [(9, 640)] * 5 + [(9, frame) for frame in range(20, 30)]


def test_a_byte_range_received_with_other_bytes_is_refused(node: FarNode, tmp_path: Path) -> None:
    node.cache = LocalCache(node.storage, tmp_path / "cache", max_bytes=1 << 30)
    spec = ChunkSpec(PROFILE, (a_clip(300, 10),), "r", "e")
    stretch = node.stretches[1]
    wrong = CachedFile(
        **{name: getattr(stretch, name) for name in ("key", "storage_key", "size_bytes")},
        byte_ranges=tuple((start, crc ^ 1) for start, crc in stretch.byte_ranges),
    )

    with pytest.raises(JobFailed) as problem:
        render_chunk(node.context(wrong), spec)

    assert problem.value.code == "stored_file_damaged"
