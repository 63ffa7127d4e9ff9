# SPDX-License-Identifier: Apache-2.0
"""Renders the mix and the master of a document as a node does, from uploads of known samples."""

from __future__ import annotations

import hashlib
import wave
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chassis.storage import MemoryStorage
from services.render.contract.results import CachedFile
from services.render.node.context import JobContext
from services.render.node.jobs.mix import make_mix
from services.render.node.jobs.mixer import Curves, mix_samples
from services.render.node.jobs.pcm import decode_audio
from tests.support.render.job_contexts import job_context
from timeline.document.uploads import UploadDetails
from timeline.document.validation import parse
from timeline.plan.frames import resolve
from timeline.plan.mix import mix_spec, plan_sounds
from timeline.spec.mix import MixSpec
from timeline.spec.pcm import PcmSpec
from timeline.spec.render_plan import RenderBuild

RATE = 48_000
BUILD = RenderBuild(renderer="1", encoder="any", mezzanine_recipe="1")
Sound = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MixPlan:
    """The mix of a document, and the uploads whose audio it needs decoded."""

    mix: MixSpec
    pcm: tuple[PcmSpec, ...]


class MixRenderer:
    """Uploads of known samples, and the jobs that mix them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = MemoryStorage()
        self._uploads: dict[int, UploadDetails] = {}
        self.sounds: dict[int, Sound] = {}

    def add_video(self, upload_id: int, sound: Sound) -> None:
        """Add a video upload with this audio."""
        path = self._written(upload_id, sound)
        self._add(upload_id, sound, path, kind="video", width=640, height=360, has_audio=True)

    def add_audio(self, upload_id: int, sound: Sound) -> None:
        """Add an audio upload."""
        path = self._written(upload_id, sound)
        self._add(upload_id, sound, path, kind="audio", has_audio=True)

    def plan(self, document: dict[str, Any]) -> MixPlan:
        """Plan the mix of a document."""
        timeline = parse({"version": "create_video_v1"} | document)
        frames = resolve(timeline, self._uploads)
        sounds = plan_sounds(timeline, self._uploads, frames)
        return MixPlan(mix_spec(sounds, frames, build=BUILD), sounds.pcm)

    def mix(self, document: dict[str, Any]) -> tuple[Sound, Curves]:
        """Return the mix of a document before any gain, and the ducking of its music."""
        planned = self.plan(document)
        path = self._folder / "mix.wav"
        curves = mix_samples(self._context(planned), planned.mix, path)
        header = path.stat().st_size - planned.mix.n_samples * 8
        samples = np.fromfile(path, dtype="<f4", offset=header).reshape(-1, 2)
        return samples.astype(np.float64), curves

    def master(self, document: dict[str, Any]) -> Path:
        """Make the encoded audio of a document and return its file."""
        planned = self.plan(document)
        made = make_mix(self._context(planned), planned.mix)
        path = self._folder / "sound.m4a"
        self._storage.fetch(made.storage_key, path)
        return path

    def _context(self, planned: MixPlan) -> JobContext:
        decoded = [decode_audio(self._new_context(), spec) for spec in planned.pcm]
        return self._new_context(*decoded)

    def _new_context(self, *inputs: CachedFile) -> JobContext:
        return job_context(self._folder, self._storage, *inputs)

    def _written(self, upload_id: int, sound: Sound) -> Path:
        path = self._folder / f"{upload_id}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(np.round(sound * 32768).astype("<i2").tobytes())
        return path

    def _add(self, upload_id: int, sound: Sound, path: Path, **details: Any) -> None:
        key = f"uploads/{upload_id}"
        self._storage.put_file(key, path, content_type="audio/wav")
        self.sounds[upload_id] = np.round(sound * 32768) / 32768
        self._uploads[upload_id] = UploadDetails(
            upload_id=upload_id,
            owner_user_id=7,
            state="ready",
            duration=Fraction(len(sound), RATE),
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            storage_key=key,
            **details,
        )
