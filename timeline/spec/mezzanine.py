# SPDX-License-Identifier: Apache-2.0
"""The spec of a mezzanine: an uploaded video at a constant frame rate and a capped size."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.spec.canonical import Spec


@dataclass(frozen=True, slots=True)
class MezzanineKey:
    """Everything that decides the content of a mezzanine; its digest is the cache key."""

    source_sha256: str
    fps: str
    height_class: int
    recipe: str


@dataclass(frozen=True, slots=True)
class MezzanineSpec(Spec):
    """How to make a mezzanine from an upload.

    `height_class` is the largest short edge in pixels, `n_frames` the number of frames at `fps`.
    """

    key: str
    upload_id: int
    source_sha256: str
    storage_key: str
    fps: str
    height_class: int
    recipe: str
    n_frames: int
    is_hdr: bool
