# SPDX-License-Identifier: Apache-2.0
"""The plan of an export: its chunks, its mix and the files that they are made from."""

from __future__ import annotations

from dataclasses import dataclass

from media.encoder_profile import EncoderProfile
from timeline.spec import canonical
from timeline.spec.canonical import Spec
from timeline.spec.chunk import ChunkSpec
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.mix import MixSpec
from timeline.spec.pcm import PcmSpec
from timeline.spec.picture import PictureSpec
from timeline.spec.text_image import TextImageSpec


@dataclass(frozen=True, slots=True)
class RenderBuild:
    """The versions that decide what a spec renders to, and so are part of the keys."""

    renderer: str
    encoder: str
    mezzanine_recipe: str


@dataclass(frozen=True, slots=True)
class PlacedChunk:
    """A chunk and its first frame in the export."""

    start: int
    spec: ChunkSpec


@dataclass(frozen=True, slots=True)
class RenderPlan(Spec):
    """Everything that has to be made for one export; of mezzanines, the stretches that it shows."""

    profile: EncoderProfile
    n_frames: int
    chunks: tuple[PlacedChunk, ...]
    mix: MixSpec
    mezzanines: tuple[MezzanineSpec, ...]
    pcm: tuple[PcmSpec, ...] = ()
    text_images: tuple[TextImageSpec, ...] = ()
    pictures: tuple[PictureSpec, ...] = ()

    @property
    def key(self) -> str:
        """The digest of the export's content: equal plans give equal exports."""
        return canonical.digest((self.mix.key, *(chunk.spec.key for chunk in self.chunks)))
