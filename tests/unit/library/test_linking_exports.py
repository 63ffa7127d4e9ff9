# SPDX-License-Identifier: Apache-2.0
"""Exports of before their project was recorded are linked to it, once, and nobody else's."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from services.library.domain.export_link import ExportLink
from services.library.store.tables import UPLOADS
from services.library.usecases.linking_exports import link_exports
from tests.support.library.world import OWNER, STRANGER, World, new_world


def drop_roles(world: World) -> None:
    """Make every upload as it was before roles and projects were recorded."""
    with world.deps.database.begin_or_join() as session:
        nothing = {"video_role": None, "create_video_project_id": None, "project_name": None}
        session.execute(sa.update(UPLOADS).values(nothing))


def link(world: World, upload_id: int, *, owner: int = OWNER, dry: bool = False) -> str:
    """Link one upload to project 7."""
    links = [ExportLink(upload_id, owner, 7, "Film")]
    (outcome,) = link_exports(world.deps, links, is_dry_run=dry)
    return outcome.value


@pytest.fixture
def world() -> World:
    return new_world()


def test_an_export_without_a_role_is_linked_and_leaves_the_sources(world: World) -> None:
    upload_id = world.ready_upload()
    drop_roles(world)
    assert world.get_upload(upload_id)["videoRole"] == "source"

    assert link(world, upload_id) == "linked"

    found = world.get_upload(upload_id)
    assert (found["videoRole"], found["projectId"]) == ("export", 7)


def test_linking_twice_changes_nothing(world: World) -> None:
    upload_id = world.export()

    assert [link(world, upload_id), link(world, upload_id)] == ["unchanged", "unchanged"]


def test_a_dry_run_says_what_would_be_done_and_does_not_do_it(world: World) -> None:
    upload_id = world.export()
    drop_roles(world)

    assert [link(world, upload_id, dry=True) for _ in range(2)] == ["linked", "linked"]
    assert world.get_upload(upload_id)["projectId"] is None


def test_what_belongs_to_another_user_project_or_nobody_stays_as_it_is(world: World) -> None:
    foreign = world.ready_upload(by=STRANGER)
    other_project = world.export(project_id=8)
    picture = world.upload(kind="logo", filename="a.png", contentType="image/png")

    outcomes = [link(world, one) for one in (foreign, other_project, picture, 999)]

    assert outcomes == ["mismatch", "mismatch", "mismatch", "missing"]
    assert world.get_upload(foreign, by=STRANGER)["videoRole"] == "source"
    assert world.get_upload(other_project)["projectId"] == 8
