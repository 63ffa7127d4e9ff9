# SPDX-License-Identifier: Apache-2.0
"""Text images in storage, drawn when somebody previews a text that no export has shown."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from chassis import process
from chassis.concurrency import ConcurrencyLimit
from chassis.process import scratch_directory
from chassis.storage import Storage, StoredObject
from media.text_image_file import CONTENT_TYPE, HEAD_BYTES, InkBox, parse_ink_box
from services.render.contract.results import CachedFile
from services.render.contract.storage_keys import text_image_storage_key
from services.render.text.child_process import draw_text_image
from timeline.spec.text_image import TextImageSpec

_MAX_CHILDREN = 2
_MOST_DRAWN_AT_ONCE = 6
"""As many requests as a browser sends at once; those beyond would wait in threads of others."""
_URL_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class StoredTextImage:
    """A stored text image, a URL it can be read from, and its box relative to its anchor."""

    file: CachedFile
    url: str
    box: InkBox


class TextImages:
    """Draws each text once, in a child process; few at a time, so that REST keeps responding."""

    def __init__(self, storage: Storage, scratch: Path) -> None:
        self._storage = storage
        self._scratch = scratch
        self._slots = threading.BoundedSemaphore(_MAX_CHILDREN)
        self.drawing = ConcurrencyLimit(_MOST_DRAWN_AT_ONCE)

    def draw(self, spec: TextImageSpec) -> StoredTextImage:
        """Return the image of a text, drawing and storing it unless it is stored.

        Raises TextNotDrawable.
        """
        stored = self.store(spec)
        key = stored.key
        box = parse_ink_box(b"".join(self._storage.open(key, 0, HEAD_BYTES)))
        url = self._storage.presign_get(key, expires_in=_URL_SECONDS, content_type=CONTENT_TYPE)
        return StoredTextImage(CachedFile(spec.key, key, stored.size_bytes), url, box)

    def store(self, spec: TextImageSpec) -> StoredObject:
        """Return the stored file of a text, drawing it unless it is stored.

        Raises TextNotDrawable, and ApiError `rate_limited` while many others are drawn.
        """
        key = text_image_storage_key(spec.key)
        stored = self._storage.head(key)
        if stored is None:
            with self.drawing.taken(), self._slots, scratch_directory(self._scratch) as folder:
                target = draw_text_image(spec, folder, run=process.run)
                stored = self._storage.put_file(key, target, content_type=CONTENT_TYPE)
        return stored
