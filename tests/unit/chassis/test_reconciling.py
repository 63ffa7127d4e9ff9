# SPDX-License-Identifier: Apache-2.0
"""Stored objects are compared with what a service says is its own."""

from __future__ import annotations

from typing import cast

import pytest

from chassis.deployment import Deployment
from chassis.reconcile_command import reconcile_verb
from chassis.storage import MemoryStorage
from chassis.storage.reconciling import Reconciliation


@pytest.fixture
def storage() -> MemoryStorage:
    storage = MemoryStorage()
    for key in ("a/1", "a/2", "b/1"):
        storage.put_bytes(key, b"123", content_type="text/plain")
    return storage


def run(storage: MemoryStorage, *arguments: str) -> int:
    compared = Reconciliation(storage, {"a/": lambda keys: {"a/1"}})
    verb = reconcile_verb(
        "library", lambda _: lambda age, dry: compared.run(older_than=age, is_dry_run=dry)
    )
    return verb(cast(Deployment, None), arguments)


def test_a_dry_run_prints_what_has_no_owner_and_deletes_nothing(
    storage: MemoryStorage, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(storage, "--dry-run", "--older-than-days", "0") == 0

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "without an owner: a/2",
        "a/: 2 objects, 6 bytes; would be deleted: 1 objects, 3 bytes",
    ]
    assert [one.key for one in storage.list()] == ["a/1", "a/2", "b/1"]


def test_a_run_deletes_it_in_its_own_folders(storage: MemoryStorage) -> None:
    run(storage, "--older-than-days", "0")

    assert [one.key for one in storage.list()] == ["a/1", "b/1"]


def test_what_is_younger_than_a_week_stays_by_default(storage: MemoryStorage) -> None:
    run(storage)

    assert [one.key for one in storage.list()] == ["a/1", "a/2", "b/1"]
