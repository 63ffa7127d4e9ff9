# SPDX-License-Identifier: Apache-2.0
"""Stored streams belong to productions, and those that do not are deleted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from services.hls.coordinator.usecases import mastering, reconciling
from services.hls.coordinator.usecases.changing import delete_removed_folders
from services.hls.coordinator.usecases.mastering import MasterFailure
from tests.support.hls.drafts import MemoryDraft
from tests.support.hls.world import OWNER, HlsWorld, upload


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

    report, _ = reconciling.reconcile(world.deps, dt.timedelta(0), False)

    assert sorted(report.unowned_keys) == sorted(lost)
    assert [one.key for one in world.deps.storage.list("hls/")] == referenced


def test_all_files_of_a_production_that_is_being_packaged_stay(world: HlsWorld) -> None:
    prefix = prefix_of(world, world.prepared())
    world.deps.storage.put_bytes(f"{prefix}720p/1.m4s", b"xx", content_type="video/mp4")

    report, _ = reconciling.reconcile(world.deps, dt.timedelta(0), True)

    assert report.unowned_keys == ()


def test_a_master_stays_as_long_as_its_production_may_need_it(world: HlsWorld) -> None:
    world.uploads.put(upload(3, role="source"))
    ulids = []
    for draft_id, status in ((1, "pending_media"), (2, "failed")):
        world.drafts.put(MemoryDraft(draft_id, OWNER, 3))
        made = world.client().post("/api/productions", json={"draftId": draft_id}).json
        ulids.append(made["production"]["ulid"])
        if status == "failed":
            failure = MasterFailure("encoder_failed", "It failed.")
            mastering.fail_master(world.deps, ulid=ulids[-1], failure=failure)
    keys = [f"masters/{ulid}/video.mp4" for ulid in (*ulids, "nobody")]
    for key in keys:
        world.deps.storage.put_bytes(key, b"xx", content_type="video/mp4")

    _, report = reconciling.reconcile(world.deps, dt.timedelta(0), False)

    assert sorted(report.unowned_keys) == sorted(keys[1:])


def test_a_master_is_deleted_with_its_production(world: HlsWorld) -> None:
    world.uploads.put(upload(3, role="source"))
    world.drafts.put(MemoryDraft(1, OWNER, 3))
    made = world.client().post("/api/productions", json={"draftId": 1}).json["production"]
    key = f"masters/{made['ulid']}/video.mp4"
    world.deps.storage.put_bytes(key, b"xx", content_type="video/mp4")

    assert world.client().delete(f"/api/productions/{made['id']}").status_code == 200
    delete_removed_folders(world.deps)

    assert world.drafts.cancelled == [made["ulid"]]
    assert list(world.deps.storage.list("masters/")) == []
