# SPDX-License-Identifier: Apache-2.0
"""Where stretches are stored: those of mezzanines, and those of edit proxies beside them."""

from __future__ import annotations

from media.ingest import MezzaninePart
from services.render.contract.storage_keys import (
    edit_proxy_stretch_storage_key,
    mezzanine_storage_key,
)


def storage_key(part: MezzaninePart, key: str) -> str:
    """Return the storage key of a stretch by its cache key."""
    if part.is_edit_proxy:
        return edit_proxy_stretch_storage_key(key)
    return mezzanine_storage_key(key)


def content_type(part: MezzaninePart) -> str:
    """Return the media type of the file of a stretch."""
    return "video/mp4" if part.is_edit_proxy else "video/quicktime"
