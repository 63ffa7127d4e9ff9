# SPDX-License-Identifier: Apache-2.0
"""Stretches of an edit proxy have the frames of the whole one, by number and by digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import pytest

from chassis.storage import DiskStorage
from services.render.contract.results import CachedFile
from services.render.contract.specs import DerivativeSpec
from services.render.coordinator.domain.edit_proxies import EditProxy, edit_proxy_of
from services.render.node.jobs.edit_proxy import make_edit_proxy
from services.render.node.jobs.mezzanine import make_mezzanine
from tests.support.media.barcode import read_barcodes
from tests.support.media.ffmpeg import probe_of
from tests.support.media.video import make_video
from tests.support.render.job_contexts import job_context
from tests.support.render.samples import a_source
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.stretches import all_stretches

SECONDS = 22
WHOLE = DerivativeSpec(1, "uploads/1", "a.mp4", ("proxies/uploads/1/edit_proxy.mp4",))


@dataclass(frozen=True)
class Video:
    """A stored upload, and what its edit proxy is made of."""

    folder: Path
    storage: DiskStorage
    proxy: EditProxy

    def make(self, number: int) -> CachedFile:
        """Run the job of a stretch."""
        job = self.proxy.stretch_job(number)
        context = job_context(self.folder, self.storage)
        return make_mezzanine(context, MezzanineSpec.from_json(job.spec))

    def make_all(self) -> list[CachedFile]:
        """Run the jobs of all stretches, the last one first."""
        numbers = range(len(self.proxy.stretch_keys), 0, -1)
        return [self.make(number) for number in numbers][::-1]

    def make_whole(self, stretches: list[CachedFile]) -> Path:
        """Run the job of the whole proxy, and return a copy of it."""
        keys = tuple(each.key for each in stretches)
        spec = replace(WHOLE, stretches=keys, fps=str(self.proxy.rate))
        context = job_context(self.folder, self.storage, *stretches)
        (made,) = make_edit_proxy(context, spec).files
        return self.path(made.storage_key)

    def path(self, storage_key: str) -> Path:
        """Return the file of an object."""
        path = self.storage.local_path(storage_key)
        assert path is not None
        return path


def store(folder: Path, source: Path) -> Video:
    storage = DiskStorage(folder / "storage", b"a secret of many bytes", "")
    storage.put_file("uploads/1", source, content_type="video/mp4")
    probe = probe_of(source)
    video = probe.picture()
    upload = a_source(
        1,
        width=video.width,
        height=video.height,
        fps=Fraction(video.frame_rate),
        duration=probe.playing_time,
        has_audio=False,
        sha256=hashlib.sha256(source.read_bytes()).hexdigest(),
        storage_key="uploads/1",
    )
    return Video(folder, storage, edit_proxy_of(upload))


def digests(path: Path) -> list[str]:
    """Return the digest of each decoded frame."""
    with av.open(str(path)) as container:
        frames = (frame.to_ndarray() for frame in container.decode(video=0))
        return [hashlib.sha256(frame.tobytes()).hexdigest() for frame in frames]


def numbers(path: Path) -> list[int | None]:
    return [code[1] if code else None for code in read_barcodes(path)]


KINDS = {
    "long-gop": ("a.mp4", "30", ("-g", "250")),
    "ntsc": ("a.mp4", "30000/1001", ("-g", "48")),
    "transport-stream": ("a.ts", "25", ("-g", "50", "-bf", "2")),
    "matroska": ("a.mkv", "24", ("-g", "72", "-bf", "3")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_frames_of_stretches_are_those_of_the_whole_proxy(tmp_path: Path, kind: str) -> None:
    name, fps, extra = KINDS[kind]
    source = make_video(tmp_path / name, SECONDS, "160x90", fps, audio=None, extra=extra)
    video = store(tmp_path, source)

    stretches = video.make_all()
    joined = video.make_whole(stretches)

    paths = [video.path(each.storage_key) for each in stretches]
    whole = video.proxy.whole
    lengths = [len(each.frames) for each in all_stretches(whole.n_frames, rate=video.proxy.rate)]
    assert [each.n_frames for each in stretches] == lengths and len(lengths) == 3
    assert digests(joined) == [digest for path in paths for digest in digests(path)]
    assert numbers(joined) == list(range(sum(lengths)))
    assert [number for path in paths for number in numbers(path)] == list(range(sum(lengths)))


def test_a_source_that_cannot_be_entered_midway_has_the_same_frames(tmp_path: Path) -> None:
    one_key_frame = ("-x264-params", "keyint=infinite:scenecut=0")
    source = make_video(tmp_path / "a.mp4", SECONDS, "160x90", audio=None, extra=one_key_frame)
    video = store(tmp_path, source)

    second = video.make(2)
    stored = sorted(each.key for each in video.storage.list(prefix="mezzanines/"))
    last = video.make(3)

    # The decoding of the second has made the third, too.
    assert len(stored) == 2 and last.storage_key in stored
    shown = [number for made in (second, last) for number in numbers(video.path(made.storage_key))]
    assert shown == list(range(300, SECONDS * 30))


def test_stretches_of_different_encoders_are_not_joined(tmp_path: Path) -> None:
    video = store(tmp_path, make_video(tmp_path / "a.mp4", 12, "160x90", audio=None))
    first, second = video.make_all()

    whole = video.make_whole([first, replace(second, headers="murmur3:of another build")])

    assert numbers(whole) == list(range(360))
