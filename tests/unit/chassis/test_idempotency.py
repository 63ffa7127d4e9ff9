# SPDX-License-Identifier: Apache-2.0
"""The same request with the same key has one effect and one answer."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from chassis.errors import ApiError, ErrorKind
from chassis.idempotency import Reply, Request, once
from chassis.inbox import mark_handled
from chassis.tables import INBOX
from tests.support.servers.databases import MemoryDatabase

ASKED = Request(user_id=1, route="POST /api/things", key="k", body_sha256="a" * 64)


def effects(database) -> int:
    with database.reading() as session:
        return session.execute(sa.select(sa.func.count()).select_from(INBOX)).scalar_one()


def test_the_second_request_gets_the_first_answer_and_does_nothing() -> None:
    database = MemoryDatabase("test")
    answers = iter([Reply(201, {"id": 1}), Reply(201, {"id": 2})])

    def act() -> Reply:
        with database.begin_or_join() as session:
            mark_handled(session, consumer="test", event_id=str(effects(database)))
        return next(answers)

    first, second = once(database, ASKED, act), once(database, ASKED, act)

    assert first == second == Reply(201, {"id": 1})
    assert effects(database) == 1


def test_the_same_key_with_another_body_is_refused() -> None:
    database = MemoryDatabase("test")
    once(database, ASKED, lambda: Reply(200, {}))
    other = Request(ASKED.user_id, ASKED.route, ASKED.key, "b" * 64)

    with pytest.raises(ApiError) as problem:
        once(database, other, lambda: Reply(200, {}))

    assert problem.value.response.code == "idempotency_key_reused"


def test_a_refused_request_undoes_everything_and_may_be_tried_again() -> None:
    database = MemoryDatabase("test")

    def reject() -> Reply:
        with database.begin_or_join() as session:
            mark_handled(session, consumer="test", event_id="1")
        raise ApiError(ErrorKind.CONFLICT, "not_now")

    with pytest.raises(ApiError):
        once(database, ASKED, reject)

    assert effects(database) == 0
    assert once(database, ASKED, lambda: Reply(201, {"id": 3})).status == 201


def test_another_user_with_the_same_key_is_another_request() -> None:
    database = MemoryDatabase("test")
    once(database, ASKED, lambda: Reply(200, {"whose": 1}))
    other = Request(2, ASKED.route, ASKED.key, ASKED.body_sha256)

    assert once(database, other, lambda: Reply(200, {"whose": 2})).body == {"whose": 2}
