# SPDX-License-Identifier: Apache-2.0
"""The library is told again of the exports that completed."""

from __future__ import annotations

import pytest

from reelmill.library.v1 import events_pb2
from services.drafts.usecases import backfilling_exports
from services.drafts.usecases.backfilling_exports import backfill_exports
from tests.support.drafts.world import PROJECTS, DraftsWorld, upload_message


def complete(world: DraftsWorld, upload_id: int) -> int:
    """Make a project with a completed export, and return its id."""
    project_id = world.create_with_clips()
    upload = upload_message(upload_id, video_role="export")
    registered = events_pb2.ExportRegistered(upload=upload, export_id=world.export(project_id))
    world.receive("library.export.registered.v1", registered)
    return project_id


def test_every_completed_export_of_a_project_that_exists_is_linked(
    world: DraftsWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backfilling_exports, "_PAGE", 2)
    made = {upload_id: complete(world, upload_id) for upload_id in (50, 51, 52)}
    world.export(world.create_with_clips())
    deleted = complete(world, 53)
    world.request("DELETE", f"{PROJECTS}/{deleted}")

    assert backfill_exports(world.deps, is_dry_run=True) == {"linked": 3}
    assert world.library.projects == {}
    assert backfill_exports(world.deps, is_dry_run=False) == {"linked": 3}
    assert world.library.projects == made
    assert backfill_exports(world.deps, is_dry_run=False) == {"unchanged": 3}
