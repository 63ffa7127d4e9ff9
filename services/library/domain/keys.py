# SPDX-License-Identifier: Apache-2.0
"""Where the bytes of an upload lie; nothing a user wrote is part of a key."""

from __future__ import annotations

import datetime as dt
import re

_EXPORT = re.compile(r"(?:^|/)renders/")
_OWN_FOLDER = re.compile(r"(?:.*/)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")

_PLACES = {
    "video": ("videos", "video"),
    "logo": ("logos", "logo"),
    "audio": ("audio", "audio"),
    "image": ("images", "image"),
}


def source_key(kind: str, *, at: dt.datetime, asset_uuid: str, extension: str) -> str:
    """Name the place of a new upload's bytes."""
    folder, leaf = _PLACES[kind]
    return f"{folder}/{at:%Y-%m/%d}/{asset_uuid}/{leaf}.{extension}"


def sound_key(audio_role: str, *, at: dt.datetime, asset_uuid: str, extension: str) -> str:
    """Name the place of somebody's own audio."""
    leaf = "narration" if audio_role == "narration" else "audio"
    return f"audio/{audio_role}/{at:%Y-%m/%d}/{asset_uuid}/{leaf}.{extension}"


def frame_key(upload_id: int, *, milliseconds: int, long_edge: int) -> str:
    """Name the place of a frame of a video that became an image."""
    return f"images/freeze-frames/uploads/{upload_id}/t_{milliseconds}_le{long_edge}.png"


def is_export_key(key: str) -> bool:
    """Whether a key without a recorded role is an export's."""
    return _EXPORT.search(key) is not None


def own_folder(key: str) -> str | None:
    """Name the folder that is an object's alone; None when older naming gave it none."""
    folder = key[: key.rfind("/") + 1]
    return folder if _OWN_FOLDER.fullmatch(folder) else None


def derived_folders(upload_id: int) -> tuple[str, ...]:
    """Name the folders of all that goes with an upload: its HLS and frozen frames live on."""
    return (
        f"thumbs/uploads/{upload_id}/",
        f"proxies/uploads/{upload_id}/",
        f"derived/uploads/{upload_id}/",
    )


def safe_filename(name: str) -> str:
    """Write a name so that any file system and any header takes it."""
    return _UNSAFE.sub("_", name)[:200] or "_"
