# SPDX-License-Identifier: Apache-2.0
"""The audio of an export in samples: programme, narration and music."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Generic, Literal, TypeVar

from media.timecode import SAMPLE_RATE, round_half_up
from timeline.document.audio_tracks import AudioSegment, Narration
from timeline.document.fields import TrackItem
from timeline.document.numbers import Seconds
from timeline.document.positions import PlacedItem, place_track
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan.frames import FrameSpan, FrameTimeline, spans
from timeline.plan.music import music_of
from timeline.plan.units import thousandths
from timeline.spec import canonical
from timeline.spec.mix import AudioItem, MixSpec, Music
from timeline.spec.pcm import MAX_PCM_SAMPLES, PcmKey, PcmSpec
from timeline.spec.render_plan import RenderBuild
from timeline.spec.versions import PCM_RECIPE

AnyItem = TypeVar("AnyItem", bound=TrackItem)
AnyAudio = TypeVar("AnyAudio", AudioItem, Music)


@dataclass(frozen=True, slots=True)
class ItemAudio(Generic[AnyAudio]):
    """What is heard of an item and of the upload that it plays."""

    track: str
    item_id: str
    upload_id: int
    audio: AnyAudio


@dataclass(frozen=True, slots=True)
class Sounds:
    """Everything that is heard, and the uploads whose audio that needs decoded.

    The programme is the audio of clips and video overlays.
    """

    programme: tuple[ItemAudio[AudioItem], ...]
    narration: tuple[ItemAudio[AudioItem], ...]
    music: tuple[ItemAudio[Music], ...]
    pcm: tuple[PcmSpec, ...]


@dataclass(frozen=True, slots=True)
class _MixContext:
    """The timeline whose mix is planned, and the decoded audio that was needed so far."""

    timeline: Timeline
    uploads: Mapping[int, UploadDetails]
    frames: FrameTimeline
    pcm: dict[str, PcmSpec] = field(default_factory=dict)

    def pcm_key(self, upload: UploadDetails, *, is_of_video: bool) -> str:
        """Add the audio of an upload to what is decoded and return its key."""
        spec = pcm_spec(upload, is_of_video=is_of_video)
        return self.pcm.setdefault(spec.key, spec).key

    def item(
        self, pcm: str, span: FrameSpan[TrackItem], *, source_start: Seconds, gain: int
    ) -> AudioItem:
        """Return the audio of a span from a time in its source on, cut at the export's end."""
        rate = self.frames.rate
        first, start = rate.samples(rate.frame(source_start)), rate.samples(span.start)
        end = rate.samples(min(span.end, self.frames.n_frames))
        return AudioItem(pcm, first, start, end - start, gain)


def plan_sounds(
    timeline: Timeline, uploads: Mapping[int, UploadDetails], frames: FrameTimeline
) -> Sounds:
    """Plan what is heard of a timeline that was resolved to frames."""
    context = _MixContext(timeline, uploads, frames)
    return Sounds(
        programme=(*_clips(context), *_overlays(context)),
        narration=tuple(_narration(context)),
        music=tuple(_music(context)),
        pcm=tuple(context.pcm.values()),
    )


def mix_spec(sounds: Sounds, frames: FrameTimeline, *, build: RenderBuild) -> MixSpec:
    """Return the mix of an export from what is heard of it."""
    return MixSpec(
        n_samples=frames.rate.samples(frames.n_frames),
        items=tuple(each.audio for each in sounds.programme),
        renderer=build.renderer,
        encoder=build.encoder,
        narration=tuple(each.audio for each in sounds.narration),
        music=tuple(each.audio for each in sounds.music),
    )


def pcm_key(
    source_sha256: str, *, is_of_video: bool = False, audio_track: int | None = None
) -> str:
    """Return the cache key of decoded audio, which is equal for equal sources and tracks."""
    kind: Literal["audio", "video"] = "video" if is_of_video else "audio"
    return canonical.digest(PcmKey(source_sha256, PCM_RECIPE, kind, audio_track))


def pcm_spec(upload: UploadDetails, *, is_of_video: bool) -> PcmSpec:
    """Return how to decode the audio of a video or of an audio upload."""
    samples = round_half_up((upload.duration or Fraction(0)) * SAMPLE_RATE)
    return PcmSpec(
        key=pcm_key(upload.sha256, is_of_video=is_of_video, audio_track=upload.audio_track),
        upload_id=upload.upload_id,
        source_sha256=upload.sha256,
        storage_key=upload.storage_key,
        recipe=PCM_RECIPE,
        n_samples=samples if is_of_video else min(MAX_PCM_SAMPLES, samples),
        is_of_video=is_of_video,
        audio_track=upload.audio_track,
    )


def _clips(context: _MixContext) -> Iterator[ItemAudio[AudioItem]]:
    samples = context.frames.rate.samples
    for each in context.frames.clips:
        if each.clip.audio_enabled and each.upload.has_audio:
            audio = AudioItem(
                pcm=context.pcm_key(each.upload, is_of_video=True),
                in_sample=samples(each.in_frame),
                start_sample=samples(each.start),
                n_samples=samples(each.end) - samples(each.start),
                gain_milli_db=1000 * each.clip.boost_db,
            )
            yield ItemAudio("clips", each.clip.id, each.upload.upload_id, audio)


def _overlays(context: _MixContext) -> Iterator[ItemAudio[AudioItem]]:
    track = "videoOverlays"
    for span in _spans(context, track, context.timeline.video_overlays):
        item, upload = span.item, context.uploads[span.item.upload_id]
        if item.audio_enabled and upload.has_audio:
            pcm, gain = context.pcm_key(upload, is_of_video=True), 1000 * item.boost_db
            audio = context.item(pcm, span, source_start=item.source_start_seconds, gain=gain)
            yield ItemAudio(track, item.id, item.upload_id, audio)


def _narration(context: _MixContext) -> Iterator[ItemAudio[AudioItem]]:
    track = "narration"
    for span in _spans(context, track, context.timeline.narration):
        if span.item.audio_enabled:
            gain = thousandths(span.item.gain_db) + 1000 * span.item.boost_db
            audio = _audio_item(context, span, gain)
            yield ItemAudio(track, span.item.id, span.item.upload_id, audio)


def _music(context: _MixContext) -> Iterator[ItemAudio[Music]]:
    track = "audioSegments"
    for span in _spans(context, track, context.timeline.audio_segments):
        if span.item.audio_enabled:
            audio = music_of(span.item, _audio_item(context, span, 0))
            yield ItemAudio(track, span.item.id, span.item.upload_id, audio)


def _audio_item(
    context: _MixContext, span: FrameSpan[Narration | AudioSegment], gain: int
) -> AudioItem:
    pcm = context.pcm_key(context.uploads[span.item.upload_id], is_of_video=False)
    return context.item(pcm, span, source_start=span.item.source_start_seconds, gain=gain)


def _spans(
    context: _MixContext, track: str, items: Sequence[AnyItem]
) -> Iterator[FrameSpan[AnyItem]]:
    """Return the frames of a track's items that start before the end of the export."""
    placed: list[PlacedItem[AnyItem]] = [
        PlacedItem(each.index, items[each.index], each.start, each.end, track)
        for each in place_track(track, enumerate(items))
    ]
    found = spans(placed, rate=context.frames.rate)
    return (each for each in found if each.start < context.frames.n_frames)
