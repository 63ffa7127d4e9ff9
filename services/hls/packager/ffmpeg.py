# SPDX-License-Identifier: Apache-2.0
"""Packages one video by ffmpeg on this machine; every video is treated as hostile."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

from chassis.jobs.errors import InputUnusable
from chassis.jobs.job import ClaimedJob, JobResult, pack, unpack
from chassis.jobs.worker import CancellationToken
from chassis.process import ChildFailed, Limits, LineReaders, scratch_directory
from chassis.storage import ObjectMissing, Storage
from media.errors import UnusableMedia
from media.filmstrip import filmstrip_index
from media.hls.boxes import BadTrack
from media.hls.copying import why_encode_by_header
from media.hls.damage import DamageCount
from media.hls.package import Package, PackageWriter
from media.hls.plan import POSTER_NAME, PackagingPlan, PackagingStage, plan_packaging
from media.hls.source_tracks import CopyDiffers
from media.hls.storyboard import (
    SPRITE_NAME,
    STORYBOARD_NAME,
    storyboard_argv,
    storyboard_of,
)
from media.intake import Source, open_source
from media.packets import PacketTable
from media.progress import ProgressReader
from media.sizes import FINE_RUNG_CRF, RUNG_CRF
from media.sound import SoundMaker
from media.sound_decoding import FLOAT_BYTES
from media.source_packets import packet_table
from media.timecode import SAMPLE_RATE
from reelmill.hls.v1 import packaging_pb2
from services.hls.contract.packaging import ENCODED_FRACTION, PackagingSpec
from services.hls.contract.profiles import is_finer, is_simple
from services.hls.packager.children import MEMORY_BYTES, Children, is_killed
from services.hls.packager.results import packaged_stream, progress_of
from services.hls.packager.storing import StreamStore

_SPARE_BYTES = 64 << 20
_BYTES_A_SECOND = 4 << 20
_STALL_SECONDS = 120.0
_SPARE_SAMPLES = 3600 * SAMPLE_RATE
_PROBED, _ENCODED = 0.05, ENCODED_FRACTION
"""The share of the job that is done after its first parts; storing is the rest."""

_STEP_PERCENT = 4
"""By how many percent the renditions must have grown to be reported again."""


class FfmpegPackager:
    """Makes streams of videos in a storage, each in a scratch directory of its own."""

    def __init__(self, storage: Storage, scratch: Path) -> None:
        self._storage = storage
        self._scratch = scratch

    def execute(self, job: ClaimedJob, token: CancellationToken) -> JobResult:
        """Package one video and store the files of its stream, stage by stage.

        After each stage the master playlist is replaced, and what can be played is reported.
        InputUnusable when the video cannot be packaged.
        """
        spec = PackagingSpec.from_message(unpack(job.spec, packaging_pb2.PackagingSpec))
        children = Children(token)
        with scratch_directory(self._scratch) as scratch:
            try:
                source = self._fetch_source(spec, scratch)
                opened = _open(source, scratch, children, spec.audio_track)
                plan = _plan(opened, _new_folder(scratch, "tracks"), spec)
                token.report_progress(_PROBED)
                _make_sound(plan, opened, scratch, children)
                target = _new_folder(scratch, "stream")
                store = StreamStore(self._storage, spec, target, token)
                packaging = _Packaging(store, spec, plan, target, children)
                package = packaging.make()
            except UnusableMedia as error:
                raise InputUnusable(error.code, f"{spec.name}: {error}.") from error
        stream = packaged_stream(plan, package, damaged_pictures=packaging.damaged_pictures)
        return JobResult(pack(stream.to_message()), children.cpu_seconds)

    def _fetch_source(self, spec: PackagingSpec, scratch: Path) -> Path:
        path = self._storage.local_path(spec.source_key)
        if path is not None:
            return path.absolute()
        fetched = scratch / "source"
        try:
            self._storage.fetch(spec.source_key, fetched)
        except ObjectMissing as error:
            missing = f"{spec.name}: its file is not stored any more."
            raise InputUnusable("source_missing", missing) from error
        return fetched


class _Packaging:
    """One packaging: its stages are made, written and stored one after the other."""

    def __init__(
        self,
        store: StreamStore,
        spec: PackagingSpec,
        plan: PackagingPlan,
        target: Path,
        children: Children,
    ) -> None:
        self._store = store
        self._spec = spec
        self._plan = plan
        self._target = target
        self._children = children
        self._token = children.token
        self._writer = PackageWriter(plan, target, store.take)
        self._shown = 0
        self._damage = DamageCount()

    @property
    def damaged_pictures(self) -> int:
        """How many pictures of the video are shown grey or smeared, as far as it was decoded."""
        return min(self._damage.pictures, self._plan.frames)

    def make(self) -> Package:
        """Make all stages and the pictures, and store them."""
        first, *others = self._plan.stages
        package = self._writer.package()
        self._token.report_partial(pack(progress_of(self._plan, package, 0)))
        # The stream can be played the sooner as its poster is made beside the first stage.
        with ThreadPoolExecutor(1, "poster") as beside:
            poster = beside.submit(self._make_poster)
            package = self._make_stage(first, package)
            poster.result()
        self._show(package)
        for stage in others:
            package = self._make_stage(stage, package)
            self._show(package)
        self._make_storyboard()
        self._store.check()
        package = self._writer.package()
        self._store.store(package)
        return package

    def _make_stage(self, stage: PackagingStage, package: Package) -> Package:
        """Run and write a stage; of what is copied a beginning is made where that is enough."""
        if stage.beginning:
            self._run(stage, stage.beginning, package)
            with contextlib.suppress(CopyDiffers):
                return self._write_stage(stage, is_begun=True)
        self._run(stage, stage.argv, package)
        return self._write_stage(stage)

    def _show(self, package: Package) -> None:
        """Store what is made, and report what can be played of it."""
        self._store.store(self._writer.package())
        self._token.report_partial(pack(progress_of(self._plan, package, 0)))

    def _run(self, stage: PackagingStage, argv: Sequence[str], package: Package) -> None:
        reader = ProgressReader()

        def on_line(line: str) -> None:
            for progress in reader.feed(line + "\n"):
                percent = progress.percent(self._plan.frames)
                self._report(stage, package, int(percent))

        limits = _limits(self._plan.duration, self._spec, reports_progress=True)
        try:
            self._children.run(argv, limits, LineReaders(on_line, self._damage.read))
        except ChildFailed as error:
            if _is_input_at_fault(error, self._spec):
                raise _undecodable(self._spec) from error
            raise
        self._damage.check(self._plan.frames)

    def _report(self, stage: PackagingStage, package: Package, percent: int) -> None:
        if stage.rungs[0].is_copied:
            return
        share = _PROBED + (_ENCODED - _PROBED) * percent / 100
        self._token.report_progress(share)
        if percent >= self._shown + _STEP_PERCENT:
            self._shown = percent
            self._token.report_partial(pack(progress_of(self._plan, package, percent)))

    def _write_stage(self, stage: PackagingStage, *, is_begun: bool = False) -> Package:
        try:
            return self._writer.add_stage(stage, is_begun=is_begun)
        except BadTrack as error:
            # An uploaded video that lacks frames it announces leaves tracks that end too early.
            if self._spec.is_export:
                raise
            raise _undecodable(self._spec) from error

    def _make_poster(self) -> None:
        self._children.run(self._plan.poster_argv, _limits(self._plan.duration, self._spec), _drop)
        shutil.copyfile(self._plan.poster, self._target / POSTER_NAME)

    def _make_storyboard(self) -> None:
        plan, smallest = self._plan, self._plan.rungs[-1]
        strip = storyboard_of(plan.rate, plan.frames, smallest.size)
        shown = plan.source if smallest.is_copied else plan.track(smallest.name)
        argv = storyboard_argv(shown, self._target / SPRITE_NAME, strip)
        self._children.run(argv, _limits(plan.duration, self._spec), _drop)
        (self._target / STORYBOARD_NAME).write_text(filmstrip_index(strip, SPRITE_NAME))


def _drop(_: str) -> None:
    """Ignore what a child prints."""


def _new_folder(scratch: Path, name: str) -> Path:
    folder = scratch / name
    folder.mkdir()
    return folder


def _open(source: Path, scratch: Path, children: Children, audio_track: int | None) -> Source:
    return open_source(
        source,
        scratch,
        inspect=children.inspecting(source),
        make=children.make,
        audio_track=audio_track,
    )


def _plan(opened: Source, scratch: Path, spec: PackagingSpec) -> PackagingPlan:
    is_encoded = why_encode_by_header(opened.probe) is not None
    return plan_packaging(
        opened.path,
        scratch,
        probe=opened.probe,
        packets=PacketTable(()) if is_encoded else packet_table(opened),
        is_simple=is_simple(spec.profile),
        crf=FINE_RUNG_CRF if is_finer(spec.profile, spec.quality) else RUNG_CRF,
    )


def _make_sound(plan: PackagingPlan, opened: Source, scratch: Path, children: Children) -> None:
    if plan.sound is None:
        return
    file_bytes = (plan.samples + _SPARE_SAMPLES) * FLOAT_BYTES
    maker = SoundMaker(
        scratch,
        inspect=children.inspecting(opened.path),
        make=lambda argv: children.make(argv, file_bytes),
    )
    maker.of_video(opened, plan.sound, samples=plan.samples)


def _undecodable(spec: PackagingSpec) -> InputUnusable:
    return InputUnusable("undecodable", f"{spec.name}: the video cannot be decoded to its end.")


def _limits(duration: Fraction, spec: PackagingSpec, *, reports_progress: bool = False) -> Limits:
    seconds = float(duration)
    return Limits(
        timeout=600 + 60 * seconds,
        stall_timeout=_STALL_SECONDS if reports_progress else None,
        memory_bytes=MEMORY_BYTES,
        file_bytes=int(2 * spec.source_bytes + _BYTES_A_SECOND * seconds) + _SPARE_BYTES,
    )


def _is_input_at_fault(error: ChildFailed, spec: PackagingSpec) -> bool:
    """Whether a decoder gave up on an uploaded video; an export of ours always decodes."""
    return not spec.is_export and not is_killed(error)
