# SPDX-License-Identifier: Apache-2.0
"""The spec of a picture: an uploaded image, upright, in sRGB, at a capped size."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.spec.canonical import Spec


@dataclass(frozen=True, slots=True)
class PictureKey:
    """Everything that decides the content of a picture; its digest is the cache key."""

    source_sha256: str
    width: int
    height: int
    recipe: str


@dataclass(frozen=True, slots=True)
class PictureSpec(Spec):
    """How to make a picture from an upload; width and height are in pixels."""

    key: str
    upload_id: int
    source_sha256: str
    storage_key: str
    width: int
    height: int
    recipe: str
