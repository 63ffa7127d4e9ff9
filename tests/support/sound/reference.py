# SPDX-License-Identifier: Apache-2.0
"""The expected mix of a document, computed without the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tests.support.sound.ducking import Sound, ducked_by, ducking, speech_begins
from tests.support.sound.rules import AudioRules, Item, PlacedAudio

LEVELS = {"quiet": -24, "medium": -18, "loud": -12}
LONGEST = 1200


def factor(decibels: float) -> float:
    """Return the factor of a gain in dB."""
    return float(10 ** (decibels / 20))


@dataclass(frozen=True)
class AudioReference:
    """A document, and the samples of every upload it uses."""

    document: Item
    sounds: Mapping[int, Sound]

    @property
    def rules(self) -> AudioRules:
        """The rules at the frame rate of the document."""
        fps = self.document.get("output", {}).get("fps", "30")
        return AudioRules(Fraction(fps), {name: len(sound) for name, sound in self.sounds.items()})

    @property
    def n_samples(self) -> int:
        """The length of the mix in samples."""
        return self.rules.samples(self.rules.n_frames(self.document))

    def frames(self) -> list[tuple[int, int] | None]:
        """Return the upload and source frame of every frame, None where there is no clip."""
        shown: list[tuple[int, int] | None] = [None] * self.rules.n_frames(self.document)
        for clip in self.rules.clips(self.document):
            source = range(clip.first, clip.first + clip.n_frames)
            shown[clip.start : clip.end] = [(clip.item["uploadId"], n) for n in source]
        return shown

    def mix(self) -> Sound:
        """Return the mix before the gain of the whole export."""
        mixed = self.without_music()
        key = mixed.copy()
        for place in self._music():
            start, end = self._span(place)
            played = self.music(place) * self._reduction(place.item, key[start:end])[:, None]
            mixed[start:end] += played
        return mixed

    def ducking(self) -> dict[int, list[float]]:
        """Return the gains in dB of all ducked music, by its first sample."""
        key = self.without_music()
        placed = [each for each in self._music() if each.item["musicMode"] == "mix_duck"]
        spans = [(each.item, *self._span(each)) for each in placed]
        return {start: ducking(item, key[start:end]) for item, start, end in spans}

    def without_music(self) -> Sound:
        """Return the programme, with its gain during music, and the narration."""
        mixed = np.zeros((self.n_samples, 2))
        for place in (*self.rules.clips(self.document), *self.rules.overlays(self.document)):
            is_on = place.item.get("audioEnabled", "sizePctWidth" not in place.item)
            self._add(mixed, place, factor(place.item.get("boostDb", 0)) * is_on)
        for place in self._music():
            start, end = self._span(place)
            is_replaced = place.item["musicMode"] == "replace"
            mixed[start:end] *= 0 if is_replaced else factor(place.item.get("programGainDb", 0))
        for place in self._track("narration"):
            gain = factor(place.item.get("gainDb", 0) + place.item.get("boostDb", 0))
            self._add(mixed, place, gain * place.item.get("audioEnabled", True))
        return mixed

    def music(self, place: PlacedAudio) -> Sound:
        """Return the music of a segment, repeated, with its gain and fades."""
        item, (start, end) = place.item, self._span(place)
        source = self.sounds[item["uploadId"]][self.rules.samples(place.first) :]
        repeats = -(-(end - start) // len(source))
        played = np.concatenate([source] * repeats)[: end - start]
        gain = item["gainDb"] if "gainDb" in item else LEVELS[item["musicLevel"]]
        rise, fall = (
            min((end - start) // 2, round(item.get(name, 0.35) * 48_000))
            for name in ("fadeInSeconds", "fadeOutSeconds")
        )
        shape = np.ones(end - start)
        shape[:rise] = np.arange(rise) / max(1, rise)
        shape[end - start - fall :] = 1 - np.arange(fall) / max(1, fall)
        made: Sound = played * factor(gain) * shape[:, None]
        return made

    def _reduction(self, item: Item, key: Sound) -> Sound:
        if item["musicMode"] == "mix_duck":
            return ducked_by(item, key)
        speech = speech_begins(item, key) if item["musicMode"] == "opener_cutoff" else None
        if speech is None:
            return np.ones(len(key))
        before = item.get("openerFadeBeforeSeconds", 1) * 48_000
        after = item.get("openerFadeAfterSeconds", 1) * 48_000
        left = (speech + after - np.arange(len(key))) / (before + after)
        return np.asarray(np.clip(left, 0, 1))

    def _track(self, track: str) -> list[PlacedAudio]:
        return self.rules.track(self.document.get(track, ()), open_end=LONGEST)

    def _music(self) -> list[PlacedAudio]:
        last = self.rules.n_frames(self.document)
        placed = [each for each in self._track("audioSegments") if each.start < last]
        return [each for each in placed if each.item.get("audioEnabled", True)]

    def _span(self, place: PlacedAudio) -> tuple[int, int]:
        return self.rules.samples(place.start), min(self.n_samples, self.rules.samples(place.end))

    def _add(self, mixed: Sound, place: PlacedAudio, gain: float) -> None:
        start, end = self._span(place)
        first = self.rules.samples(place.first)
        sound = self.sounds[place.item["uploadId"]][first : first + end - start]
        mixed[start : start + len(sound)] += sound * gain
