# SPDX-License-Identifier: Apache-2.0
"""The spec of an export's audio: what is mixed, from which sample on and how loud."""

from __future__ import annotations

from dataclasses import dataclass

from media.audio_encoding import EXPORT_AUDIO, AudioEncoding
from timeline.spec import canonical
from timeline.spec.canonical import Spec


@dataclass(frozen=True, slots=True)
class AudioItem:
    """A range of one source's audio at its place in the mix.

    `pcm` is the key of the decoded audio; after its end there is silence. Positions and lengths
    are samples at 48 kHz, the gain is thousandths of a decibel.
    """

    pcm: str
    in_sample: int
    start_sample: int
    n_samples: int
    gain_milli_db: int = 0


@dataclass(frozen=True, slots=True)
class Ducking:
    """How much music is lowered while the programme or a narration is above a threshold.

    The amount is thousandths of a decibel, the threshold thousandths of full scale.
    """

    amount_milli_db: int
    threshold_milli: int
    is_abrupt: bool


@dataclass(frozen=True, slots=True)
class OpenerCutoff:
    """Music that ends where speech begins.

    Louder than `silence_db` decibels of full scale is speech. The music is faded out from so many
    samples before the speech begins until so many samples after it.
    """

    silence_db: int
    fade_before: int
    fade_after: int


@dataclass(frozen=True, slots=True)
class Music:
    """Music that is repeated until its item ends, and the gain of the programme meanwhile.

    A programme without a gain is silent. Fades are samples, gains thousandths of a decibel.
    """

    item: AudioItem
    fade_in: int
    fade_out: int
    programme_milli_db: int | None
    ducking: Ducking | None = None
    opener: OpenerCutoff | None = None


@dataclass(frozen=True, slots=True)
class MixSpec(Spec):
    """The audio of a whole export; what cannot be heard is left out.

    `items` are the audio of clips and overlays, `narration` and `music` that of their tracks.
    """

    n_samples: int
    items: tuple[AudioItem, ...]
    renderer: str
    encoder: str
    narration: tuple[AudioItem, ...] = ()
    music: tuple[Music, ...] = ()
    sample_rate: int = EXPORT_AUDIO.sample_rate
    channels: int = EXPORT_AUDIO.channels
    bitrate_kbps: int = EXPORT_AUDIO.bitrate_kbps
    target_lufs: int = EXPORT_AUDIO.target_lufs

    @property
    def key(self) -> str:
        """The key of the encoded audio in the cache."""
        return canonical.digest(self)

    @property
    def encoding(self) -> AudioEncoding:
        """How the mix is mastered and encoded."""
        return AudioEncoding(
            sample_rate=self.sample_rate,
            channels=self.channels,
            bitrate_kbps=self.bitrate_kbps,
            target_lufs=self.target_lufs,
        )

    @property
    def pcm_keys(self) -> tuple[str, ...]:
        """The keys of the decoded audio to fetch, each once, in order of first use."""
        items = (*self.items, *self.narration, *(each.item for each in self.music))
        return tuple(dict.fromkeys(item.pcm for item in items))
