# SPDX-License-Identifier: Apache-2.0
"""Packages films by ffmpeg on this machine; every film is treated as hostile."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from chassis.process import (
    ChildCancelled,
    ChildFailed,
    ChildTooTalkative,
    Limits,
    run,
    scratch_directory,
)
from chassis.storage import ObjectMissing, Storage
from media.errors import DurationUnknown, UnusableMedia
from media.hls.boxes import BadTrack
from media.hls.package import Package, PackagedFile, finish_package
from media.hls.plan import PackagingPlan, plan_packaging
from media.hls.playlists import AAC_LC, Variant
from media.packets import PacketTable, packets_argv, parse_packets
from media.probe import parse_probe, probe_argv
from media.progress import ProgressReader
from media.streams import MediaProbe
from services.hls.contract.packaging import PackagedStream, PackagingSpec, Rendition
from services.hls.packager.loop import InputAtFault, Interrupted, Watch

_MEMORY_BYTES = 8 << 30
_PROBE_OUTPUT_BYTES = 512 << 20
_SPARE_BYTES = 64 << 20
_BYTES_A_SECOND = 4 << 20
_STALL_SECONDS = 120.0
_PROBED, _ENCODED, _CUT = 0.05, 0.85, 0.9
"""The shares of the work that are done after each of its parts; storing is the rest."""

_OURS = ("No space left on device", "Cannot allocate memory", "Disk quota exceeded")


class FfmpegPackager:
    """Makes streams by ffmpeg, in a directory of the moment."""

    def __init__(self, storage: Storage, scratch: Path) -> None:
        self._storage = storage
        self._scratch = scratch

    def package(self, spec: PackagingSpec, watch: Watch) -> PackagedStream:
        """Package one film and store its files, the master playlist last."""
        with scratch_directory(self._scratch) as scratch:
            try:
                source = self._source(spec, scratch)
                plan = _plan(source, _folder(scratch, "tracks"), watch)
                watch.fraction = _PROBED
                _make_tracks(plan, spec, watch)
                target = _folder(scratch, "stream")
                package = _finished(plan, target, spec)
                watch.fraction = _CUT
                self._store(package, target, spec.output_prefix, watch)
            except ChildCancelled as error:
                raise Interrupted from error
            except UnusableMedia as error:
                raise InputAtFault(error.code, f"{spec.name}: {error}.") from error
        return _described(plan, package)

    def _source(self, spec: PackagingSpec, scratch: Path) -> Path:
        path = self._storage.local_path(spec.source_key)
        if path is not None:
            return path.absolute()
        fetched = scratch / "source"
        try:
            self._storage.fetch(spec.source_key, fetched)
        except ObjectMissing as error:
            raise InputAtFault("source_missing", f"{spec.name}: its bytes are gone.") from error
        return fetched

    def _store(self, package: Package, target: Path, prefix: str, watch: Watch) -> None:
        total = sum(file.size for file in package.files)
        stored = 0
        for file in package.files:
            watch.check()
            path, key = target / file.name, prefix + file.name
            self._storage.put_file(key, path, content_type=file.content_type)
            stored += file.size
            watch.fraction = _CUT + (1 - _CUT) * stored / total


def _folder(scratch: Path, name: str) -> Path:
    folder = scratch / name
    folder.mkdir()
    return folder


def _plan(source: Path, scratch: Path, watch: Watch) -> PackagingPlan:
    packets = parse_packets(_asked(packets_argv(source), source, watch))
    probe = _probe(_asked(probe_argv(source), source, watch), packets)
    return plan_packaging(source, scratch, probe=probe, packets=packets)


def _probe(answer: str, packets: PacketTable) -> MediaProbe:
    try:
        return parse_probe(answer)
    except DurationUnknown:
        return parse_probe(answer, measured_end=packets.end_seconds)


def _asked(argv: Sequence[str], source: Path, watch: Watch) -> str:
    """Run a prober and return all that it printed; a file it cannot read answers nothing."""
    lines: list[str] = []
    limits = Limits(
        timeout=120 + source.stat().st_size / 1e6,
        output_bytes=_PROBE_OUTPUT_BYTES,
        memory_bytes=_MEMORY_BYTES,
        file_bytes=0,
    )
    try:
        run(argv, limits=limits, on_line=lines.append, cancelled=watch.is_cancelled)
    except ChildFailed as error:
        if error.returncode < 0:
            raise
        return ""
    except ChildTooTalkative as error:
        raise InputAtFault("not_media", "This film has too many packets to be real.") from error
    return "\n".join(lines)


def _make_tracks(plan: PackagingPlan, spec: PackagingSpec, watch: Watch) -> None:
    reader = ProgressReader()

    def hear(line: str) -> None:
        for progress in reader.feed(line + "\n"):
            share = progress.percent(plan.frames) / 100
            watch.fraction = _PROBED + (_ENCODED - _PROBED) * share

    for argv in plan.commands:
        limits = _limits(plan.duration, spec, tells_progress="-progress" in argv)
        try:
            run(argv, limits=limits, on_line=hear, cancelled=watch.is_cancelled)
        except ChildFailed as error:
            if _is_input_at_fault(error, spec):
                raise _undecodable(spec) from error
            raise
    watch.fraction = _ENCODED


def _finished(plan: PackagingPlan, target: Path, spec: PackagingSpec) -> Package:
    try:
        return finish_package(plan, target)
    except BadTrack as error:
        # A foreign film that lacks frames it announces leaves tracks that end too early.
        if spec.is_export:
            raise
        raise _undecodable(spec) from error


def _undecodable(spec: PackagingSpec) -> InputAtFault:
    return InputAtFault("undecodable", f"{spec.name}: the film cannot be decoded to its end.")


def _limits(duration: Fraction, spec: PackagingSpec, *, tells_progress: bool) -> Limits:
    seconds = float(duration)
    return Limits(
        timeout=600 + 60 * seconds,
        stall_timeout=_STALL_SECONDS if tells_progress else None,
        memory_bytes=_MEMORY_BYTES,
        file_bytes=int(2 * spec.source_bytes + _BYTES_A_SECOND * seconds) + _SPARE_BYTES,
    )


def _is_input_at_fault(error: ChildFailed, spec: PackagingSpec) -> bool:
    """Whether a decoder gave up on a foreign film; a master of ours is never to blame."""
    is_ours = error.returncode < 0 or any(text in error.stderr_tail for text in _OURS)
    return not spec.is_export and not is_ours


def _described(plan: PackagingPlan, package: Package) -> PackagedStream:
    renditions = [
        _rendition(variant, package.files, is_copy=rung.is_copied, sounding=plan.has_audio)
        for variant, rung in zip(package.variants, plan.rungs, strict=True)
    ]
    length = package.duration
    duration = f"{length.numerator}/{length.denominator}"
    return PackagedStream(duration=duration, renditions=tuple(renditions))


def _rendition(
    variant: Variant, files: Sequence[PackagedFile], *, is_copy: bool, sounding: bool
) -> Rendition:
    name = variant.uri.partition("/")[0]
    return Rendition(
        name=name,
        width=variant.size.width,
        height=variant.size.height,
        codecs=f"{variant.codec},{AAC_LC}" if sounding else variant.codec,
        bandwidth=variant.bandwidth,
        average_bandwidth=variant.average_bandwidth,
        size_bytes=sum(file.size for file in files if file.name.startswith(f"{name}/")),
        is_copy=is_copy,
    )
