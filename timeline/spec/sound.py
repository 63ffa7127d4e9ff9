# SPDX-License-Identifier: Apache-2.0
"""What a render node is told of sound: the mix of a whole film, and uploads to be decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from media.timecode import SAMPLE_RATE
from timeline.spec import canonical
from timeline.spec.canonical import Spec


@dataclass(frozen=True, slots=True)
class PcmKey:
    """What makes a decoded sound the one that is needed."""

    source_sha256: str
    recipe: str
    kind: Literal["sound", "film_sound"] = "sound"


@dataclass(frozen=True, slots=True)
class PcmSpec(Spec):
    """An upload whose sound must be decoded before a film can be mixed.

    The sound of a film is exactly so many samples, and begins when its picture does.
    """

    key: str
    upload_id: int
    source_sha256: str
    storage_key: str
    recipe: str
    n_samples: int
    is_of_film: bool = False


@dataclass(frozen=True, slots=True)
class AudioItem:
    """Audible sound of one source in samples; where the source ends early, silence follows.

    Gains are thousandths of a decibel.
    """

    sound: str
    in_sample: int
    start_sample: int
    n_samples: int
    gain_milli_db: int = 0


@dataclass(frozen=True, slots=True)
class Ducking:
    """How far music gives way while something is heard above a threshold (thousandths)."""

    amount_milli_db: int
    threshold_milli: int
    is_abrupt: bool


@dataclass(frozen=True, slots=True)
class Opener:
    """Music that ends where speech begins, faded from before that moment until after it."""

    silence_db: int
    fade_before: int
    fade_after: int


@dataclass(frozen=True, slots=True)
class Music:
    """A stretch of music that is repeated to its end, and what it does to the programme.

    A programme without a gain is silent meanwhile. Lengths are samples.
    """

    item: AudioItem
    fade_in: int
    fade_out: int
    programme_milli_db: int | None
    ducking: Ducking | None = None
    opener: Opener | None = None


@dataclass(frozen=True, slots=True)
class MixSpec(Spec):
    """The sound of a whole film; what nobody hears is not in it."""

    n_samples: int
    items: tuple[AudioItem, ...]
    renderer: str
    encoder: str
    voices: tuple[AudioItem, ...] = ()
    music: tuple[Music, ...] = ()
    sample_rate: int = SAMPLE_RATE
    channels: int = 2
    bitrate_kbps: int = 192
    target_lufs: int = -16

    @property
    def key(self) -> str:
        """The name of the result in the cache."""
        return canonical.digest(self)

    @property
    def sound_keys(self) -> tuple[str, ...]:
        """The decoded sounds to fetch, each once, in order of first use."""
        items = (*self.items, *self.voices, *(each.item for each in self.music))
        return tuple(dict.fromkeys(item.sound for item in items))
