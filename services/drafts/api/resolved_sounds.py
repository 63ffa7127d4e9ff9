# SPDX-License-Identifier: Apache-2.0
"""Convert what is heard of a timeline to the JSON of resolved timelines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from media.timecode import SAMPLE_RATE, FrameRate
from services.drafts.api.schemas_resolved import DuckingResource, SoundResource
from timeline.plan.evaluating import EvaluatedTimeline
from timeline.plan.mix import ItemAudio
from timeline.spec.mix import AudioItem, Ducking, Music

SILENCE_DB = -100.0

Gain = list[tuple[float, float]]


def sound_resources(evaluated: EvaluatedTimeline) -> Iterator[SoundResource]:
    """Convert everything that is heard."""
    rate, sounds = evaluated.frames.rate, evaluated.sounds
    music = [each.audio for each in sounds.music]
    for each in sounds.programme:
        yield _resource(each, each.audio, rate, gain=_under_music(each.audio, music, rate))
    for each in sounds.narration:
        yield _resource(each, each.audio, rate, gain=_steady(each.audio, rate))
    for played in sounds.music:
        item, ducking = played.audio.item, played.audio.ducking
        yield _resource(
            played,
            item,
            rate,
            gain=_faded(played.audio, rate),
            ducking=None if ducking is None else _ducking(ducking),
            ends_at_speech=played.audio.opener is not None,
        )


def _resource(
    each: ItemAudio[AudioItem] | ItemAudio[Music],
    item: AudioItem,
    rate: FrameRate,
    *,
    gain: Gain,
    ducking: DuckingResource | None = None,
    ends_at_speech: bool = False,
) -> SoundResource:
    start, end = _frame(item.start_sample, rate), _frame(item.start_sample + item.n_samples, rate)
    return SoundResource(
        item_id=each.item_id,
        track=each.track,
        start_frame=round(start),
        frames=round(end) - round(start),
        upload_id=each.upload_id,
        source_sample=item.in_sample,
        is_repeated=isinstance(each.audio, Music),
        gain=gain,
        ducking=ducking,
        ends_at_speech=ends_at_speech,
    )


def _steady(item: AudioItem, rate: FrameRate) -> Gain:
    return [(_frame(item.start_sample, rate), item.gain_milli_db / 1000)]


def _under_music(item: AudioItem, music: Sequence[Music], rate: FrameRate) -> Gain:
    """Return the gain of a part of the programme, which each piece of music may change."""
    gain = _steady(item, rate)
    own, first, end = gain[0][1], item.start_sample, item.start_sample + item.n_samples
    for each in music:
        begins, ends = each.item.start_sample, each.item.start_sample + each.item.n_samples
        milli = each.programme_milli_db
        if milli == 0 or ends <= first or begins >= end or each.opener is not None:
            continue
        changed = SILENCE_DB if milli is None else own + milli / 1000
        start, stop = _frame(max(first, begins), rate), _frame(min(end, ends), rate)
        gain += [(start, own), (start, changed), (stop, changed), (stop, own)]
    return gain


def _faded(music: Music, rate: FrameRate) -> Gain:
    item, level = music.item, music.item.gain_milli_db / 1000
    first, end = item.start_sample, item.start_sample + item.n_samples
    gain = [(_frame(first, rate), SILENCE_DB)] if music.fade_in else []
    gain.append((_frame(first + music.fade_in, rate), level))
    if music.fade_out:
        gain += [(_frame(end - music.fade_out, rate), level), (_frame(end, rate), SILENCE_DB)]
    return gain


def _ducking(ducking: Ducking) -> DuckingResource:
    return DuckingResource(
        amount_db=ducking.amount_milli_db / 1000,
        threshold=ducking.threshold_milli / 1000,
        is_abrupt=ducking.is_abrupt,
    )


def _frame(sample: int, rate: FrameRate) -> float:
    """Return the place of a sample in frames, to a thousandth."""
    return round(float(sample * rate.fps / SAMPLE_RATE), 3)
