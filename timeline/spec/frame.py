# SPDX-License-Identifier: Apache-2.0
"""The spec of an exact frame: one frame of an export, drawn as chunks are and kept as an image."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.spec import canonical
from timeline.spec.chunk import ChunkKey, ChunkSpec

FRAME_RECIPE = "frame-1"
"""Part of every key: changed when the same frame is written to another image."""


@dataclass(frozen=True, slots=True)
class FrameKey(ChunkKey):
    """Everything that decides the image of a frame; its digest is the cache key."""

    image: str = FRAME_RECIPE


@dataclass(frozen=True, slots=True)
class FrameSpec(ChunkSpec):
    """A chunk of one frame that becomes a PNG instead of a video."""

    @property
    def key(self) -> str:
        """The key of the image in the cache; equal pictures at two moments have one key."""
        content = FrameKey(self.profile, self.segments, self.renderer, self.encoder, self.layers)
        return canonical.digest(content)
