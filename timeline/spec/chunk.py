# SPDX-License-Identifier: Apache-2.0
"""What a render node is told: chunks, sound and the mezzanines they are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from media.timecode import FrameRange
from timeline.spec import canonical
from timeline.spec.canonical import Spec as Spec
from timeline.spec.clip_segments import (
    BlurFill,
    ClipSegment,
    FreezeFrameSegment,
    PictureFill,
    RootFill,
    StillSegment,
    VideoSegment,
)
from timeline.spec.encoder import EncoderProfile
from timeline.spec.layers import Layer, PictureLayer, TextImageLayer, VideoLayer
from timeline.spec.sound import AudioItem as AudioItem
from timeline.spec.sound import MixSpec as MixSpec
from timeline.spec.sound import PcmSpec as PcmSpec
from timeline.spec.text_image import TextImageSpec


@dataclass(frozen=True, slots=True)
class RenderBuild:
    """The versions that decide how a plan looks when it is rendered."""

    renderer: str
    encoder: str
    mezzanine_recipe: str


@dataclass(frozen=True, slots=True)
class MezzanineKey:
    """What makes a mezzanine the one that is needed."""

    source_sha256: str
    fps: str
    height_class: int
    recipe: str


@dataclass(frozen=True, slots=True)
class MezzanineSpec(Spec):
    """A mezzanine that must exist before a plan can be rendered, and how to make it."""

    key: str
    upload_id: int
    source_sha256: str
    storage_key: str
    fps: str
    height_class: int
    recipe: str
    n_frames: int
    is_hdr: bool


@dataclass(frozen=True, slots=True)
class PictureKey:
    """What makes a normalised picture the one that is needed."""

    source_sha256: str
    width: int
    height: int
    recipe: str


@dataclass(frozen=True, slots=True)
class PictureSpec(Spec):
    """A normalised picture that must exist before a plan can be rendered: how large, of what."""

    key: str
    upload_id: int
    source_sha256: str
    storage_key: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ChunkSpec(Spec):
    """Frames that are encoded in one go; nothing in it says where in a film they lie.

    The layers lie over the pieces, from bottom to top.
    """

    profile: EncoderProfile
    pieces: tuple[ClipSegment, ...]
    renderer: str
    encoder: str
    layers: tuple[Layer, ...] = ()

    @property
    def key(self) -> str:
        """The name of the result in the cache."""
        return canonical.digest(self)

    @property
    def n_frames(self) -> int:
        """The exact number of frames to deliver."""
        return sum(piece.n_frames for piece in self.pieces)

    @property
    def mezzanine_keys(self) -> tuple[str, ...]:
        """The mezzanines to fetch, each once, in order of first use."""
        return tuple(self.mezzanine_frames)

    @property
    def mezzanine_frames(self) -> dict[str, tuple[FrameRange, ...]]:
        """The frames to be shown of each mezzanine."""
        found: dict[str, tuple[FrameRange, ...]] = {}
        for each in self._seen:
            if isinstance(each, VideoSegment | VideoLayer):
                frames = FrameRange(each.in_frame, each.in_frame + each.n_frames)
            elif isinstance(each, FreezeFrameSegment):
                frames = FrameRange(each.held_frame, each.held_frame + 1)
            else:
                continue
            found[each.mezzanine] = (*found.get(each.mezzanine, ()), frames)
        return found

    @property
    def picture_keys(self) -> tuple[str, ...]:
        """The normalised pictures to fetch, each once, in order of first use."""
        kinds = StillSegment | PictureFill | PictureLayer
        pictures = (each for each in self._seen if isinstance(each, kinds))
        return tuple(dict.fromkeys(picture.picture for picture in pictures))

    @property
    def text_image_keys(self) -> tuple[str, ...]:
        """The drawn texts to fetch, each once, from bottom to top."""
        texts = (layer.text_image for layer in self.layers if isinstance(layer, TextImageLayer))
        return tuple(dict.fromkeys(texts))

    @property
    def input_keys(self) -> tuple[str, ...]:
        """All stored files to fetch, each once."""
        return (*self.mezzanine_keys, *self.picture_keys, *self.text_image_keys)

    @property
    def _seen(self) -> Iterator[ClipSegment | RootFill | BlurFill | Layer | None]:
        for piece in self.pieces:
            yield piece
            yield piece.background
        yield from self.layers


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk in its place."""

    start: int
    spec: ChunkSpec


@dataclass(frozen=True, slots=True)
class RenderPlan(Spec):
    """Everything that has to be done for one film."""

    profile: EncoderProfile
    n_frames: int
    chunks: tuple[Chunk, ...]
    audio: MixSpec
    mezzanines: tuple[MezzanineSpec, ...]
    sounds: tuple[PcmSpec, ...] = ()
    text_images: tuple[TextImageSpec, ...] = ()
    pictures: tuple[PictureSpec, ...] = ()

    @property
    def key(self) -> str:
        """The name of the joined film: equal plans give equal films."""
        return canonical.digest((self.audio.key, *(chunk.spec.key for chunk in self.chunks)))
