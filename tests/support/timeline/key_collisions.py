# SPDX-License-Identifier: Apache-2.0
"""Collisions of keys: equal keys of different content, over random edits of timelines."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from tests.support.timeline.edit_values import an_upload
from tests.support.timeline.expected_audio import audio_content
from tests.support.timeline.expected_frames import Content, frames
from tests.support.timeline.field_hashes import Field, FieldHashes, field_hashes, fields_of
from tests.support.timeline.field_pairs import field_pairs
from tests.support.timeline.random_edits import NO_EFFECT, Json, RandomTimeline
from timeline.document.references import upload_ids
from timeline.document.validation import parse
from timeline.plan.planning import plan
from timeline.plan.sealed import SealedTimeline
from timeline.spec import canonical
from timeline.spec.chunk import ChunkKey
from timeline.spec.mezzanine import MezzanineKey
from timeline.spec.mix import MixSpec
from timeline.spec.pcm import PcmKey
from timeline.spec.picture import PictureKey
from timeline.spec.render_plan import RenderBuild, RenderPlan
from timeline.spec.text_image import TextImageSpec
from timeline.spec.versions import PCM_RECIPE, PICTURE_RECIPE

KEYED = (ChunkKey, MixSpec, MezzanineKey, PictureKey, PcmKey, TextImageSpec)
"""Every dataclass that is hashed into a key, or into a key that is part of a key."""

FIELDS: set[Field] = fields_of(*KEYED)


@dataclass(frozen=True, slots=True)
class KeyedContent:
    """A cached result: its key, the hash of its expected content and the hashes of its fields."""

    key: str
    content: int
    hashes: FieldHashes


@dataclass(slots=True)
class EditRun:
    """The results of many edits, each once, and what was rendered again needlessly."""

    edits: int = 0
    results: dict[tuple[str, int], KeyedContent] = field(default_factory=dict)
    needless: Counter[str] = field(default_factory=Counter)
    without_effect: int = 0
    missed_without_effect: int = 0

    def collisions(self) -> int:
        """Return how often one key has two contents."""
        return _collisions((each.key, each.content) for each in self.results.values())

    def caught(self) -> set[Field]:
        """Return the fields without which a key would have two contents."""
        results = list(self.results.values())
        return {name for name in FIELDS if _collisions(_without(results, name))}

    def report(self) -> str:
        """Return a table of the edits that changed a key but not the content."""
        rows = [f"{count:5} {edit}" for edit, count in self.needless.most_common()]
        head = f"{self.edits} edits, {len(self.results)} keys, {self.collisions()} collisions, "
        head += f"{self.without_effect} {NO_EFFECT} changed {self.missed_without_effect}"
        return "\n".join([head, f"{self.needless.total()} needless changes of keys:", *rows])


def _without(results: list[KeyedContent], name: Field) -> Iterator[tuple[int, int]]:
    for each in results:
        yield each.hashes.without(name), each.content


@dataclass(frozen=True, slots=True)
class _Step:
    """A planned timeline: its keys and the hashes of its expected frames and audio."""

    chunk_keys: tuple[str, ...]
    mix_key: str
    frames: int
    audio: int
    results: tuple[KeyedContent, ...]


def run_edits(*, seeds: Iterable[int], edits: int) -> EditRun:
    """Make so many edits of a timeline for each seed."""
    run = EditRun()
    for seed in seeds:
        dice, timeline = random.Random(seed), RandomTimeline(seed)
        build = RenderBuild("1", "x264", "1")
        before = _planned(timeline.document(), build)
        for _ in range(edits):
            edit = timeline.edit()
            if dice.random() < 0.01:
                edit, build = "build", _other(build, dice)
            after = _planned(timeline.document(), build)
            _compare(run, edit, before, after)
            before = after
    return run


@cache
def run_pairs() -> EditRun:
    """Plan the pairs of timelines that differ in one field of a spec."""
    run, build = EditRun(), RenderBuild("1", "x264", "1")
    for pair in field_pairs().values():
        for document in pair:
            for each in _planned(document, build).results:
                run.results[each.key, each.content] = each
    return run


def _other(build: RenderBuild, dice: random.Random) -> RenderBuild:
    names = build.renderer, build.encoder, build.mezzanine_recipe
    changed = dice.randrange(3)
    return RenderBuild(*(f"{name}*" if i == changed else name for i, name in enumerate(names)))


def _compare(run: EditRun, edit: str, before: _Step, after: _Step) -> None:
    run.edits += 1
    for each in after.results:
        run.results[each.key, each.content] = each
    new_chunks = set(after.chunk_keys) - set(before.chunk_keys)
    has_new_mix = before.mix_key != after.mix_key
    if new_chunks and before.frames == after.frames:
        run.needless[f"{edit} (chunks)"] += 1
    if has_new_mix and before.audio == after.audio:
        run.needless[f"{edit} (mix)"] += 1
    if edit == NO_EFFECT:
        run.without_effect += 1
        run.missed_without_effect += bool(new_chunks or has_new_mix)


def _planned(document: Json, build: RenderBuild) -> _Step:
    timeline = parse(document)
    uploads = {each: an_upload(each) for each in upload_ids(timeline)}
    planned = plan(SealedTimeline(timeline, uploads), build=build)
    expected = frames(document)
    if planned.n_frames != len(expected):
        raise AssertionError(f"{planned.n_frames} frames are planned and not {len(expected)}")
    named = _named(planned)
    # The mezzanine recipe is no part of it, because no audio is read from a mezzanine.
    audio = _digest(audio_content(document), build, recipe=False)
    mix = KeyedContent(planned.mix.key, audio, field_hashes(planned.mix, named))
    return _Step(
        chunk_keys=tuple(chunk.spec.key for chunk in planned.chunks),
        mix_key=mix.key,
        frames=_digest(expected, build, recipe=True),
        audio=audio,
        results=(mix, *_chunks(planned, expected, build, named)),
    )


def _chunks(
    planned: RenderPlan, expected: list[Content], build: RenderBuild, named: dict[str, object]
) -> Iterator[KeyedContent]:
    for chunk in planned.chunks:
        shown = expected[chunk.start : chunk.start + chunk.spec.n_frames]
        digest = _digest(shown, build, recipe=bool(chunk.spec.mezzanine_parts))
        yield KeyedContent(chunk.spec.key, digest, field_hashes(chunk.spec.content, named))


def _digest(shown: list[Content], build: RenderBuild, *, recipe: bool) -> int:
    """Return a hash of content and versions; the mezzanine recipe counts where one is used."""
    # A string, because the hashes of tuples of numbers are often equal.
    return hash(repr((shown, build.renderer, build.encoder, recipe and build.mezzanine_recipe)))


def _named(planned: RenderPlan) -> dict[str, object]:
    """Return what the keys inside the specs of a plan were made from."""
    made_from = {
        MezzanineKey(spec.source_sha256, spec.fps, spec.height_class, spec.recipe)
        for spec in planned.mezzanines
    }
    named: dict[str, object] = {canonical.digest(each): each for each in made_from}
    named |= {
        spec.key: PictureKey(spec.source_sha256, spec.width, spec.height, PICTURE_RECIPE)
        for spec in planned.pictures
    }
    named |= {
        spec.key: PcmKey(
            spec.source_sha256,
            PCM_RECIPE,
            "video" if spec.is_of_video else "audio",
            spec.audio_track,
        )
        for spec in planned.pcm
    }
    return named | {text_image.key: text_image for text_image in planned.text_images}


def _collisions(keys: Iterable[tuple[str | int, int]]) -> int:
    contents: dict[str | int, int] = {}
    return sum(contents.setdefault(key, content) != content for key, content in keys)
