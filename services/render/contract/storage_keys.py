# SPDX-License-Identifier: Apache-2.0
"""Where the files that jobs make are stored."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import PurePosixPath


def thumb_storage_key(upload_id: int) -> str:
    """Return the storage key of an upload's thumbnail."""
    return f"thumbs/uploads/{upload_id}/thumb.jpg"


def export_storage_key(export_id: str, created_at: dt.datetime) -> str:
    """Return the storage key of an export, which is the same in each of its attempts."""
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"reelmill:render:{export_id}")
    return f"renders/{created_at:%Y-%m/%d}/{name}/video.mp4"


def master_storage_key(production_ulid: str) -> str:
    """Return the storage key of the master of a draft's production, which hls deletes with it."""
    return f"masters/{production_ulid}/video.mp4"


def mezzanine_storage_key(key: str) -> str:
    """Return the storage key of a mezzanine by its cache key."""
    return f"mezzanines/{key}.mov"


def edit_proxy_stretch_storage_key(key: str) -> str:
    """Return the storage key of a stretch of an edit proxy by its cache key."""
    return f"mezzanines/{key}.mp4"


def pcm_storage_key(key: str) -> str:
    """Return the storage key of decoded audio by its cache key."""
    return f"pcm/{key}.s16"


def picture_storage_key(key: str) -> str:
    """Return the storage key of a normalised picture by its cache key."""
    return f"pictures/{key}.png"


def text_image_storage_key(key: str) -> str:
    """Return the storage key of a text image by its cache key."""
    return f"text-images/{key}.png"


def chunk_storage_key(key: str) -> str:
    """Return the storage key of a chunk by its cache key."""
    return f"chunks/{key}.mp4"


def frame_storage_key(key: str) -> str:
    """Return the storage key of an exact frame by its cache key."""
    return f"frames/{key}.png"


def mix_storage_key(key: str) -> str:
    """Return the storage key of a mix by its cache key."""
    return f"mixes/{key}.m4a"


def mix_gains_storage_key(key: str) -> str:
    """Return the storage key of the gains that a mix was made with, by the mix's cache key."""
    return f"mixes/{key}.json"


def storage_keys_of_cached_file(storage_key: str) -> tuple[str, ...]:
    """List every object that is stored for a cached file: of a mix also its gains."""
    key = PurePosixPath(storage_key).stem
    is_mix = storage_key == mix_storage_key(key)
    return (mix_gains_storage_key(key), storage_key) if is_mix else (storage_key,)
