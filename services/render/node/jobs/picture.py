# SPDX-License-Identifier: Apache-2.0
"""The work that brings an image upload into the one form that layers are made from."""

from __future__ import annotations

import sys
from pathlib import Path

from chassis.process import ChildFailed, Limits
from services.render.contract.results import CachedFile
from services.render.contract.specs import picture_file
from services.render.coordinator.domain.errors import InputUnusable
from services.render.node.context import JobContext
from timeline.spec.picture import PictureSpec

CHILD = Path(__file__).with_name("picture_child.py")
"""Run and never imported: what opens images is not loaded into a node."""

OPENING = Limits(
    timeout=60, output_bytes=1 << 16, cpu_seconds=60, memory_bytes=2 << 30, file_bytes=256 << 20
)
"""What a child may use for one image of as many pixels as a person may upload."""


def picture(context: JobContext, need: PictureSpec) -> CachedFile:
    """Normalise an image: upright, in sRGB, with straight alpha, at its planned size."""
    source, target = context.upload(need.storage_key), context.folder / "picture.png"
    if context.sha256(source) != need.source_sha256:
        raise InputUnusable("object_changed", f"Upload {need.upload_id} is not what it was.")
    size = (str(need.width), str(need.height))
    _open(context, source, str(target), *size, name=f"Upload {need.upload_id}")
    key = picture_file(need.key)
    stored = context.storage.put_file(key, target, content_type="image/png", if_absent=True)
    return CachedFile(need.key, key, stored.size_bytes, 1)


def shown_size(context: JobContext, source: Path, *, name: str) -> tuple[int, int]:
    """Return the size at which an image is shown, or refuse it by name."""
    width, height = _open(context, source, name=name).split()
    return int(width), int(height)


def _open(context: JobContext, source: Path, *arguments: str, name: str) -> str:
    """Let a child that can reach nothing of ours open an image."""
    child = [sys.executable, "-I", str(CHILD), str(source), *arguments]
    try:
        return context.look(child, limits=OPENING)[0]
    except ChildFailed as error:
        if error.returncode < 0:
            raise
        raise InputUnusable("damaged_media", f"{name} is an image that cannot be read.") from error
