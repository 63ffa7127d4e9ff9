# SPDX-License-Identifier: Apache-2.0
"""Text images: texts drawn by a child process."""

from __future__ import annotations

from media.text_image_file import CONTENT_TYPE
from services.render.contract.results import CachedFile
from services.render.contract.storage_keys import text_image_storage_key
from services.render.node.context import JobContext
from services.render.text.child_process import draw_text_image
from timeline.spec.text_image import TextImageSpec


def draw_text(context: JobContext, spec: TextImageSpec) -> CachedFile:
    """Draw a text and store its image, or raise TextNotDrawable."""
    target = draw_text_image(spec, context.folder, run=context.inspect)
    key = text_image_storage_key(spec.key)
    stored = context.storage.put_file(key, target, content_type=CONTENT_TYPE, if_absent=True)
    return CachedFile(spec.key, key, stored.size_bytes)
