# SPDX-License-Identifier: Apache-2.0
"""Cached files within the bytes they may take."""

from __future__ import annotations

import dataclasses
import datetime as dt

import sqlalchemy as sa

from chassis import clock
from services.render.contract.results import CachedFile
from services.render.coordinator.store.tables import CACHED_FILES
from services.render.coordinator.usecases import evicting, reconciling
from tests.support.render.samples import OTHER, an_export
from tests.support.render.world import RenderWorld


def store(world: RenderWorld, key: str, *, minutes: int, folder: str = "chunks") -> None:
    """Store a file of a hundred bytes that was last used so many minutes ago."""
    storage_key = f"{folder}/{key}"
    world.storage.put_bytes(storage_key, b"x" * 100, content_type="video/mp4")
    with world.deps.unit_of_work() as uow:
        uow.cached_files.upsert_cached_file(CachedFile(key, storage_key, 100))
    used = clock.now() - dt.timedelta(minutes=minutes)
    with world.database.begin_or_join() as session:
        update = sa.update(CACHED_FILES).where(CACHED_FILES.c.key == key)
        session.execute(update.values(last_used_at=used))


def stored(world: RenderWorld) -> list[str]:
    """List the storage keys."""
    return [each.key for each in world.storage.list()]


def test_mezzanines_are_evicted_first_then_what_was_used_least_recently(
    world: RenderWorld,
) -> None:
    store(world, "old", minutes=60)
    store(world, "older", minutes=90)
    store(world, "young", minutes=30)
    store(world, "source", minutes=20, folder="mezzanines")
    deps = dataclasses.replace(world.deps, cache_bytes=200)

    assert evicting.evict_cached_files(deps) == 2
    assert stored(world) == ["chunks/old", "chunks/young"]
    assert evicting.evict_cached_files(deps) == 0


def test_what_was_used_just_now_stays_even_if_there_is_too_much(world: RenderWorld) -> None:
    store(world, "fresh", minutes=5)
    deps = dataclasses.replace(world.deps, cache_bytes=0)

    assert evicting.evict_cached_files(deps) == 0
    assert stored(world) == ["chunks/fresh"]


def test_the_gains_of_a_mix_are_evicted_with_it(world: RenderWorld) -> None:
    store(world, "a.m4a", minutes=60, folder="mixes")
    store(world, "b.m4a", minutes=30, folder="mixes")
    for key in "ab":
        world.storage.put_bytes(f"mixes/{key}.json", b"{}", content_type="application/json")

    assert evicting.evict_cached_files(dataclasses.replace(world.deps, cache_bytes=100)) == 1
    assert stored(world) == ["mixes/b.json", "mixes/b.m4a"]


def test_nothing_used_since_an_active_render_was_created_is_evicted(world: RenderWorld) -> None:
    world.start()
    store(world, "stale", minutes=30)
    world.moved = dt.timedelta(minutes=60)
    store(world, "used", minutes=-1)
    deps = dataclasses.replace(world.deps, cache_bytes=0)

    assert evicting.evict_cached_files(deps) == 1
    assert stored(world) == ["chunks/used"]


def test_evicted_results_are_made_again_when_they_are_needed(world: RenderWorld) -> None:
    world.start()
    first = world.run_all()
    world.moved = dt.timedelta(minutes=60)
    evicting.evict_cached_files(dataclasses.replace(world.deps, cache_bytes=0))

    world.start(an_export(export_id=OTHER))

    assert world.run_all() == first
    assert world.render(OTHER).reused == 0


def test_a_stored_file_that_is_in_no_index_is_found_and_deleted(world: RenderWorld) -> None:
    store(world, "known.mp4", minutes=5)
    store(world, "a.m4a", minutes=5, folder="mixes")
    for key in ("mixes/a.json", "mixes/b.json", "chunks/lost.mp4", "renders/1/video.mp4"):
        world.storage.put_bytes(key, b"xx", content_type="video/mp4")

    reports = reconciling.reconcile(world.deps, dt.timedelta(0), False)

    assert sum(one.unowned_bytes for one in reports) == 4
    assert stored(world) == [
        "chunks/known.mp4",
        "mixes/a.json",
        "mixes/a.m4a",
        "renders/1/video.mp4",
    ]
