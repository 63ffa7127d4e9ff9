# SPDX-License-Identifier: Apache-2.0
"""What every service's tables keep to."""

from __future__ import annotations

import importlib

import pytest

from services import registry

SERVICES = ("accounts", "library", "drafts", "render", "hls", "publish", "campaigns")


@pytest.mark.parametrize("service", SERVICES)
def test_an_id_is_never_given_twice(service: str) -> None:
    metadata = importlib.import_module(f"{registry.package_of(service)}.store.tables").METADATA

    # Without the keyword SQLite gives the id of the newest row again once that row is deleted.
    reusing = [
        table.name
        for table in metadata.sorted_tables
        if "id" in table.c
        and table.c.id.autoincrement is True
        and not table.dialect_options["sqlite"]["autoincrement"]
    ]

    assert not reusing
