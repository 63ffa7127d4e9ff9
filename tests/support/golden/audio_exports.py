# SPDX-License-Identifier: Apache-2.0
"""Golden exports of local files, whose audio must be in sync with their frames."""

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
"""A small error of a level near the threshold is a larger one of the gain of ducked music."""

LEVEL_ERROR = 0.5
"""By how many dB codecs and resampling may change the level of 0.4 seconds."""


@dataclass(frozen=True, slots=True)
class SourceAudio:
    """The audio stream of a source file; `late` is its delay in seconds."""

    rate: int = RATE
    channels: int = 2
    codec: str = "pcm_s16le"
    suffix: str = "mov"
    late: float = 0

    @property
    def is_exact(self) -> bool:
        """Whether the file keeps every sample."""
        return self.codec == "pcm_s16le" and self.rate == RATE


PLAIN, NARROW = SourceAudio(), SourceAudio(44_100, 1)
LATE = SourceAudio(late=0.25)
NARROW_AAC = SourceAudio(44_100, 1, "aac", "mp4")
AAC = SourceAudio(codec="aac", suffix="mp4")
WAV, MP3 = SourceAudio(suffix="wav"), SourceAudio(44_100, 1, "libmp3lame", "mp3")


@dataclass(frozen=True, slots=True)
class ExportCase:
    """A document, and the audio streams of its sources; None means no audio."""

    name: str
    document: Item
    sources: Mapping[int, SourceAudio | None] = field(default_factory=dict)
    is_short: bool = False


def _document(fps: str) -> Item:
    """Return a document of clips between frames, an overlay, a narration and ducked music."""
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
    *(
        ExportCase(f"export-{fps}", _document(fps), {}, is_short=fps == "30000/1001")
        for fps in RATES
    ),
    ExportCase("export-mono-44100", _cut(), {FIRST: NARROW}, is_short=True),
    ExportCase("export-mono-44100-aac", _cut("25"), {FIRST: NARROW_AAC, SECOND: AAC}),
    ExportCase("export-with-a-silent-clip", _cut("24000/1001"), {FIRST: None}),
    ExportCase("export-without-any-sound", audio_document(clip(FIRST, (0, 1), 0)), {FIRST: None}),
    ExportCase("export-whose-sound-begins-late", _cut("50"), {FIRST: LATE}),
    ExportCase("export-with-an-mp3", _document("30"), {SAID: MP3, FIRST: AAC}),
)


def check_export(case: ExportCase, folder: Path) -> None:
    """Check the frames of an export by their bar codes, and its audio by its samples."""
    fps = case.document["output"]["fps"]
    timeline = Timeline.model_validate({"version": "create_video_v1"} | case.document)
    used = _used(case.document)
    tracks = {each: case.sources.get(each, _usual(each)) for each in used}
    files = {each: _source(each, track, fps, folder) for each, track in tracks.items()}
    sounds = {each: _presented(each, track) for each, track in tracks.items()}
    is_exact = all(track is None or track.is_exact for track in tracks.values())
    reference = AudioReference(case.document, sounds)
    renderer = LocalRenderer(folder / "cache", slots=1)

    uploads = renderer.ingest(timeline, files)
    renderer.render(SealedTimeline(timeline, uploads), folder / "export.mp4")

    expected = reference.mix()
    master = check_master(folder / "export.mp4", expected)
    assert read_barcodes(folder / "export.mp4") == reference.frames()
    assert all(abs(lag) <= 1 for lag in _lags(master, expected))
    levels = _levels(master, expected)
    assert max(levels) - min(levels) < LEVEL_ERROR if levels else not expected.any()
    _check_gains(folder / "cache", reference, error=EXACT_GAIN if is_exact else LOSSY_GAIN)


def _used(document: Item) -> list[int]:
    tracks = ("clips", "videoOverlays", "narration", "audioSegments")
    return sorted({item["uploadId"] for track in tracks for item in document.get(track, ())})


def _usual(upload_id: int) -> SourceAudio:
    return PLAIN if upload_id in (FIRST, SECOND) else WAV


def _sound(upload_id: int) -> Sound:
    """Return noise whose position can be found, and that every codec and rate preserves."""
    return soft_noise(SECONDS, decibels=-24, seed=upload_id)


def _presented(upload_id: int, track: SourceAudio | None) -> Sound:
    """Return the audio of a source from its first frame until its last."""
    sound = _sound(upload_id)
    if track is None:
        return np.zeros_like(sound)
    silence = np.zeros((round(track.late * RATE), 2))
    return np.concatenate([silence, sound])[: len(sound)]


def _lags(made: Sound, expected: Sound) -> list[int]:
    """Return the delay in samples of each audible window."""
    return [_lag(made[each, 0], expected[each, 0]) for each in _windows(expected)]


def _windows(expected: Sound) -> Iterator[slice]:
    for first in range(0, len(expected) - WINDOW + 1, WINDOW // 2):
        window = slice(first, first + WINDOW)
        if np.sqrt((expected[window] ** 2).mean()) > 1e-3:
            yield window


def _levels(made: Sound, expected: Sound) -> list[float]:
    """Return the level in dB of each audible window relative to the mix."""
    pairs = [(made[each], expected[each]) for each in _windows(expected)]
    return [float(10 * np.log10((a**2).sum() / (b**2).sum())) for a, b in pairs]


def _check_gains(cache: Path, reference: AudioReference, *, error: float) -> None:
    """Check the gains that are stored with the audio."""
    [gains] = (json.loads(path.read_text()) for path in cache.glob("mixes/*.json"))
    music = {each["startSample"]: np.array(each["gainDb"]) for each in gains["music"]}
    expected = reference.ducking()

    assert gains["stepSamples"] == BLOCK
    assert abs(gains["gainDb"] - one_gain(reference.mix())) < LOUDNESS_ERROR
    assert music.keys() == expected.keys()
    assert all(np.abs(music[start] - expected[start]).max() < error for start in expected)


def _lag(late: Sound, early: Sound) -> int:
    length = 2 * WINDOW
    spectrum = np.fft.rfft(late, length) * np.conj(np.fft.rfft(early, length))
    correlation = np.fft.irfft(spectrum, length)
    near = np.concatenate([correlation[-FARTHEST:], correlation[:FARTHEST]])
    return int(near.argmax()) - FARTHEST


def _source(upload_id: int, track: SourceAudio | None, fps: str, folder: Path) -> Path:
    picture = folder / f"picture-{upload_id}.mp4"
    is_video = upload_id in (FIRST, SECOND)
    if is_video:
        moving_picture(picture, SECONDS, "320x180", fps, audio=None, barcode_source_id=upload_id)
    if track is None:
        return picture
    path = folder / f"{upload_id}.{track.suffix}"
    sound = _recorded(upload_id, track.channels, folder)
    inputs = ["-i", str(picture), "-c:v", "copy"] if is_video else []
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
