# SPDX-License-Identifier: Apache-2.0
"""Texts drawn for those who write them, kept where films find them again."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

from chassis import process
from chassis.process import scratch_directory
from chassis.storage import Storage
from services.render.contract.results import CachedFile
from services.render.contract.specs import text_image_file
from services.render.coordinator.usecases.previewing_titles import DrawnText
from services.render.node.jobs import text_image as text_image_job
from services.render.text.ink_box import HEAD_BYTES, ink_box_of
from timeline.spec.text_image import TextImageSpec

CONTENT_TYPE: Final = "image/png"
_AT_ONCE = 2
_READABLE_SECONDS = 3600.0


class StoredDrawing:
    """Draws each text once, in a child; few at a time, so that the doors stay open."""

    def __init__(self, storage: Storage, scratch: Path) -> None:
        self._storage = storage
        self._scratch = scratch
        self._turns = threading.BoundedSemaphore(_AT_ONCE)

    def __call__(self, spec: TextImageSpec) -> DrawnText:
        """Return the picture of a text, drawing it if nobody has before."""
        key = text_image_file(spec.key)
        stored = self._storage.head(key)
        if stored is None:
            with self._turns, scratch_directory(self._scratch) as folder:
                target = text_image_job.draw(spec, folder, run=process.run)
                stored = self._storage.put_file(key, target, content_type=CONTENT_TYPE)
        box = ink_box_of(b"".join(self._storage.open(key, 0, HEAD_BYTES)))
        url = self._storage.presign_get(
            key, expires_in=_READABLE_SECONDS, content_type=CONTENT_TYPE
        )
        file = CachedFile(spec.key, key, stored.size_bytes)
        return DrawnText(file, url, box.x, box.y, box.width, box.height)
