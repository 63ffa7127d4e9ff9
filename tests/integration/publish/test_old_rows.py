# SPDX-License-Identifier: Apache-2.0
"""What an earlier version of publish stored is read rightly after an upgrade."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from chassis.database import Database
from chassis.migrations import migrate
from services.publish.bootstrap import SERVICE
from services.publish.domain.feed import FeedQuery
from services.publish.domain.publication import Publication
from services.publish.store.unit_of_work import UnitOfWork
from tests.support.servers.old_databases import KINDS, old_database

AT = "2026-01-01 00:00:00.000000"
GLOBAL, GROUP, NAMESAKE = 1, 2, 3
SPACES = """
INSERT INTO spaces (id, ulid, type, owner_user_id, name, slug, settings, created_at)
VALUES (2, '01A', 'group', 1, 'Global', 'global', '{}', :at),
 (3, '01B', 'channel', 1, 'Global feed', 'global-feed', '{"visibility": "public"}', :at)
"""
PRODUCTION = """
INSERT INTO productions (production_id, ulid, owner_user_id, upload_id, name, status, story_text,
 revision) VALUES (:id, :ulid, 1, :id, :name, 'completed', '', 1)
"""
PUBLICATION = """
INSERT INTO space_publications (id, production_id, upload_id, space_id, status, requested_by,
 owner_user_id, is_primary, visibility, distribution_flags, visible_in_space, visible_in_global,
 likes_count, comments_count, story_text, story_source, published_at, revision, created_at,
 updated_at)
VALUES (:id, :production, 1, :space, :status, 1, 1, true, 'inherit', '{}', true, :in_global, 0, 0,
 '', 'production', :at, 1, :at, :at)
"""
EVENT = """
INSERT INTO space_publication_events (publication_id, action, actor_user_id, note, at)
VALUES (:id, :action, 1, '', :at)
"""
PUBLICATIONS = (
    # id, production, space, status, whether it is in the feed of the site
    (1, 7, GLOBAL, "published", True),
    (2, 7, GROUP, "pending", False),
    (3, 7, NAMESAKE, "published", True),
    (4, 8, GROUP, "pending", False),
    (5, 99, GROUP, "published", False),
)
EVENTS = (
    (2, "request_publication"),
    (2, "replace_video"),
    (4, "request_publication"),
    (3, "replace_video"),
)


@pytest.fixture(params=KINDS)
def uow(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[UnitOfWork]:
    """Spaces and publications of before, in a database that was upgraded."""
    with old_database(request.param, tmp_path, SERVICE, "0009") as database:
        fill(database)
        migrate(database, SERVICE.migrations)
        with database.reading() as session:
            yield UnitOfWork(session)


def fill(database: Database) -> None:
    named = ((7, "Harbour"), (8, "Lighthouse"))
    with database.begin_or_join() as session:
        session.execute(sa.text(SPACES), {"at": AT})
        for number, name in named:
            row = {"id": number, "ulid": f"01{number}", "name": name}
            session.execute(sa.text(PRODUCTION), row)
        for number, production, space, status, in_global in PUBLICATIONS:
            row = {"id": number, "production": production, "space": space, "status": status}
            session.execute(sa.text(PUBLICATION), {**row, "in_global": in_global, "at": AT})
        for number, action in EVENTS:
            session.execute(sa.text(EVENT), {"id": number, "action": action, "at": AT})


def publication(uow: UnitOfWork, publication_id: int) -> Publication:
    return uow.publications.get_publication(publication_id)


def test_publications_have_the_name_of_their_production_as_title(uow: UnitOfWork) -> None:
    titles = [publication(uow, one).title for one in range(1, 6)]

    assert titles == ["Harbour", "Harbour", "Harbour", "Lighthouse", ""]


def test_no_text_of_an_older_publication_waits(uow: UnitOfWork) -> None:
    found = [publication(uow, one) for one in range(1, 6)]

    assert not any(one.has_texts_to_approve for one in found)
    waiting = uow.publications.list_pending(GROUP, before=None, limit=9)
    assert [one.publication_id for one, _ in waiting] == [4, 2]


def test_what_waits_and_was_replaced_is_looked_at_again(uow: UnitOfWork) -> None:
    changed = [one for one in range(1, 6) if publication(uow, one).is_changed_while_pending]

    assert changed == [2]


def test_the_feed_of_the_site_has_what_is_in_the_space_of_the_site_alone(uow: UnitOfWork) -> None:
    assert uow.spaces.get_global_space().space_id == GLOBAL
    feed = uow.publications.list_feed(FeedQuery(None, False, None, 9))
    assert [one.publication_id for one, _ in feed] == [1]
