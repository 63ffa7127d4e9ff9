# SPDX-License-Identifier: Apache-2.0
"""The spec of a chunk: consecutive frames of an export that are encoded by one ffmpeg process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from media.encoder_profile import EncoderProfile
from media.timecode import FrameRange
from timeline.spec import canonical
from timeline.spec.canonical import Spec
from timeline.spec.clip_segments import (
    BlurFill,
    ClipSegment,
    FreezeFrameSegment,
    PictureFill,
    RootFill,
    StillSegment,
    VideoSegment,
)
from timeline.spec.layers import Layer, PictureLayer, TextImageLayer, VideoLayer
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.stretches import StretchPart, stretch_parts


@dataclass(frozen=True, slots=True)
class ChunkKey:
    """Everything that decides the content of a chunk; its digest is the cache key."""

    profile: EncoderProfile
    segments: tuple[ClipSegment, ...]
    renderer: str
    encoder: str
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class ChunkSpec(Spec):
    """How to render a chunk; where it lies in the export is not in it.

    The segments of the base track follow one another; the layers lie over them, bottom first.
    With `upload`, the frames of the only segment are read from there and not from stretches; the
    key does not name it, because the content is the same.
    """

    profile: EncoderProfile
    segments: tuple[ClipSegment, ...]
    renderer: str
    encoder: str
    layers: tuple[Layer, ...] = ()
    upload: MezzanineSpec | None = None

    @property
    def content(self) -> ChunkKey:
        """What decides the content of the chunk."""
        return ChunkKey(self.profile, self.segments, self.renderer, self.encoder, self.layers)

    @property
    def key(self) -> str:
        """The key of the encoded chunk in the cache."""
        return canonical.digest(self.content)

    @property
    def n_frames(self) -> int:
        """The exact number of frames of the chunk."""
        return sum(segment.n_frames for segment in self.segments)

    @property
    def mezzanine_parts(self) -> dict[str, tuple[StretchPart, ...]]:
        """The parts of stretches that are read of each mezzanine, by its key."""
        parts: dict[str, tuple[StretchPart, ...]] = {}
        for each in self._sources:
            if isinstance(each, VideoSegment | VideoLayer):
                shown = FrameRange(each.in_frame, each.in_frame + each.n_frames)
            elif isinstance(each, FreezeFrameSegment):
                shown = FrameRange(each.frame, each.frame + 1)
            else:
                continue
            read = stretch_parts(
                each.mezzanine, shown, source_frames=each.source_frames, rate=self.profile.rate
            )
            parts[each.mezzanine] = (*parts.get(each.mezzanine, ()), *read)
        return parts

    @property
    def stretch_frames(self) -> dict[str, tuple[FrameRange, ...]]:
        """The frames that are read of each stretch, by its key and counted from its first one."""
        ranges: dict[str, tuple[FrameRange, ...]] = {}
        for part in chain.from_iterable(self.mezzanine_parts.values()):
            ranges[part.key] = (*ranges.get(part.key, ()), part.frames)
        return ranges

    @property
    def picture_keys(self) -> tuple[str, ...]:
        """The keys of the pictures to fetch, each once, in order of first use."""
        kinds = StillSegment | PictureFill | PictureLayer
        pictures = (each for each in self._sources if isinstance(each, kinds))
        return tuple(dict.fromkeys(picture.picture for picture in pictures))

    @property
    def text_image_keys(self) -> tuple[str, ...]:
        """The keys of the text images to fetch, each once, bottom first."""
        texts = (layer.text_image for layer in self.layers if isinstance(layer, TextImageLayer))
        return tuple(dict.fromkeys(texts))

    @property
    def input_keys(self) -> tuple[str, ...]:
        """The keys of all files to fetch, each once."""
        stretches = () if self.upload is not None else self.stretch_frames
        return (*stretches, *self.picture_keys, *self.text_image_keys)

    @property
    def _sources(self) -> Iterator[ClipSegment | RootFill | BlurFill | Layer | None]:
        for segment in self.segments:
            yield segment
            yield segment.background
        yield from self.layers
