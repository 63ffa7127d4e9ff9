# SPDX-License-Identifier: Apache-2.0
"""Packages one video by ffmpeg on this machine; every video is treated as hostile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from chassis.jobs.errors import InputUnusable
from chassis.jobs.failures import is_environment_failure
from chassis.jobs.job import ClaimedJob, JobResult, pack, unpack
from chassis.jobs.worker import CancellationToken
from chassis.process import ChildFailed, ChildTooTalkative, Limits, run, scratch_directory
from chassis.storage import ObjectMissing, Storage
from media.errors import UnusableMedia
from media.hls.boxes import BadTrack
from media.hls.copying import why_encode_by_header
from media.hls.package import Package, PackagedFile, finish_package
from media.hls.plan import PackagingPlan, plan_packaging
from media.hls.playlists import AAC_LC, Variant
from media.intake import Inspect, Inspected, Source, open_source
from media.packets import PacketTable, packets_argv, parse_packets
from media.progress import ProgressReader
from media.sound import SoundMaker
from media.sound_decoding import FLOAT_BYTES
from media.timecode import SAMPLE_RATE
from reelmill.hls.v1 import packaging_pb2
from services.hls.contract.packaging import (
    ENCODED_FRACTION,
    PackagedStream,
    PackagingSpec,
    Rendition,
)

_MEMORY_BYTES = 8 << 30
_PROBE_OUTPUT_BYTES = 512 << 20
_SPARE_BYTES = 64 << 20
_BYTES_A_SECOND = 4 << 20
_STALL_SECONDS = 120.0
_LONGEST_MAKING = 6 * 3600.0
_SPARE_SAMPLES = 3600 * SAMPLE_RATE
_PROBED, _ENCODED, _CUT = 0.05, ENCODED_FRACTION, 0.9
"""The share of the job that is done after each of its parts; storing is the rest."""


class FfmpegPackager:
    """Makes streams of videos in a storage, each in a scratch directory of its own."""

    def __init__(self, storage: Storage, scratch: Path) -> None:
        self._storage = storage
        self._scratch = scratch

    def execute(self, job: ClaimedJob, token: CancellationToken) -> JobResult:
        """Package one video and store the files of its stream, the master playlist last.

        InputUnusable when the video cannot be packaged.
        """
        spec = PackagingSpec.from_message(unpack(job.spec, packaging_pb2.PackagingSpec))
        children = _Children(token)
        with scratch_directory(self._scratch) as scratch:
            try:
                source = self._fetch_source(spec, scratch)
                opened = _open(source, scratch, children, spec.audio_track)
                plan = _plan(opened, _new_folder(scratch, "tracks"), children)
                token.report_progress(_PROBED)
                _make_sound(plan, opened, scratch, children)
                _make_tracks(plan, spec, children)
                target = _new_folder(scratch, "stream")
                package = _finish(plan, target, spec)
                token.report_progress(_CUT)
                self._store(package, target, spec.output_prefix, token)
            except UnusableMedia as error:
                raise InputUnusable(error.code, f"{spec.name}: {error}.") from error
        return JobResult(pack(_stream(plan, package).to_message()), children.cpu_seconds)

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

    def _store(self, package: Package, target: Path, prefix: str, token: CancellationToken) -> None:
        total = sum(file.size for file in package.files)
        stored = 0
        for file in package.files:
            token.raise_if_cancelled()
            path, key = target / file.name, prefix + file.name
            self._storage.put_file(key, path, content_type=file.content_type)
            stored += file.size
            token.report_progress(_CUT + (1 - _CUT) * stored / total)


@dataclass(slots=True)
class _Children:
    """Runs the children of one job and adds up their processor time."""

    token: CancellationToken
    cpu_seconds: float = 0.0

    def run(self, argv: Sequence[str], limits: Limits, on_line: Callable[[str], None]) -> None:
        """Run one child to its end, or until the job is cancelled."""
        finished = run(argv, limits=limits, on_line=on_line, cancelled=self.token.is_cancelled)
        self.cpu_seconds += finished.cpu_seconds

    def make(self, argv: Sequence[str], file_bytes: int | None = None) -> bool:
        """Run a child that makes files, and return False if it failed because of the video."""
        limits = Limits(timeout=_LONGEST_MAKING, memory_bytes=_MEMORY_BYTES, file_bytes=file_bytes)
        try:
            self.run(argv, limits, lambda _: None)
        except ChildFailed as error:
            if _is_killed(error):
                raise
            return False
        return True

    def inspecting(self, source: Path) -> Inspect:
        """Return what runs children that read a video and prints what they print."""

        def inspect(argv: Sequence[str]) -> Inspected:
            return self._inspect(argv, source.stat().st_size)

        return inspect

    def _inspect(self, argv: Sequence[str], source_bytes: int) -> Inspected:
        lines: list[str] = []
        limits = Limits(
            timeout=120 + source_bytes / 1e6,
            output_bytes=_PROBE_OUTPUT_BYTES,
            memory_bytes=_MEMORY_BYTES,
            file_bytes=0,
        )
        try:
            self.run(argv, limits, lines.append)
        except ChildFailed as error:
            if _is_killed(error):
                raise
            return Inspected("\n".join(lines), error.stderr_tail, is_whole=False)
        except ChildTooTalkative as error:
            raise InputUnusable(
                "not_media", "This video has too many packets to be real."
            ) from error
        return Inspected("\n".join(lines))


def _is_killed(error: ChildFailed) -> bool:
    """Whether a signal or this machine ended a child, and not the video that it read."""
    return error.returncode < 0 or is_environment_failure(error)


def _new_folder(scratch: Path, name: str) -> Path:
    folder = scratch / name
    folder.mkdir()
    return folder


def _open(source: Path, scratch: Path, children: _Children, audio_track: int | None) -> Source:
    return open_source(
        source,
        scratch,
        inspect=children.inspecting(source),
        make=children.make,
        audio_track=audio_track,
    )


def _plan(opened: Source, scratch: Path, children: _Children) -> PackagingPlan:
    packets = PacketTable(())
    if why_encode_by_header(opened.probe) is None:
        inspect = children.inspecting(opened.path)
        packets = parse_packets(inspect(packets_argv(opened.path)).output)
    return plan_packaging(opened.path, scratch, probe=opened.probe, packets=packets)


def _make_sound(plan: PackagingPlan, opened: Source, scratch: Path, children: _Children) -> None:
    if plan.sound is None:
        return
    file_bytes = (plan.samples + _SPARE_SAMPLES) * FLOAT_BYTES
    maker = SoundMaker(
        scratch,
        inspect=children.inspecting(opened.path),
        make=lambda argv: children.make(argv, file_bytes),
    )
    maker.of_video(opened, plan.sound, samples=plan.samples)


def _make_tracks(plan: PackagingPlan, spec: PackagingSpec, children: _Children) -> None:
    reader = ProgressReader()

    def on_line(line: str) -> None:
        for progress in reader.feed(line + "\n"):
            share = progress.percent(plan.frames) / 100
            children.token.report_progress(_PROBED + (_ENCODED - _PROBED) * share)

    for argv in plan.commands:
        limits = _limits(plan.duration, spec, reports_progress="-progress" in argv)
        try:
            children.run(argv, limits, on_line)
        except ChildFailed as error:
            if _is_input_at_fault(error, spec):
                raise _undecodable(spec) from error
            raise
    children.token.report_progress(_ENCODED)


def _finish(plan: PackagingPlan, target: Path, spec: PackagingSpec) -> Package:
    try:
        return finish_package(plan, target)
    except BadTrack as error:
        # An uploaded video that lacks frames it announces leaves tracks that end too early.
        if spec.is_export:
            raise
        raise _undecodable(spec) from error


def _undecodable(spec: PackagingSpec) -> InputUnusable:
    return InputUnusable("undecodable", f"{spec.name}: the video cannot be decoded to its end.")


def _limits(duration: Fraction, spec: PackagingSpec, *, reports_progress: bool) -> Limits:
    seconds = float(duration)
    return Limits(
        timeout=600 + 60 * seconds,
        stall_timeout=_STALL_SECONDS if reports_progress else None,
        memory_bytes=_MEMORY_BYTES,
        file_bytes=int(2 * spec.source_bytes + _BYTES_A_SECOND * seconds) + _SPARE_BYTES,
    )


def _is_input_at_fault(error: ChildFailed, spec: PackagingSpec) -> bool:
    """Whether a decoder gave up on an uploaded video; an export of ours always decodes."""
    return not spec.is_export and not _is_killed(error)


def _stream(plan: PackagingPlan, package: Package) -> PackagedStream:
    renditions = [
        _rendition(variant, package.files, is_copy=rung.is_copied, has_audio=plan.has_audio)
        for variant, rung in zip(package.variants, plan.rungs, strict=True)
    ]
    return PackagedStream(duration=package.duration, renditions=tuple(renditions))


def _rendition(
    variant: Variant, files: Sequence[PackagedFile], *, is_copy: bool, has_audio: bool
) -> Rendition:
    name = variant.uri.partition("/")[0]
    return Rendition(
        name=name,
        width=variant.size.width,
        height=variant.size.height,
        codecs=f"{variant.codec},{AAC_LC}" if has_audio else variant.codec,
        bandwidth=variant.bandwidth,
        average_bandwidth=variant.average_bandwidth,
        size_bytes=sum(file.size for file in files if file.name.startswith(f"{name}/")),
        is_copy=is_copy,
    )
