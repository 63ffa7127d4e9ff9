# SPDX-License-Identifier: Apache-2.0
"""What a film sounds like, planned in samples: its programme, its voices and its music."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeVar

from media.timecode import SAMPLE_RATE, as_seconds, round_half_up
from timeline.document.fields import Item
from timeline.document.numbers import Seconds
from timeline.document.positions import Placed, place_track
from timeline.document.timeline import AudioSegment, Narration
from timeline.document.uploads import UploadDetails
from timeline.plan.frames import FrameTimeline, Span, spans
from timeline.plan.music import music_of
from timeline.plan.sealed import Sealed
from timeline.spec import canonical
from timeline.spec.chunk import RenderBuild
from timeline.spec.sound import AudioItem, MixSpec, Music, PcmKey, PcmSpec

SOUND_RECIPE = "sound3"
"""Raised whenever the decoded sound of an upload would be another than before."""

LONGEST_SOUND = 3600 * SAMPLE_RATE
"""What lies behind this sample of an audio upload is never heard."""

AnyItem = TypeVar("AnyItem", bound=Item)


@dataclass(frozen=True, slots=True)
class SoundPlan:
    """The sound of a film, and the audio uploads to be decoded for it."""

    audio: MixSpec
    needs: tuple[PcmSpec, ...]


@dataclass(frozen=True, slots=True)
class _Stage:
    """What every lane of a film's sound refers to."""

    sealed: Sealed
    film: FrameTimeline
    needs: dict[str, PcmSpec] = field(default_factory=dict)

    def sound(self, upload: UploadDetails, *, is_of_film: bool) -> str:
        """Note that a sound is needed, and return its key."""
        need = pcm_spec(upload, is_of_film=is_of_film)
        return self.needs.setdefault(need.key, need).key

    def item(self, source: str, span: Span[Item], *, source_start: Seconds, gain: int) -> AudioItem:
        """What fills a span from a time in a source on, as far as the film lasts."""
        rate = self.film.rate
        first, start = rate.samples(rate.frame(source_start)), rate.samples(span.start)
        end = rate.samples(min(span.end, self.film.n_frames))
        return AudioItem(source, first, start, end - start, gain)


def sound_plan(sealed: Sealed, film: FrameTimeline, *, build: RenderBuild) -> SoundPlan:
    """Plan the sound of a resolved film."""
    stage = _Stage(sealed, film)
    audio = MixSpec(
        n_samples=film.rate.samples(film.n_frames),
        items=(*_clips(stage), *_overlays(stage)),
        renderer=build.renderer,
        encoder=build.encoder,
        voices=tuple(_voices(stage)),
        music=tuple(_music(stage)),
    )
    return SoundPlan(audio, tuple(stage.needs.values()))


def sound_key(source_sha256: str, *, is_of_film: bool = False) -> str:
    """The name of a decoded sound: the same for equal sources, whoever uploaded them."""
    kind: Literal["sound", "film_sound"] = "film_sound" if is_of_film else "sound"
    return canonical.digest(PcmKey(source_sha256, SOUND_RECIPE, kind))


def pcm_spec(upload: UploadDetails, *, is_of_film: bool) -> PcmSpec:
    """What it takes to decode the sound of an upload, which is of a film or a sound alone."""
    samples = round_half_up((upload.duration or Fraction(0)) * SAMPLE_RATE)
    return PcmSpec(
        key=sound_key(upload.sha256, is_of_film=is_of_film),
        upload_id=upload.upload_id,
        source_sha256=upload.sha256,
        storage_key=upload.storage_key,
        recipe=SOUND_RECIPE,
        n_samples=samples if is_of_film else min(LONGEST_SOUND, samples),
        is_of_film=is_of_film,
    )


def _clips(stage: _Stage) -> Iterator[AudioItem]:
    samples = stage.film.rate.samples
    for shot in stage.film.shots:
        if shot.clip.audio_enabled and shot.upload.has_audio:
            yield AudioItem(
                sound=stage.sound(shot.upload, is_of_film=True),
                in_sample=samples(shot.in_frame),
                start_sample=samples(shot.start),
                n_samples=samples(shot.end) - samples(shot.start),
                gain_milli_db=1000 * shot.clip.boost_db,
            )


def _overlays(stage: _Stage) -> Iterator[AudioItem]:
    for span in _lane(stage, "videoOverlays", stage.sealed.timeline.video_overlays):
        item, upload = span.item, stage.sealed.uploads[span.item.upload_id]
        if item.audio_enabled and upload.has_audio:
            source, gain = stage.sound(upload, is_of_film=True), 1000 * item.boost_db
            yield stage.item(source, span, source_start=item.source_start_seconds, gain=gain)


def _voices(stage: _Stage) -> Iterator[AudioItem]:
    for span in _lane(stage, "narration", stage.sealed.timeline.narration):
        if span.item.audio_enabled:
            gain = _milli(span.item.gain_db) + 1000 * span.item.boost_db
            yield _sound_item(stage, span, gain)


def _music(stage: _Stage) -> Iterator[Music]:
    for span in _lane(stage, "audioSegments", stage.sealed.timeline.audio_segments):
        if span.item.audio_enabled:
            yield music_of(span.item, _sound_item(stage, span, 0))


def _sound_item(stage: _Stage, span: Span[Narration | AudioSegment], gain: int) -> AudioItem:
    source = stage.sound(stage.sealed.uploads[span.item.upload_id], is_of_film=False)
    return stage.item(source, span, source_start=span.item.source_start_seconds, gain=gain)


def _lane(stage: _Stage, track: str, items: Sequence[AnyItem]) -> Iterator[Span[AnyItem]]:
    """The items of one lane in frames, without those that begin behind the end of the film."""
    placed: list[Placed[AnyItem]] = [
        Placed(each.index, items[each.index], each.start, each.end, track)
        for each in place_track(track, enumerate(items))
    ]
    laid = spans(placed, rate=stage.film.rate)
    return (each for each in laid if each.start < stage.film.n_frames)


def _milli(value: int | float) -> int:
    return round_half_up(1000 * as_seconds(value))
