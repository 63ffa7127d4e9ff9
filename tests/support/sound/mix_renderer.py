# SPDX-License-Identifier: Apache-2.0
"""Sounds whose every sample is known, and the mix our nodes make of a document of them."""

from __future__ import annotations

import hashlib
import wave
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chassis.storage import MemoryStorage
from services.render.contract.results import CachedFile
from services.render.contract.specs import Assignment
from services.render.node.cache import LocalCache
from services.render.node.context import JobContext
from services.render.node.jobs import sound
from services.render.node.jobs.mixer import Curves, mix
from timeline.document.uploads import UploadDetails
from timeline.document.validation import parse
from timeline.plan.frames import resolve
from timeline.plan.mix import MixPlan, plan_mix
from timeline.plan.sealed import SealedTimeline
from timeline.spec.render_plan import RenderBuild

RATE = 48_000
BUILD = RenderBuild(renderer="1", encoder="any", mezzanine_recipe="1")
Sound = NDArray[np.float64]


class NeverCancelled:
    """Somebody who lets all work go on to its end."""

    def is_over(self) -> bool:
        """Never stop."""
        return False

    def report(self, fraction: float) -> None:
        """Hear how much is done."""


class MixRenderer:
    """Uploads of known sound, and the benches where films of them are mixed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = MemoryStorage()
        self._uploads: dict[int, UploadDetails] = {}
        self.sounds: dict[int, Sound] = {}

    def film(self, upload_id: int, sound: Sound) -> None:
        """Bring a video upload with this sound."""
        path = self._written(upload_id, sound)
        self._note(upload_id, sound, path, kind="video", width=640, height=360, has_audio=True)

    def audio(self, upload_id: int, sound: Sound) -> None:
        """Bring an audio upload."""
        path = self._written(upload_id, sound)
        self._note(upload_id, sound, path, kind="audio", has_audio=True)

    def plan(self, document: dict[str, Any]) -> MixPlan:
        """Plan the sound of a document."""
        sealed = SealedTimeline(parse({"version": "create_video_v1"} | document), self._uploads)
        film = resolve(sealed.timeline, sealed.uploads)
        return plan_mix(sealed, film, build=BUILD)

    def mix(self, document: dict[str, Any]) -> tuple[Sound, Curves]:
        """Mix a document, and return the samples before any gain, with the gains of its music."""
        planned = self.plan(document)
        path = self._folder / "mix.wav"
        curves = mix(self._bench(planned), planned.mix, path)
        header = path.stat().st_size - planned.mix.n_samples * 8
        samples = np.fromfile(path, dtype="<f4", offset=header).reshape(-1, 2)
        return samples.astype(np.float64), curves

    def master(self, document: dict[str, Any]) -> Path:
        """Make the sound of a document as films have it."""
        planned = self.plan(document)
        made = sound.sound(self._bench(planned), planned.mix)
        path = self._folder / "sound.m4a"
        self._storage.fetch(made.storage_key, path)
        return path

    def _bench(self, planned: MixPlan) -> JobContext:
        decoded = [sound.decode_upload(self._new_bench(()), need) for need in planned.pcm]
        return self._new_bench(tuple(decoded))

    def _new_bench(self, files: tuple[CachedFile, ...]) -> JobContext:
        folder = self._folder / f"bench-{len(list(self._folder.iterdir()))}"
        folder.mkdir()
        cache = LocalCache(self._storage, self._folder / "shelf", most_bytes=1 << 30)
        return JobContext(folder, self._storage, cache, Assignment("", files), NeverCancelled())

    def _written(self, upload_id: int, sound: Sound) -> Path:
        path = self._folder / f"{upload_id}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(np.round(sound * 32768).astype("<i2").tobytes())
        return path

    def _note(self, upload_id: int, sound: Sound, path: Path, **facts: Any) -> None:
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
            **facts,
        )
