# SPDX-License-Identifier: Apache-2.0
"""Mezzanines: uploads normalised to constant frames that chunks are cut from."""

from __future__ import annotations

from media.errors import UnusableMedia
from media.ingest import mezzanine_argv
from media.packets import WrongPackets, check_mezzanine
from media.timecode import FrameRate
from services.render.contract.results import CachedFile
from services.render.contract.storage_keys import mezzanine_storage_key
from services.render.node.byte_ranges import byte_ranges_of_file
from services.render.node.context import JobContext
from services.render.node.jobs.uploads import damaged_upload, fetch_source
from timeline.spec.mezzanine import MezzanineSpec

_MAX_BYTES_PER_FRAME = 8 << 20
_SPARE_FRAMES = 60


def make_mezzanine(context: JobContext, spec: MezzanineSpec) -> CachedFile:
    """Normalise an upload to constant frames and store the mezzanine."""
    source = fetch_source(
        context,
        upload_id=spec.upload_id,
        storage_key=spec.storage_key,
        source_sha256=spec.source_sha256,
    )
    rate, target = FrameRate.parse(spec.fps), context.folder / "mezzanine.mov"
    max_bytes = (spec.n_frames + _SPARE_FRAMES) * _MAX_BYTES_PER_FRAME
    try:
        opened = context.open_source(source)
        argv = mezzanine_argv(
            opened.path, target, probe=opened.probe, rate=rate, height_class=spec.height_class
        )
        context.encode(argv, frames=spec.n_frames, until=0.95, cap=max_bytes)
        table = context.read_packets(target)
        check_mezzanine(table, frames=spec.n_frames, rate=rate)
    except (UnusableMedia, WrongPackets) as error:
        raise damaged_upload(spec.upload_id, error) from error
    key = mezzanine_storage_key(spec.key)
    sha256, byte_ranges = context.sha256(target), byte_ranges_of_file(target, table)
    stored = context.storage.put_file(
        key, target, content_type="video/quicktime", if_absent=True, sha256=sha256, take=True
    )
    return CachedFile(
        spec.key, key, stored.size_bytes, spec.n_frames, sha256=sha256, byte_ranges=byte_ranges
    )
