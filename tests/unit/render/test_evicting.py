# SPDX-License-Identifier: Apache-2.0
"""Kept pieces within the bytes they may take."""

from __future__ import annotations

import dataclasses
import datetime as dt

import sqlalchemy as sa

from services.render.contract.results import CachedFile
from services.render.coordinator.store.tables import CACHED_FILES
from services.render.coordinator.usecases import evicting
from tests.support.render.world import OTHER, RenderWorld, an_order


def keep(world: RenderWorld, key: str, *, minutes: int, folder: str = "chunks") -> None:
    """Keep a piece of a hundred bytes that was last used so long ago."""
    storage_key = f"{folder}/{key}"
    world.storage.put_bytes(storage_key, b"x" * 100, content_type="video/mp4")
    with world.deps.unit_of_work() as uow:
        uow.cache.put(CachedFile(key, storage_key, 100))
    used = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes)
    with world.database.transaction() as session:
        update = sa.update(CACHED_FILES).where(CACHED_FILES.c.key == key)
        session.execute(update.values(last_used_at=used))


def kept(world: RenderWorld) -> list[str]:
    """Name what is stored."""
    return [each.key for each in world.storage.list()]


def test_what_was_used_least_recently_goes_first_and_mezzanines_before_all(
    world: RenderWorld,
) -> None:
    keep(world, "old", minutes=60)
    keep(world, "older", minutes=90)
    keep(world, "young", minutes=30)
    keep(world, "source", minutes=20, folder="mezzanines")
    deps = dataclasses.replace(world.deps, kept_bytes=200)

    assert evicting.evict(deps) == 2
    assert kept(world) == ["chunks/old", "chunks/young"]
    assert evicting.evict(deps) == 0


def test_what_was_used_just_now_is_spared_even_if_there_is_too_much(world: RenderWorld) -> None:
    keep(world, "fresh", minutes=5)
    deps = dataclasses.replace(world.deps, kept_bytes=0)

    assert evicting.evict(deps) == 0
    assert kept(world) == ["chunks/fresh"]


def test_the_gains_of_a_sound_go_with_it(world: RenderWorld) -> None:
    keep(world, "a.m4a", minutes=60, folder="audio")
    keep(world, "b.m4a", minutes=30, folder="audio")
    for key in "ab":
        world.storage.put_bytes(f"audio/{key}.json", b"{}", content_type="application/json")

    assert evicting.evict(dataclasses.replace(world.deps, kept_bytes=100)) == 1
    assert kept(world) == ["audio/b.json", "audio/b.m4a"]


def test_nothing_used_since_an_active_render_began_is_evicted(world: RenderWorld) -> None:
    world.order()
    keep(world, "stale", minutes=30)
    world.moved = dt.timedelta(minutes=60)
    keep(world, "used", minutes=-1)
    deps = dataclasses.replace(world.deps, kept_bytes=0)

    assert evicting.evict(deps) == 1
    assert kept(world) == ["chunks/used"]


def test_what_was_evicted_is_made_again_when_it_is_wanted(world: RenderWorld) -> None:
    world.order()
    first = world.work_off()
    world.moved = dt.timedelta(minutes=60)
    evicting.evict(dataclasses.replace(world.deps, kept_bytes=0))

    world.order(an_order(export_id=OTHER))

    assert world.work_off() == first
    assert world.render(OTHER).reused == 0
