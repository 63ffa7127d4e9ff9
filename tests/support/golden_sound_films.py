# SPDX-License-Identifier: Apache-2.0
"""Golden films for ear and eye: made whole of local files, whose sound has to fit their picture."""

from __future__ import annotations

import wave
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from services.render.film_bootstrap import Workplace
from tests.support.barcode import read_barcodes
from tests.support.ffrun import run
from tests.support.film import film as moving_picture
from tests.support.golden_sound_cases import RATES, Item, clip, film, music, overlay, voice
from tests.support.golden_sound_trial import Sound, prove_master
from tests.support.golden_sounds import RATE, murmur
from tests.support.sound_reference import Reference
from timeline.model import Timeline
from timeline.sealed import Sealed

FIRST, SECOND, SAID, PLAYED = 1, 2, 3, 4
SECONDS = 3
WINDOW = 19_200
FARTHEST = 2_400


@dataclass(frozen=True, slots=True)
class Track:
    """How a source file keeps its sound: sampling, channels and codec."""

    rate: int = RATE
    channels: int = 2
    codec: str = "pcm_s16le"
    suffix: str = "mov"


PLAIN, NARROW = Track(), Track(44_100, 1)
NARROW_AAC = Track(44_100, 1, "aac", "mp4")
AAC = Track(codec="aac", suffix="mp4")
WAV, MP3 = Track(suffix="wav"), Track(44_100, 1, "libmp3lame", "mp3")


@dataclass(frozen=True, slots=True)
class FilmCase:
    """A document, and how its sources keep their sound; None has no sound at all."""

    name: str
    document: Item
    sources: Mapping[int, Track | None] = field(default_factory=dict)
    is_short: bool = False


def _document(fps: str) -> Item:
    """Two films cut off the grid, one over them, a voice and ducked music."""
    return film(
        clip(FIRST, (0.517, 1.3337), 0),
        clip(SECOND, (1.1013, 1.9), 0.9167),
        clip(FIRST, (2.0001, 2.51), 1.7154),
        fps=fps,
        videoOverlays=[overlay(SECOND, (0.2, 0.6), 1.1, sizePctWidth=25, position="top_left")],
        narration=[voice(0.3051, 1.077, SAID, sourceStartSeconds=0.733)],
        audioSegments=[
            music("mix_duck", 0.2, uploadId=PLAYED, duckingIntensity="medium", musicLevel="quiet")
        ],
    )


def _cut(fps: str = "30") -> Item:
    return film(clip(FIRST, (0.333, 1.5), 0), clip(SECOND, (1.01, 2.2)), fps=fps)


FILMS = (
    *(FilmCase(f"film-{fps}", _document(fps), {}, is_short=fps == "30000/1001") for fps in RATES),
    FilmCase("film-mono-44100", _cut(), {FIRST: NARROW, SECOND: NARROW}, is_short=True),
    FilmCase("film-mono-44100-aac", _cut("25"), {FIRST: NARROW_AAC, SECOND: AAC}),
    FilmCase("film-with-a-silent-clip", _cut("24000/1001"), {FIRST: None}),
    FilmCase("film-without-any-sound", film(clip(FIRST, (0, 1), 0)), {FIRST: None}),
    FilmCase("film-with-an-mp3", _document("30"), {SAID: MP3, FIRST: AAC}),
)


def prove_film(case: FilmCase, folder: Path) -> None:
    """Judge the frames of a film by their codes, and its sound by the place of its samples."""
    fps = case.document["output"]["fps"]
    timeline = Timeline.model_validate({"version": "create_video_v1"} | case.document)
    used = _used(case.document)
    tracks = {each: case.sources.get(each, _usual(each)) for each in used}
    files = {each: _source(each, track, fps, folder) for each, track in tracks.items()}
    sounds = {each: _sound(each) * (track is not None) for each, track in tracks.items()}
    reference = Reference(case.document, sounds)
    workplace = Workplace(folder / "kept", slots=1)

    uploads = workplace.examine(timeline, files)
    workplace.make(Sealed(timeline, uploads), folder / "film.mp4")

    wanted = reference.mix()
    heard = prove_master(folder / "film.mp4", wanted)
    assert read_barcodes(folder / "film.mp4") == reference.frames()
    assert all(abs(lag) <= 1 for lag in _lags(heard, wanted))


def _used(document: Item) -> list[int]:
    tracks = ("clips", "videoOverlays", "narration", "audioSegments")
    return sorted({item["uploadId"] for track in tracks for item in document.get(track, ())})


def _usual(upload_id: int) -> Track:
    return PLAIN if upload_id in (FIRST, SECOND) else WAV


def _sound(upload_id: int) -> Sound:
    """What is recorded: rough enough to have a place, smooth enough for every codec and rate."""
    return murmur(SECONDS, decibels=-24, seed=upload_id)


def _lags(made: Sound, wanted: Sound) -> list[int]:
    """By how many samples each stretch of a film that is heard comes too late."""
    found = []
    for first in range(0, len(wanted) - WINDOW + 1, WINDOW // 2):
        stretch = slice(first, first + WINDOW)
        if np.sqrt((wanted[stretch] ** 2).mean()) > 1e-3:
            found.append(_lag(made[stretch, 0], wanted[stretch, 0]))
    return found


def _lag(late: Sound, early: Sound) -> int:
    length = 2 * WINDOW
    spectrum = np.fft.rfft(late, length) * np.conj(np.fft.rfft(early, length))
    likeness = np.fft.irfft(spectrum, length)
    near = np.concatenate([likeness[-FARTHEST:], likeness[:FARTHEST]])
    return int(near.argmax()) - FARTHEST


def _source(upload_id: int, track: Track | None, fps: str, folder: Path) -> Path:
    picture = folder / f"picture-{upload_id}.mp4"
    is_film = upload_id in (FIRST, SECOND)
    if is_film:
        moving_picture(picture, SECONDS, "320x180", fps, audio=None, barcode_source_id=upload_id)
    if track is None:
        return picture
    path = folder / f"{upload_id}.{track.suffix}"
    sound = _recorded(upload_id, folder)
    inputs = ["-i", str(picture), "-c:v", "copy"] if is_film else []
    argv = ["ffmpeg", "-v", "error", "-y", *inputs[:2], "-i", str(sound), *inputs[2:]]
    how = ["-c:a", track.codec, "-ar", str(track.rate), "-ac", str(track.channels)]
    run([*argv, *how, "-b:a", "192k", str(path)])
    return path


def _recorded(upload_id: int, folder: Path) -> Path:
    path = folder / f"recorded-{upload_id}.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.round(_sound(upload_id) * 32768).astype("<i2").tobytes())
    return path
