# SPDX-License-Identifier: Apache-2.0
"""What an earlier version of drafts stored is read rightly after an upgrade."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from chassis.database import Database
from chassis.migrations import migrate
from services.drafts.bootstrap import SERVICE
from services.drafts.store.unit_of_work import UnitOfWork
from tests.support.servers.old_databases import KINDS, old_database

AT = "2026-01-01 00:00:00.000000"
PROJECT = """
INSERT INTO create_video_projects (id, user_id, status, revision, timeline_json, upload_ids,
 created_at, updated_at) VALUES (:id, 1, 'active', 3, '{}', ',5,', :at, :at)
"""
REVISION = """
INSERT INTO project_revisions (project_id, revision, author_user_id, saved_at, timeline)
VALUES (:project, :revision, 1, :at, :timeline)
"""
TIMELINES = (
    {"clips": [{"uploadId": 9, "bgFillImageUploadId": 4}], "logos": [{"uploadId": 7}]},
    {"clips": [{"uploadId": 9, "bgFillImageUploadId": None}]},
    {"clips": [{"uploadId": 5}]},
)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Two projects before the upgrade, of which one has revisions; both are upgraded then."""
    with old_database(request.param, tmp_path, SERVICE, "0007") as found:
        with found.begin_or_join() as session:
            session.execute(sa.text(PROJECT), [{"id": one, "at": AT} for one in (1, 2)])
            for number, timeline in enumerate(TIMELINES, start=1):
                stored = zlib.compress(json.dumps(timeline).encode())
                row = {"project": 1, "revision": number, "at": AT, "timeline": stored}
                session.execute(sa.text(REVISION), row)
        migrate(found, SERVICE.migrations)
        yield found


def known(database: Database, project_id: int) -> frozenset[int]:
    with database.reading() as session:
        project = UnitOfWork(session).projects.find_project(project_id)
    assert project is not None
    return project.known_upload_ids


def test_a_project_knows_what_its_stored_revisions_used(database: Database) -> None:
    assert known(database, 1) == {4, 5, 7, 9}


def test_a_project_without_revisions_knows_what_it_uses(database: Database) -> None:
    assert known(database, 2) == {5}
