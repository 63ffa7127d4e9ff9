# SPDX-License-Identifier: Apache-2.0
"""The storage keys of uploads; a key contains nothing that a user wrote."""

from __future__ import annotations

import datetime as dt
import re

_EXPORT = re.compile(r"(?:^|/)renders/")
_OWN_FOLDER = re.compile(r"(?:.*/)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/")

_FOLDERS = {
    "video": ("videos", "video"),
    "logo": ("logos", "logo"),
    "audio": ("audio", "audio"),
    "image": ("images", "image"),
}


def source_key(kind: str, *, at: dt.datetime, asset_uuid: str, extension: str) -> str:
    """Return the key of a new upload."""
    folder, leaf = _FOLDERS[kind]
    return f"{folder}/{at:%Y-%m/%d}/{asset_uuid}/{leaf}.{extension}"


def user_audio_key(audio_role: str, *, at: dt.datetime, asset_uuid: str, extension: str) -> str:
    """Return the key of a user's own narration or music."""
    leaf = "narration" if audio_role == "narration" else "audio"
    return f"audio/{audio_role}/{at:%Y-%m/%d}/{asset_uuid}/{leaf}.{extension}"


def freeze_frame_key(upload_id: int, *, milliseconds: int, long_edge: int) -> str:
    """Return the key of a freeze frame of a video."""
    return f"images/freeze-frames/uploads/{upload_id}/t_{milliseconds}_le{long_edge}.png"


def derivative_keys(
    upload_id: int, kind: str, *, audio_track: int | None = None
) -> tuple[str, ...]:
    """Return the keys of the files of a kind that are derived from an upload.

    Of a filmstrip these are the image and its index, of peaks those of 100 and of 10 a second.
    What is made from a sound that was chosen has a name of its own.
    """
    folder = f"derived/uploads/{upload_id}/"
    sound = "" if audio_track is None else f"_track{audio_track}"
    return {
        "filmstrip": (f"{folder}filmstrip.jpg", f"{folder}filmstrip.vtt"),
        "peaks": (f"{folder}peaks_100{sound}", f"{folder}peaks_10{sound}"),
        "edit_proxy": (f"{proxy_folder(upload_id)}edit_proxy{sound}.mp4",),
    }[kind]


def proxy_folder(upload_id: int) -> str:
    """Return the folder of the copies of a video, which are deleted with its source."""
    return f"proxies/uploads/{upload_id}/"


def is_export_key(key: str) -> bool:
    """Whether a key is an export's; it decides where no video role is recorded."""
    return _EXPORT.search(key) is not None


def own_folder(key: str) -> str | None:
    """Return the folder that contains this object alone; None when an older key has none."""
    folder = key[: key.rfind("/") + 1]
    return folder if _OWN_FOLDER.fullmatch(folder) else None


def derived_folders(upload_id: int) -> tuple[str, ...]:
    """Return the folders that are deleted with an upload; HLS and freeze frames are kept."""
    return (
        f"thumbs/uploads/{upload_id}/",
        proxy_folder(upload_id),
        f"derived/uploads/{upload_id}/",
    )
