# SPDX-License-Identifier: Apache-2.0
"""Kept pieces within the bytes they may take."""

from __future__ import annotations

import dataclasses
import datetime as dt

import sqlalchemy as sa

from services.render.adapters.tables import CACHED_FILES
from services.render.domain.results import CachedFile
from services.render.domain.tasks import envelope_file
from services.render.usecases import evicting
from tests.support.render_world import OTHER, RenderWorld, an_order


def keep(world: RenderWorld, key: str, *, minutes: int, folder: str = "chunks") -> None:
    """Keep a piece of a hundred bytes that was last used so long ago."""
    storage_key = f"{folder}/{key}"
    world.storage.put_bytes(storage_key, b"x" * 100, content_type="video/mp4")
    with world.ports.unit_of_work() as uow:
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
    ports = dataclasses.replace(world.ports, kept_bytes=200)

    assert evicting.evict(ports) == 2
    assert kept(world) == ["chunks/old", "chunks/young"]
    assert evicting.evict(ports) == 0


def test_what_was_used_just_now_is_spared_even_if_there_is_too_much(world: RenderWorld) -> None:
    keep(world, "fresh", minutes=5)
    ports = dataclasses.replace(world.ports, kept_bytes=0)

    assert evicting.evict(ports) == 0
    assert kept(world) == ["chunks/fresh"]


def test_the_gains_of_a_sound_go_with_it(world: RenderWorld) -> None:
    keep(world, "loud.m4a", minutes=60, folder="audio")
    for name in ("loud", "other"):
        gains = envelope_file(name)
        world.storage.put_bytes(gains, b"{}", content_type="application/json")

    evicting.evict(dataclasses.replace(world.ports, kept_bytes=0))

    assert kept(world) == [envelope_file("other")]


def test_nothing_used_since_an_active_render_began_is_evicted(world: RenderWorld) -> None:
    world.order()
    keep(world, "stale", minutes=30)
    world.moved = dt.timedelta(minutes=60)
    keep(world, "used", minutes=-1)
    ports = dataclasses.replace(world.ports, kept_bytes=0)

    assert evicting.evict(ports) == 1
    assert kept(world) == ["chunks/used"]


def test_what_was_evicted_is_made_again_when_it_is_wanted(world: RenderWorld) -> None:
    world.order()
    first = world.work_off()
    world.moved = dt.timedelta(minutes=60)
    evicting.evict(dataclasses.replace(world.ports, kept_bytes=0))

    world.order(an_order(export_id=OTHER))

    assert world.work_off() == first
    assert world.render(OTHER).reused == 0
