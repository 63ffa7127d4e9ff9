# SPDX-License-Identifier: Apache-2.0
"""Stored streams belong to productions, and those that do not are deleted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from services.hls.coordinator.usecases import reconciling
from tests.support.hls.world import HlsWorld


@pytest.fixture
def world(tmp_path: Path) -> HlsWorld:
    return HlsWorld(tmp_path)


def prefix_of(world: HlsWorld, production_id: int) -> str:
    with world.deps.reading() as uow:
        found = uow.productions.find_production(production_id)
    assert found is not None
    return found.output_prefix


def test_files_without_a_production_or_of_no_rendition_are_deleted(world: HlsWorld) -> None:
    prefix = prefix_of(world, world.packaged())
    referenced = [f"{prefix}{name}" for name in ("360p/init.mp4", "audio/init.mp4", "master.m3u8")]
    lost = [f"{prefix}720p/init.mp4", "hls/2026-01/01/nobody/01/360p/init.mp4"]
    for key in (*referenced, *lost):
        world.deps.storage.put_bytes(key, b"xx", content_type="video/mp4")

    (report,) = reconciling.reconcile(world.deps, dt.timedelta(0), False)

    assert sorted(report.unowned_keys) == sorted(lost)
    assert [one.key for one in world.deps.storage.list("hls/")] == referenced


def test_all_files_of_a_production_that_is_being_packaged_stay(world: HlsWorld) -> None:
    prefix = prefix_of(world, world.prepared())
    world.deps.storage.put_bytes(f"{prefix}720p/1.m4s", b"xx", content_type="video/mp4")

    (report,) = reconciling.reconcile(world.deps, dt.timedelta(0), True)

    assert report.unowned_keys == ()
