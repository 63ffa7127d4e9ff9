# SPDX-License-Identifier: Apache-2.0
"""Whether a key ever stands for two pictures or sounds, over random edits of films."""

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
from timeline.plan.mix import PCM_RECIPE
from timeline.plan.planning import plan
from timeline.plan.sealed import SealedTimeline
from timeline.plan.sources import PICTURE_RECIPE
from timeline.spec.chunk import ChunkSpec
from timeline.spec.mezzanine import MezzanineKey
from timeline.spec.mix import MixSpec
from timeline.spec.pcm import PcmKey
from timeline.spec.picture import PictureKey
from timeline.spec.render_plan import RenderBuild, RenderPlan
from timeline.spec.text_image import TextImageSpec

KEYED = (ChunkSpec, MixSpec, MezzanineKey, PictureKey, PcmKey, TextImageSpec)
"""All that is hashed into a key, or into a key that a key is made of."""

FIELDS: set[Field] = fields_of(*KEYED)


@dataclass(frozen=True, slots=True)
class KeyedContent:
    """Something that is kept by its key: its print, and a digest of what it shows or sounds."""

    key: str
    shown: int
    print: FieldHashes


@dataclass(slots=True)
class EditRun:
    """What was planned during many edits, each thing once, and what the edits missed."""

    edits: int = 0
    made: dict[tuple[str, int], KeyedContent] = field(default_factory=dict)
    needless: Counter[str] = field(default_factory=Counter)
    silent: int = 0
    missed_by_silent: int = 0

    def stale(self) -> int:
        """How often one key stands for two things."""
        return _collisions((each.key, each.shown) for each in self.made.values())

    def caught(self) -> set[Field]:
        """The fields without which a key would stand for two things."""
        made = list(self.made.values())
        return {name for name in FIELDS if _collisions(_forgetting(made, name))}

    def report(self) -> str:
        """Say what the edits missed though nobody would see or hear it."""
        rows = [f"{count:5} {edit}" for edit, count in self.needless.most_common()]
        head = f"{self.edits} edits, {len(self.made)} keys, {self.stale()} stale, "
        head += f"{self.silent} edits of {NO_EFFECT} missed {self.missed_by_silent}"
        return "\n".join([head, f"{self.needless.total()} needless misses:", *rows])


def _forgetting(made: list[KeyedContent], name: Field) -> Iterator[tuple[int, int]]:
    for each in made:
        yield each.print.without(name), each.shown


@dataclass(frozen=True, slots=True)
class _Step:
    """A planned film: its keys, what it shows in all and in each chunk."""

    picture_keys: tuple[str, ...]
    sound_key: str
    seen: int
    heard: int
    made: tuple[KeyedContent, ...]


def run_edits(*, seeds: Iterable[int], edits: int) -> EditRun:
    """Walk through so many edits of a film for each seed."""
    walk = EditRun()
    for seed in seeds:
        dice, film = random.Random(seed), RandomTimeline(seed)
        build = RenderBuild("1", "x264", "1")
        before = _planned(film.document(), build)
        for _ in range(edits):
            edit = film.edit()
            if dice.random() < 0.01:
                edit, build = "build", _other(build, dice)
            after = _planned(film.document(), build)
            _compare(walk, edit, before, after)
            before = after
    return walk


@cache
def run_pairs() -> EditRun:
    """Plan the films that differ in one field of a spec each."""
    walk, build = EditRun(), RenderBuild("1", "x264", "1")
    for pair in field_pairs().values():
        for document in pair:
            for each in _planned(document, build).made:
                walk.made[each.key, each.shown] = each
    return walk


def _other(build: RenderBuild, dice: random.Random) -> RenderBuild:
    names = build.renderer, build.encoder, build.mezzanine_recipe
    changed = dice.randrange(3)
    return RenderBuild(*(f"{name}*" if i == changed else name for i, name in enumerate(names)))


def _compare(walk: EditRun, edit: str, before: _Step, after: _Step) -> None:
    walk.edits += 1
    for each in after.made:
        walk.made[each.key, each.shown] = each
    missed_picture = set(after.picture_keys) - set(before.picture_keys)
    missed_sound = before.sound_key != after.sound_key
    if missed_picture and before.seen == after.seen:
        walk.needless[f"{edit} (picture)"] += 1
    if missed_sound and before.heard == after.heard:
        walk.needless[f"{edit} (sound)"] += 1
    if edit == NO_EFFECT:
        walk.silent += 1
        walk.missed_by_silent += bool(missed_picture or missed_sound)


def _planned(document: Json, build: RenderBuild) -> _Step:
    timeline = parse(document)
    uploads = {each: an_upload(each) for each in upload_ids(timeline)}
    planned = plan(SealedTimeline(timeline, uploads), build=build)
    seen = frames(document)
    if planned.n_frames != len(seen):
        raise AssertionError(f"{planned.n_frames} frames are planned and not {len(seen)}")
    named = _named(planned)
    # No sound is read out of a mezzanine.
    heard = _digest(audio_content(document), build, recipe=False)
    audio = KeyedContent(planned.mix.key, heard, field_hashes(planned.mix, named))
    return _Step(
        picture_keys=tuple(chunk.spec.key for chunk in planned.chunks),
        sound_key=audio.key,
        seen=_digest(seen, build, recipe=True),
        heard=heard,
        made=(audio, *_chunks(planned, seen, build, named)),
    )


def _chunks(
    planned: RenderPlan, seen: list[Content], build: RenderBuild, named: dict[str, object]
) -> Iterator[KeyedContent]:
    for chunk in planned.chunks:
        shown = seen[chunk.start : chunk.start + chunk.spec.n_frames]
        digest = _digest(shown, build, recipe=bool(chunk.spec.mezzanine_keys))
        yield KeyedContent(chunk.spec.key, digest, field_hashes(chunk.spec, named))


def _digest(shown: list[Content], build: RenderBuild, *, recipe: bool) -> int:
    """What is shown, and by which versions; that of mezzanines counts where one is used."""
    # A text and no tuple: the hashes of tuples of numbers are often equal.
    return hash(repr((shown, build.renderer, build.encoder, recipe and build.mezzanine_recipe)))


def _named(planned: RenderPlan) -> dict[str, object]:
    """What the keys inside the specs of a plan were made of."""
    named: dict[str, object] = {
        need.key: MezzanineKey(need.source_sha256, need.fps, need.height_class, need.recipe)
        for need in planned.mezzanines
    }
    named |= {
        need.key: PictureKey(need.source_sha256, need.width, need.height, PICTURE_RECIPE)
        for need in planned.pictures
    }
    named |= {
        need.key: PcmKey(need.source_sha256, PCM_RECIPE, "video" if need.is_of_video else "audio")
        for need in planned.pcm
    }
    return named | {text_image.key: text_image for text_image in planned.text_images}


def _collisions(keys: Iterable[tuple[str | int, int]]) -> int:
    shown: dict[str | int, int] = {}
    return sum(shown.setdefault(key, seen) != seen for key, seen in keys)
