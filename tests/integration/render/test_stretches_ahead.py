# SPDX-License-Identifier: Apache-2.0
"""Of a source that cannot be entered midway, each decoding makes twice as many stretches."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from chassis.storage import DiskStorage
from media.timecode import DEFAULT_RATE, FrameRate
from services.render.contract.results import CachedFile
from services.render.contract.storage_keys import mezzanine_storage_key
from services.render.node.jobs.mezzanine import make_mezzanine
from tests.support.media.barcode import read_barcodes
from tests.support.media.video import make_video
from tests.support.render.job_contexts import job_context
from timeline.plan.sources import mezzanine_key
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.stretches import stretch_at, stretch_key
from timeline.spec.versions import MEZZANINE_RECIPE

SECONDS = 56
STRETCHES = 6
ONE_KEY_FRAME = ("-x264-params", "keyint=infinite:scenecut=0")


@dataclass(frozen=True)
class Upload:
    """A source that is stored, and the stretches that are made of it."""

    folder: Path
    storage: DiskStorage
    whole: MezzanineSpec

    def make(self, index: int) -> CachedFile:
        """Run the job of a stretch."""
        rate = FrameRate.parse(self.whole.fps)
        stretch = stretch_at(index, source_frames=self.whole.n_frames, rate=rate)
        context = job_context(self.folder, self.storage)
        return make_mezzanine(context, self.whole.stretch(stretch))

    def stored(self) -> list[int]:
        """List the stretches that are stored."""
        keys = [mezzanine_storage_key(stretch_key(self.whole.key, n)) for n in range(STRETCHES)]
        return [n for n, key in enumerate(keys) if self.storage.head(key) is not None]

    def frames(self, made: CachedFile) -> list[int]:
        """Read the numbers of the frames of a stretch."""
        path = self.storage.local_path(made.storage_key)
        assert path is not None
        return [code[1] for code in read_barcodes(path) if code]


@pytest.fixture
def upload(tmp_path: Path) -> Upload:
    source = make_video(tmp_path / "a.mp4", SECONDS, "160x90", audio=None, extra=ONE_KEY_FRAME)
    storage = DiskStorage(tmp_path / "storage", b"a secret of many bytes", "")
    storage.put_file("uploads/1", source, content_type="video/mp4")
    sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
    key = mezzanine_key(
        source_sha256=sha256, rate=DEFAULT_RATE, height_class=1080, recipe=MEZZANINE_RECIPE
    )
    frames = DEFAULT_RATE.frame(SECONDS)
    spec = MezzanineSpec(
        key, 1, sha256, "uploads/1", str(DEFAULT_RATE), 1080, MEZZANINE_RECIPE, frames, False, 0
    )
    return Upload(tmp_path, storage, spec)


def test_each_decoding_makes_as_many_more_stretches_as_lie_before(upload: Upload) -> None:
    first, second = upload.make(0), upload.make(1)
    assert upload.stored() == [0, 1, 2]

    third = upload.make(2)
    assert upload.stored() == [0, 1, 2]
    fourth = upload.make(3)

    assert upload.stored() == [0, 1, 2, 3, 4, 5]
    shown = [upload.frames(made) for made in (first, second, third, fourth)]
    assert [number for each in shown for number in each] == list(range(1200))
    assert fourth.n_frames == 300 and fourth.byte_ranges


def test_the_last_stretches_are_made_together(upload: Upload) -> None:
    upload.make(4)

    assert upload.stored() == [4, 5]
    assert upload.frames(upload.make(5)) == list(range(1500, 1680))


def test_a_stored_stretch_that_lacks_frames_is_made_again(upload: Upload) -> None:
    upload.make(2)
    key = mezzanine_storage_key(stretch_key(upload.whole.key, 3))
    upload.storage.put_bytes(key, b"torn", content_type="video/quicktime")

    assert upload.frames(upload.make(3)) == list(range(900, 1200))
