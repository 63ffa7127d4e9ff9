# SPDX-License-Identifier: Apache-2.0
"""Where a file is uploaded to and as what, by its name or by how it begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

_IMAGES = ("png", "jpg", "jpeg", "webp", "heic", "heif", "avif")
_SOUNDS = (
    *("mp3", "wav", "aac", "m4a", "opus", "flac", "aif", "aiff", "wma", "caf", "amr", "ac3"),
    *("oga", "ogg"),
)
_BEGINNINGS = (
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"ID3", "audio"),
    (b"fLaC", "audio"),
    (b"FORM", "audio"),
    (b"caff", "audio"),
    (b"#!AMR", "audio"),
)
_WITHIN_RIFF = {b"WEBP": "image", b"WAVE": "audio"}
_BRANDS = {b"heic": "image", b"mif1": "image", b"avif": "image", b"M4A ": "audio"}


@dataclass(frozen=True, slots=True)
class Destination:
    """The route that signs an upload, and what its request says beside the file."""

    sign_at: str = "/api/sign-upload"
    about: dict[str, str] = field(default_factory=dict)


_DESTINATIONS = {
    "video": Destination(),
    "image": Destination(about={"kind": "image"}),
    "audio": Destination("/api/create-video/audio/sign"),
}


def destination_of(path: Path) -> Destination:
    """Return where a file belongs: what is neither a sound nor an image is a video."""
    return _DESTINATIONS[_kind_by_name(path) or _kind_by_content(path)]


def _kind_by_name(path: Path) -> str | None:
    suffix = path.suffix.lower().removeprefix(".")
    if suffix in _IMAGES:
        return "image"
    return "audio" if suffix in _SOUNDS else None


def _kind_by_content(path: Path) -> str:
    """Look at the beginning of a file whose name is that of a video, or says nothing."""
    with path.open("rb") as file:
        begins = file.read(12)
    if path.suffix:
        return "video"
    if begins[:4] == b"RIFF":
        return _WITHIN_RIFF.get(begins[8:12], "video")
    if begins[4:8] == b"ftyp":
        return _BRANDS.get(begins[8:12], "video")
    found = (kind for start, kind in _BEGINNINGS if begins.startswith(start))
    return next(found, "video")
