# SPDX-License-Identifier: Apache-2.0
"""What a document of sounds has to sound like, written down once more and independently."""

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
    """The factor of a gain."""
    return float(10 ** (decibels / 20))


@dataclass(frozen=True)
class AudioReference:
    """A document, and the sound of every upload it uses."""

    document: Item
    sounds: Mapping[int, Sound]

    @property
    def law(self) -> AudioRules:
        """The law at the frame rate of the document."""
        fps = self.document.get("output", {}).get("fps", "30")
        return AudioRules(Fraction(fps), {name: len(sound) for name, sound in self.sounds.items()})

    @property
    def n_samples(self) -> int:
        """How long the film is."""
        return self.law.samples(self.law.n_frames(self.document))

    def frames(self) -> list[tuple[int, int] | None]:
        """The upload and source frame of every frame of the base, None where no clip is seen."""
        seen: list[tuple[int, int] | None] = [None] * self.law.n_frames(self.document)
        for clip in self.law.clips(self.document):
            shown = range(clip.first, clip.first + clip.n_frames)
            seen[clip.start : clip.end] = [(clip.item["uploadId"], n) for n in shown]
        return seen

    def mix(self) -> Sound:
        """Everything that is heard, before the one gain of the film."""
        heard = self.without_music()
        key = heard.copy()
        for place in self._music():
            start, end = self._span(place)
            played = self.music(place) * self._gives_way(place.item, key[start:end])[:, None]
            heard[start:end] += played
        return heard

    def ducking(self) -> dict[int, list[float]]:
        """The gains in dB of all music that ducks, by the sample at which each begins."""
        key = self.without_music()
        placed = [each for each in self._music() if each.item["musicMode"] == "mix_duck"]
        spans = [(each.item, *self._span(each)) for each in placed]
        return {start: ducking(item, key[start:end]) for item, start, end in spans}

    def without_music(self) -> Sound:
        """The programme, turned down or silenced where music says so, and the voices."""
        heard = np.zeros((self.n_samples, 2))
        for place in (*self.law.clips(self.document), *self.law.overlays(self.document)):
            is_on = place.item.get("audioEnabled", "sizePctWidth" not in place.item)
            self._add(heard, place, factor(place.item.get("boostDb", 0)) * is_on)
        for place in self._music():
            start, end = self._span(place)
            is_replaced = place.item["musicMode"] == "replace"
            heard[start:end] *= 0 if is_replaced else factor(place.item.get("programGainDb", 0))
        for place in self._lane("narration"):
            gain = factor(place.item.get("gainDb", 0) + place.item.get("boostDb", 0))
            self._add(heard, place, gain * place.item.get("audioEnabled", True))
        return heard

    def music(self, place: PlacedAudio) -> Sound:
        """The music of a segment, repeated, at its level, with its fades."""
        item, (start, end) = place.item, self._span(place)
        source = self.sounds[item["uploadId"]][self.law.samples(place.first) :]
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

    def _gives_way(self, item: Item, key: Sound) -> Sound:
        if item["musicMode"] == "mix_duck":
            return ducked_by(item, key)
        speech = speech_begins(item, key) if item["musicMode"] == "opener_cutoff" else None
        if speech is None:
            return np.ones(len(key))
        before = item.get("openerFadeBeforeSeconds", 1) * 48_000
        after = item.get("openerFadeAfterSeconds", 1) * 48_000
        left = (speech + after - np.arange(len(key))) / (before + after)
        return np.asarray(np.clip(left, 0, 1))

    def _lane(self, track: str) -> list[PlacedAudio]:
        return self.law.lane(self.document.get(track, ()), open_end=LONGEST)

    def _music(self) -> list[PlacedAudio]:
        last = self.law.n_frames(self.document)
        placed = [each for each in self._lane("audioSegments") if each.start < last]
        return [each for each in placed if each.item.get("audioEnabled", True)]

    def _span(self, place: PlacedAudio) -> tuple[int, int]:
        return self.law.samples(place.start), min(self.n_samples, self.law.samples(place.end))

    def _add(self, heard: Sound, place: PlacedAudio, gain: float) -> None:
        start, end = self._span(place)
        first = self.law.samples(place.first)
        sound = self.sounds[place.item["uploadId"]][first : first + end - start]
        heard[start : start + len(sound)] += sound * gain
