# SPDX-License-Identifier: Apache-2.0
"""Golden films for ear and eye: made whole of local files, whose sound has to fit their picture."""

from __future__ import annotations

import json
import wave
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from services.render.offline.bootstrap import LocalRenderer
from tests.support.golden.audio_cases import (
    RATES,
    Item,
    audio_document,
    clip,
    music,
    narration,
    overlay,
)
from tests.support.golden.audio_checks import LOUDNESS_ERROR, Sound, check_master, one_gain
from tests.support.golden.audio_sources import RATE, soft_noise
from tests.support.media.barcode import read_barcodes
from tests.support.media.ffmpeg import run
from tests.support.media.video import make_video as moving_picture
from tests.support.sound.ducking import BLOCK
from tests.support.sound.reference import AudioReference
from timeline.document.timeline import Timeline
from timeline.plan.sealed import SealedTimeline

FIRST, SECOND, SAID, PLAYED = 1, 2, 3, 4
SECONDS = 3
WINDOW = 19_200
FARTHEST = 2_400
EXACT_GAIN, LOSSY_GAIN = 0.02, 1.5
"""A decibel over the threshold takes many from music: so does a codec's tenth of one."""

LEVEL_ERROR = 0.5
"""What codecs and resampling may do to the level of four tenths of a second, in dB."""


@dataclass(frozen=True, slots=True)
class SourceAudio:
    """How a source file keeps its sound: sampling, channels, codec, and how late it begins."""

    rate: int = RATE
    channels: int = 2
    codec: str = "pcm_s16le"
    suffix: str = "mov"
    late: float = 0

    @property
    def is_exact(self) -> bool:
        """Whether it keeps every sample."""
        return self.codec == "pcm_s16le" and self.rate == RATE


PLAIN, NARROW = SourceAudio(), SourceAudio(44_100, 1)
LATE = SourceAudio(late=0.25)
NARROW_AAC = SourceAudio(44_100, 1, "aac", "mp4")
AAC = SourceAudio(codec="aac", suffix="mp4")
WAV, MP3 = SourceAudio(suffix="wav"), SourceAudio(44_100, 1, "libmp3lame", "mp3")


@dataclass(frozen=True, slots=True)
class ExportCase:
    """A document, and how its sources keep their sound; None has no sound at all."""

    name: str
    document: Item
    sources: Mapping[int, SourceAudio | None] = field(default_factory=dict)
    is_short: bool = False


def _document(fps: str) -> Item:
    """Two films cut off the grid, one over them, a voice and ducked music."""
    return audio_document(
        clip(FIRST, (0.517, 1.3337), 0),
        clip(SECOND, (1.1013, 1.9), 0.9167),
        clip(FIRST, (2.0001, 2.51), 1.7154),
        fps=fps,
        videoOverlays=[overlay(SECOND, (0.2, 0.6), 1.1, sizePctWidth=25, position="top_left")],
        narration=[narration(0.3051, 1.077, SAID, sourceStartSeconds=0.733)],
        audioSegments=[
            music("mix_duck", 0.2, uploadId=PLAYED, duckingIntensity="medium", musicLevel="quiet")
        ],
    )


def _cut(fps: str = "30") -> Item:
    return audio_document(clip(FIRST, (0.333, 1.5), 0), clip(SECOND, (1.01, 2.2)), fps=fps)


EXPORTS = (
    *(ExportCase(f"film-{fps}", _document(fps), {}, is_short=fps == "30000/1001") for fps in RATES),
    ExportCase("film-mono-44100", _cut(), {FIRST: NARROW}, is_short=True),
    ExportCase("film-mono-44100-aac", _cut("25"), {FIRST: NARROW_AAC, SECOND: AAC}),
    ExportCase("film-with-a-silent-clip", _cut("24000/1001"), {FIRST: None}),
    ExportCase("film-without-any-sound", audio_document(clip(FIRST, (0, 1), 0)), {FIRST: None}),
    ExportCase("film-whose-sound-begins-late", _cut("50"), {FIRST: LATE}),
    ExportCase("film-with-an-mp3", _document("30"), {SAID: MP3, FIRST: AAC}),
)


