# SPDX-License-Identifier: Apache-2.0
"""Logs, tables and metrics tell nothing to those they are not meant for."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from chassis import health
from chassis.database import Database
from chassis.rest.app import AppSecrets
from chassis.tables import IDEMPOTENCY_KEYS
from gateway.installation import Installation
from tests.support.accounts.world import PASSWORD, AccountsWorld


def test_an_error_of_sql_names_no_parameters(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/a.db", schema="test")

    with pytest.raises(SQLAlchemyError) as found, database.begin_or_join() as session:
        session.execute(sa.text("SELECT * FROM missing WHERE a = :a"), {"a": "secret-value"})

    assert "secret-value" not in str(found.value)
    database.close()


def test_a_body_with_a_password_is_recognised_by_a_keyed_digest(tmp_path: Path) -> None:
    world = AccountsWorld(tmp_path)
    world.app.extensions["reelmill_idempotency_secret"] = b"key"
    body = b'{"email": "ada@example.org", "password": "' + PASSWORD.encode() + b'"}'

    for _ in range(2):
        answer = world.client().post(
            "/api/register",
            data=body,
            content_type="application/json",
            headers={"Idempotency-Key": "once"},
        )
        assert answer.status_code == 201

    with world.database.reading() as session:
        stored = session.scalars(sa.select(IDEMPOTENCY_KEYS.c.body_sha256)).all()
    assert len(stored) == 1
    assert stored[0] != hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize(
    ("address", "authorization", "token", "may"),
    [
        ("127.0.0.1", "", "", True),
        ("::1", "", "", True),
        ("192.0.2.1", "", "", False),
        ("192.0.2.1", "Bearer ", "", False),
        ("192.0.2.1", "Bearer secret", "secret", True),
        ("192.0.2.1", "Bearer other", "secret", False),
    ],
)
def test_metrics_are_for_this_machine_or_with_the_token(
    address: str, authorization: str, token: str, may: bool
) -> None:
    assert health.may_read_metrics(address, authorization, token=token) is may


@pytest.mark.parametrize("forwarded", [{}, {"X-Forwarded-For": "192.0.2.1"}])
def test_metrics_are_not_answered_through_a_proxy(
    tmp_path: Path, forwarded: dict[str, str]
) -> None:
    client = AccountsWorld(tmp_path).client()

    answer = client.get("/metrics", headers=forwarded)

    assert answer.status_code == (401 if forwarded else 200)
    assert AppSecrets().metrics_token == ""


def test_the_folders_of_an_installation_are_for_its_user_alone(tmp_path: Path) -> None:
    var = tmp_path / "var"
    (var / "db").mkdir(parents=True)
    (var / "db").chmod(0o755)

    Installation(var, "127.0.0.1", 0).make_folders()

    modes = {stat.S_IMODE(one.stat().st_mode) for one in [var, *var.iterdir()]}
    assert modes == {0o700}
