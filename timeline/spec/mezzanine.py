# SPDX-License-Identifier: Apache-2.0
"""The specs of mezzanines: uploaded videos at a constant frame rate and a capped size."""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline.spec import canonical
from timeline.spec.canonical import Spec
from timeline.spec.stretches import Stretch, stretch_key


@dataclass(frozen=True, slots=True)
class MezzanineKey:
    """Everything that decides the content of a mezzanine; its digest is the cache key."""

    source_sha256: str
    fps: str
    height_class: int
    recipe: str


@dataclass(frozen=True, slots=True)
class MezzanineSpec(Spec):
    """How to make consecutive frames of a mezzanine from an upload: all of them, or a stretch.

    `height_class` is the largest short edge in pixels. The frames are counted at `fps`, from
    `first_frame` of the source on.
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
    first_frame: int

    @property
    def whole_key(self) -> str:
        """The cache key of the mezzanine with all frames; another one than `key` for a stretch."""
        key = MezzanineKey(self.source_sha256, self.fps, self.height_class, self.recipe)
        return canonical.digest(key)

    def stretch(self, stretch: Stretch) -> MezzanineSpec:
        """Return the spec of a stretch of this mezzanine."""
        first, n_frames = stretch.frames.start, len(stretch.frames)
        key = stretch_key(self.key, stretch.index)
        return replace(self, key=key, first_frame=first, n_frames=n_frames)
