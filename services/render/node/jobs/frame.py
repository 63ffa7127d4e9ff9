# SPDX-License-Identifier: Apache-2.0
"""Exact frames: single frames of an export as images, drawn by the graph that renders chunks."""

from __future__ import annotations

from chassis.jobs.errors import JobFailed
from services.render.contract.results import CachedFile
from services.render.contract.storage_keys import frame_storage_key
from services.render.node.context import JobContext
from services.render.node.jobs.chunk import chunk_command
from services.render.node.jobs.upload_frames import UploadFrames
from timeline.spec.frame import FrameSpec


def draw_frame(context: JobContext, spec: FrameSpec) -> CachedFile:
    """Draw a frame and store it as a PNG, or raise JobFailed if nothing was drawn."""
    target = context.folder / "frame.png"
    argv = chunk_command(context, spec, target)
    if spec.upload is None:
        context.encode(argv(None), frames=1)
    else:
        UploadFrames(context, spec.upload).encode(argv, frames=1)
    if not target.exists():
        raise JobFailed("frame_missing", "This frame could not be found in the video.")
    key = frame_storage_key(spec.key)
    stored = context.storage.put_file(
        key, target, content_type="image/png", if_absent=True, take=True
    )
    return CachedFile(spec.key, key, stored.size_bytes, n_frames=1)
