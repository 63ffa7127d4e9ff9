# SPDX-License-Identifier: Apache-2.0
"""A small timeline that is edited and rendered again and again, with a warm and a cold cache."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from PIL import Image

from services.render.contract.results import CachedFile
from services.render.node.encoder_build import encoder_build
from services.render.offline.bootstrap import LocalRenderer
from services.render.offline.media import link_media
from tests.support.media.ffmpeg import run
from tests.support.media.video import make_video
from tests.support.timeline.edit_values import COPY, GRAPHICS, SHAPES, VIDEOS, an_upload
from tests.support.timeline.random_edits import SHORT, RandomTimeline
from timeline.document.uploads import UploadDetails
from timeline.document.validation import parse
from timeline.plan.planning import plan
from timeline.plan.sealed import SealedTimeline
from timeline.spec.chunk import ChunkSpec
from timeline.spec.render_plan import RenderBuild
from timeline.spec.versions import MEZZANINE_RECIPE, RENDERER

SETTINGS = {"aspect": "16:9", "height": 360, "fps": "25", "quality": "draft"}
SHRUNK, SECONDS = 6, 6
"""How many times smaller than the uploads the files are, and their seconds."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded export: the digest of each frame, and one of all samples."""

    frames: tuple[str, ...]
    sound: str

    def differing(self, other: Decoded) -> int:
        """Count the frames that differ from those of another export."""
        pairs = zip(self.frames, other.frames, strict=False)
        longer = abs(len(self.frames) - len(other.frames))
        return longer + sum(one != two for one, two in pairs)


class EditedTimeline:
    """A timeline that is edited; its results are cached from render to render."""

    def __init__(self, folder: Path, *, seed: int) -> None:
        self._folder, self._timeline = folder, RandomTimeline(seed, SHORT)
        self._media = media(folder / "media")
        self._uploads = {number: _details(number, path) for number, path in self._media.items()}
        self._warm, self._n_cold = folder / "warm", 0
        self._build = RenderBuild(RENDERER, encoder_build(folder), MEZZANINE_RECIPE)
        self._link_media(self._warm)

    def edit(self) -> str:
        """Change one thing and return its name; the output settings stay."""
        while (edit := self._timeline.edit()).startswith("output."):
            pass
        return edit

    def edit_a_picture(self) -> None:
        """Change what some chunk shows, without changing any length."""
        before = after = self._chunks()
        while before == after or not _fit(before, after):
            before = self._chunks()
            self.edit()
            after = self._chunks()

    def warm(self) -> Decoded:
        """Render with the cache of earlier renders."""
        return self._rendered(self._warm)

    def cold(self) -> Decoded:
        """Render with an empty cache."""
        self._n_cold += 1
        cache = self._folder / f"cold-{self._n_cold}"
        self._link_media(cache)
        return self._rendered(cache)

    def with_wrong_keys(self, edit: Callable[[], object]) -> Decoded:
        """Edit, and render as if the edited fields were no part of the cache keys."""
        before = self._chunks()
        edit()
        index = self._warm / "cached_files.jsonl"
        right = index.read_text()
        files = {each.key: each for each in map(CachedFile.from_json, right.splitlines())}
        wrong = [
            replace(files[old.key], key=new.key).to_json()
            for old, new in zip(before, self._chunks(), strict=True)
        ]
        index.write_text(right + "".join(f"{line}\n" for line in wrong))
        made = self.warm()
        index.write_text(right)
        return made

    def _chunks(self) -> list[ChunkSpec]:
        return [chunk.spec for chunk in plan(self._sealed(), build=self._build).chunks]

    def _sealed(self) -> SealedTimeline:
        return SealedTimeline(
            parse(self._timeline.document() | {"output": SETTINGS}), self._uploads
        )

    def _link_media(self, cache: Path) -> None:
        for upload_id, path in self._media.items():
            link_media(path, upload_id=upload_id, storage_root=cache)

    def _rendered(self, cache: Path) -> Decoded:
        target = self._folder / "export.mp4"
        LocalRenderer(cache, slots=1).render(self._sealed(), target)
        return decoded(target)


def _fit(before: list[ChunkSpec], after: list[ChunkSpec]) -> bool:
    return [each.n_frames for each in before] == [each.n_frames for each in after]


def decoded(path: Path) -> Decoded:
    """Decode an export."""
    command = ["ffmpeg", "-v", "error", "-i", str(path)]
    pictures = [*command, "-map", "0:v", "-fps_mode", "passthrough", "-f", "framemd5", "-"]
    lines = run(pictures).stdout.splitlines()
    frames = tuple(line.rpartition(",")[2] for line in lines if not line.startswith("#"))
    samples = [*command, "-map", "0:a", "-f", "s16le", "-"]
    sound = subprocess.run(samples, check=True, capture_output=True, timeout=60).stdout
    return Decoded(frames, hashlib.sha256(sound).hexdigest())


def media(folder: Path) -> Mapping[int, Path]:
    """Make a small file for every upload that an edited timeline may use."""
    folder.mkdir(parents=True)
    made = {number: _medium(folder, number) for number in SHAPES}
    copies = {number: made[number - COPY] for number in (*VIDEOS, *GRAPHICS) if number > COPY}
    return made | copies


def _details(number: int, path: Path) -> UploadDetails:
    """Describe a small file as ingest does."""
    width, height = _size(number)
    return replace(
        an_upload(number),
        width=width,
        height=height,
        duration=Fraction(SECONDS) if path.suffix != ".png" else None,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        storage_key=f"uploads/{number}/source",
    )


def _size(number: int) -> tuple[int, int]:
    width, height = (2 * (edge // SHRUNK // 2) for edge in SHAPES[number % COPY])
    return width, height


def _medium(folder: Path, number: int) -> Path:
    width, height = _size(number)
    if number in VIDEOS:
        size, sound = f"{width}x{height}", {} if number != 3 else {"audio": None}
        path = folder / f"{number}.mp4"
        return make_video(path, SECONDS, size, "25", barcode_source_id=number, **sound)
    if not width:
        path = folder / f"{number}.wav"
        tone = f"sine=f={10 * number}:r=48000:d={SECONDS},tremolo=f=2:d=0.5"
        run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", tone, str(path)])
        return path
    picture = Image.new("RGBA", (width, height), (number * 3 % 256, number * 7 % 256, 90, 255))
    picture.putpixel((0, 0), (255, 255, 255, 0))
    picture.save(folder / f"{number}.png")
    return folder / f"{number}.png"
