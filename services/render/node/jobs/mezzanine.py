# SPDX-License-Identifier: Apache-2.0
"""Mezzanines: stretches of uploads normalised to constant frames that chunks are cut from."""

from __future__ import annotations

from pathlib import Path

from media.entry import decode_part
from media.errors import UnusableMedia
from media.ingest import EnteredAt, MezzaninePart, stretch_argv
from media.intake import Source
from media.packets import PacketTable, WrongPackets, check_mezzanine
from media.timecode import FrameRange, FrameRate
from services.render.contract.results import CachedFile
from services.render.node.byte_ranges import byte_ranges_of_file
from services.render.node.context import JobContext
from services.render.node.jobs.stretch_files import content_type, storage_key
from services.render.node.jobs.stretches_ahead import StretchesAhead
from services.render.node.jobs.uploads import damaged_stretch, fetch_source, most_bytes
from timeline.spec.mezzanine import MezzanineSpec


def make_mezzanine(context: JobContext, spec: MezzanineSpec) -> CachedFile:
    """Normalise a stretch of an upload to constant frames and store it."""
    source = fetch_source(
        context,
        upload_id=spec.upload_id,
        storage_key=spec.storage_key,
        source_sha256=spec.source_sha256,
    )
    rate, target = FrameRate.parse(spec.fps), context.folder / "mezzanine.mov"
    frames = FrameRange(spec.first_frame, spec.first_frame + spec.n_frames)
    part = MezzaninePart(rate, spec.height_class, frames)
    try:
        opened = context.open_source(source, sha256=spec.source_sha256)
        table = _encode(StretchesAhead(context, spec, part), opened, target)
    except (UnusableMedia, WrongPackets) as error:
        raise damaged_stretch(spec.upload_id, part, error) from error
    return _store(context, spec, part, target, table)


def _store(
    context: JobContext,
    spec: MezzanineSpec,
    part: MezzaninePart,
    target: Path,
    table: PacketTable,
) -> CachedFile:
    key, sha256 = storage_key(part, spec.key), context.sha256(target)
    # Edit proxies are joined whole, and only what has equal headers can be joined.
    headers = (table.video.extradata if table.video else None) or ""
    ranges = () if part.is_edit_proxy else byte_ranges_of_file(target, table)
    stored = context.storage.put_file(
        key, target, content_type=content_type(part), if_absent=True, sha256=sha256, take=True
    )
    return CachedFile(
        spec.key,
        key,
        stored.size_bytes,
        spec.n_frames,
        headers=headers if part.is_edit_proxy else "",
        sha256=sha256,
        byte_ranges=ranges,
    )


def _encode(job: StretchesAhead, source: Source, target: Path) -> PacketTable:
    """Write a stretch, or raise WrongPackets when the upload has not all of its frames."""
    context, part, frames = job.context, job.part, len(job.part.frames)
    cap = most_bytes(frames)

    def attempt(entered: EnteredAt | None) -> bool:
        argv = stretch_argv(source.path, target, probe=source.probe, part=part, entered=entered)
        if entered is not None:
            return context.make(argv, frames=frames, cap=cap)
        if part.frames.start:
            job.make(source, target, cap=cap)
        else:
            context.encode(argv, frames=frames, until=0.95, cap=cap)
        return True

    decode_part(source, part, stamps=context.folder / "stamps.txt", attempt=attempt)
    table = context.read_packets(target)
    check_mezzanine(table, frames=frames, rate=part.rate)
    return table