def check_export(case: ExportCase, folder: Path) -> None:
    """Judge the frames of a film by their codes, and its sound by the place of its samples."""
    fps = case.document["output"]["fps"]
    timeline = Timeline.model_validate({"version": "create_video_v1"} | case.document)
    used = _used(case.document)
    tracks = {each: case.sources.get(each, _usual(each)) for each in used}
    files = {each: _source(each, track, fps, folder) for each, track in tracks.items()}
    sounds = {each: _heard(each, track) for each, track in tracks.items()}
    is_exact = all(track is None or track.is_exact for track in tracks.values())
    reference = AudioReference(case.document, sounds)
    renderer = LocalRenderer(folder / "cache", slots=1)

    uploads = renderer.ingest(timeline, files)
    renderer.render(SealedTimeline(timeline, uploads), folder / "film.mp4")

    wanted = reference.mix()
    heard = check_master(folder / "film.mp4", wanted)
    assert read_barcodes(folder / "film.mp4") == reference.frames()
    assert all(abs(lag) <= 1 for lag in _lags(heard, wanted))
    levels = _levels(heard, wanted)
    assert max(levels) - min(levels) < LEVEL_ERROR if levels else not wanted.any()
    _prove_gains(folder / "kept", reference, error=EXACT_GAIN if is_exact else LOSSY_GAIN)


def _used(document: Item) -> list[int]:
    tracks = ("clips", "videoOverlays", "narration", "audioSegments")
    return sorted({item["uploadId"] for track in tracks for item in document.get(track, ())})


def _usual(upload_id: int) -> SourceAudio:
    return PLAIN if upload_id in (FIRST, SECOND) else WAV


def _sound(upload_id: int) -> Sound:
    """What is recorded: rough enough to have a place, smooth enough for every codec and rate."""
    return soft_noise(SECONDS, decibels=-24, seed=upload_id)


def _heard(upload_id: int, track: SourceAudio | None) -> Sound:
    """What is heard of a source from where its picture begins until its picture ends."""
    sound = _sound(upload_id)
    if track is None:
        return np.zeros_like(sound)
    silence = np.zeros((round(track.late * RATE), 2))
    return np.concatenate([silence, sound])[: len(sound)]


def _lags(made: Sound, wanted: Sound) -> list[int]:
    """By how many samples each stretch of a film that is heard comes too late."""
    return [_lag(made[each, 0], wanted[each, 0]) for each in _stretches(wanted)]


def _stretches(wanted: Sound) -> Iterator[slice]:
    for first in range(0, len(wanted) - WINDOW + 1, WINDOW // 2):
        stretch = slice(first, first + WINDOW)
        if np.sqrt((wanted[stretch] ** 2).mean()) > 1e-3:
            yield stretch


def _levels(made: Sound, wanted: Sound) -> list[float]:
    """By how many decibels each of those stretches is louder than in the mix."""
    pairs = [(made[each], wanted[each]) for each in _stretches(wanted)]
    return [float(10 * np.log10((a**2).sum() / (b**2).sum())) for a, b in pairs]


def _prove_gains(kept: Path, reference: AudioReference, *, error: float) -> None:
    """Judge the gains that are told beside the sound."""
    [told] = (json.loads(path.read_text()) for path in kept.glob("audio/*.json"))
    music = {each["startSample"]: np.array(each["gainDb"]) for each in told["music"]}
    wanted = reference.ducking()

    assert told["stepSamples"] == BLOCK
    assert abs(told["gainDb"] - one_gain(reference.mix())) < LOUDNESS_ERROR
    assert music.keys() == wanted.keys()
    assert all(np.abs(music[start] - wanted[start]).max() < error for start in wanted)


def _lag(late: Sound, early: Sound) -> int:
    length = 2 * WINDOW
    spectrum = np.fft.rfft(late, length) * np.conj(np.fft.rfft(early, length))
    likeness = np.fft.irfft(spectrum, length)
    near = np.concatenate([likeness[-FARTHEST:], likeness[:FARTHEST]])
    return int(near.argmax()) - FARTHEST


def _source(upload_id: int, track: SourceAudio | None, fps: str, folder: Path) -> Path:
    picture = folder / f"picture-{upload_id}.mp4"
    is_film = upload_id in (FIRST, SECOND)
    if is_film:
        moving_picture(picture, SECONDS, "320x180", fps, audio=None, barcode_source_id=upload_id)
    if track is None:
        return picture
    path = folder / f"{upload_id}.{track.suffix}"
    sound = _recorded(upload_id, track.channels, folder)
    inputs = ["-i", str(picture), "-c:v", "copy"] if is_film else []
    late = ["-itsoffset", str(track.late), "-i", str(sound)]
    argv = ["ffmpeg", "-v", "error", "-y", *inputs[:2], *late, *inputs[2:]]
    how = ["-c:a", track.codec, "-ar", str(track.rate)]
    run([*argv, *how, "-b:a", "192k", str(path)])
    return path


def _recorded(upload_id: int, channels: int, folder: Path) -> Path:
    path = folder / f"recorded-{upload_id}.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.round(_sound(upload_id)[:, :channels] * 32768).astype("<i2").tobytes())
    return path
