# SPDX-License-Identifier: Apache-2.0
"""What a render node is told: chunks, sound and the mezzanines they are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from media.timecode import SAMPLE_RATE
from timeline import canonical
from timeline.encoding import EncoderProfile
from timeline.geometry import Rect


class Spec:
    """A plan that travels as JSON and is known by the digest of it."""

    __slots__ = ()

    def to_json(self) -> str:
        """The canonical JSON of this plan."""
        return canonical.encode(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a plan that to_json has written."""
        return canonical.decode(cls, text)


@dataclass(frozen=True, slots=True)
class ColorFill:
    """A plain background; the colour is #rrggbb in lower case, sRGB."""

    color: str
    kind: Literal["color"] = "color"


@dataclass(frozen=True, slots=True)
class BlurFill:
    """The picture itself as background: covering a small frame, blurred there, then enlarged.

    The small frame is width x height; sigma counts its pixels; all three numbers are thousandths.
    """

    width: int
    height: int
    sigma_milli: int
    brightness_milli: int
    saturation_milli: int
    kind: Literal["blur"] = "blur"


@dataclass(frozen=True, slots=True)
class ClipPiece:
    """Consecutive frames of one mezzanine; behind source_frames the last frame is held."""

    mezzanine: str
    source_frames: int
    in_frame: int
    n_frames: int
    rect: Rect
    background: ColorFill | BlurFill | None
    kind: Literal["clip"] = "clip"


@dataclass(frozen=True, slots=True)
class GapPiece:
    """Frames in which only the background is seen."""

    n_frames: int
    background: ColorFill
    kind: Literal["gap"] = "gap"


Piece = ClipPiece | GapPiece


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
class MezzanineNeed(Spec):
    """A mezzanine that must exist before a plan can be rendered, and how to make it."""

    key: str
    upload_id: int
    source_sha256: str
    storage_key: str
    fps: str
    height_class: int
    recipe: str
    n_frames: int
    has_audio: bool
    is_hdr: bool


@dataclass(frozen=True, slots=True)
class ChunkSpec(Spec):
    """Frames that are encoded in one go; nothing in it says where in a film they lie."""

    profile: EncoderProfile
    pieces: tuple[Piece, ...]
    renderer: str
    encoder: str

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
        used = (piece.mezzanine for piece in self.pieces if isinstance(piece, ClipPiece))
        return tuple(dict.fromkeys(used))


@dataclass(frozen=True, slots=True)
class AudioItem:
    """Audible sound of one mezzanine in samples; where the source ends early, silence follows."""

    mezzanine: str
    in_sample: int
    start_sample: int
    n_samples: int
    gain_db: int


@dataclass(frozen=True, slots=True)
class AudioSpec(Spec):
    """The sound of a whole film; what nobody hears is not in it."""

    n_samples: int
    items: tuple[AudioItem, ...]
    renderer: str
    encoder: str
    sample_rate: int = SAMPLE_RATE
    channels: int = 2
    bitrate_kbps: int = 192
    target_lufs: int = -16

    @property
    def key(self) -> str:
        """The name of the result in the cache."""
        return canonical.digest(self)

    @property
    def mezzanine_keys(self) -> tuple[str, ...]:
        """The mezzanines to fetch, each once, in order of first use."""
        return tuple(dict.fromkeys(item.mezzanine for item in self.items))


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
    audio: AudioSpec
    mezzanines: tuple[MezzanineNeed, ...]

    @property
    def key(self) -> str:
        """The name of the joined film: equal plans give equal films."""
        return canonical.digest((self.audio.key, *(chunk.spec.key for chunk in self.chunks)))
