# SPDX-License-Identifier: Apache-2.0
"""Chunks: consecutive frames of an export, rendered and encoded in one call of ffmpeg."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from media.alpha import holds_alpha
from media.packets import PacketTable, check_chunk
from media.text_image_file import read_ink_box
from media.timecode import FrameRate
from services.render.contract.results import CachedFile
from services.render.contract.storage_keys import chunk_storage_key
from services.render.node.context import ONLY_KEY_FRAMES, JobContext
from services.render.node.graph.chunk import compile_chunk
from services.render.node.graph.inputs import MezzanineFrames
from services.render.node.jobs.packet_checks import checked_packets
from services.render.node.jobs.upload_frames import UploadFrames
from timeline.spec.chunk import ChunkSpec


def render_chunk(context: JobContext, spec: ChunkSpec) -> CachedFile:
    """Render a chunk, and store it if its packets are right and its key frames decode."""
    target = context.folder / "chunk.mp4"
    argv = chunk_command(context, spec, target)

    def check() -> PacketTable:
        return check_chunk_file(context, target, frames=spec.n_frames, rate=spec.profile.rate)

    if spec.upload is None:
        context.encode(argv(None), frames=spec.n_frames, until=0.9)
        table = check()
    else:
        shown = UploadFrames(context, spec.upload)
        shown.encode(argv, frames=spec.n_frames)
        table = shown.checked(check)
    key = chunk_storage_key(spec.key)
    stored = context.storage.put_file(
        key, target, content_type="video/mp4", if_absent=True, take=True
    )
    headers = (table.video.extradata or "") if table.video else ""
    return CachedFile(spec.key, key, stored.size_bytes, spec.n_frames, headers)


def chunk_command(
    context: JobContext, spec: ChunkSpec, target: Path
) -> Callable[[MezzanineFrames | None], list[str]]:
    """Fetch the inputs of a chunk, and return what makes its ffmpeg call.

    It takes the frames of the upload of a chunk that reads its upload itself, else None.
    """
    frames = spec.stretch_frames
    sources = {key: context.fetch(key, frames.get(key, ())) for key in spec.input_keys}
    boxes = {key: read_ink_box(sources[key]) for key in spec.text_image_keys}
    transparent = frozenset(key for key in frames if key in sources and holds_alpha(sources[key]))
    return lambda upload: compile_chunk(
        spec, sources, target, boxes=boxes, transparent=transparent, upload=upload
    )


def check_chunk_file(
    context: JobContext, path: Path, *, frames: int, rate: FrameRate
) -> PacketTable:
    """Return the packet table of a chunk, or raise JobFailed if it must not be stored."""
    table = context.read_packets(path)
    with checked_packets():
        check_chunk(table, frames=frames, rate=rate)
    context.check_decodes(path, ONLY_KEY_FRAMES)
    return table
