# SPDX-License-Identifier: Apache-2.0
"""Whether a key ever stands for two pictures, over random walks through the edits of films."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tests.support.timeline_walk import Film, an_upload
from timeline.checking import upload_ids
from timeline.planning import plan
from timeline.sealed import Sealed
from timeline.specs import RenderBuild
from timeline.validation import parse

BUILD = RenderBuild(renderer="1", encoder="x264", mezzanine_recipe="1")
Shown = tuple[str, tuple[object, ...]]
"""What a chunk's key is made of, and what its frames show."""


def walked(*, seeds: int, edits: int) -> frozenset[Shown]:
    """All chunks that differ among so many walks of so many edits."""
    return frozenset(chunk for seed in range(seeds) for chunk in _walk(Film(seed), edits=edits))


def stale(chunks: Iterable[Shown]) -> int:
    """How often one key stands for different frames."""
    shown: dict[str, tuple[object, ...]] = {}
    return sum(shown.setdefault(key, seen) != seen for key, seen in chunks)


def faulty(chunks: Iterable[Shown], field: str) -> Iterator[Shown]:
    """The chunks as a careless planner would name them: one field is no part of the key."""
    for key, seen in chunks:
        yield json.dumps(_without(json.loads(key), field)), seen


def _walk(film: Film, *, edits: int) -> Iterator[Shown]:
    for _ in range(edits):
        film.edit()
        frames = film.frames()
        timeline = parse(film.document())
        uploads = {one: an_upload(one) for one in upload_ids(timeline)}
        planned = plan(Sealed(timeline, uploads), build=BUILD)
        if planned.n_frames != len(frames):
            raise AssertionError(f"{planned.n_frames} frames are planned and not {len(frames)}")
        for chunk in planned.chunks:
            seen = tuple(frames[chunk.start : chunk.start + chunk.spec.n_frames])
            yield chunk.spec.to_json(), seen


def _without(spec: Any, field: str) -> Any:
    if isinstance(spec, dict):
        return {key: _without(value, field) for key, value in spec.items() if key != field}
    return [_without(each, field) for each in spec] if isinstance(spec, list) else spec
