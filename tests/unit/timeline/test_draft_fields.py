# SPDX-License-Identifier: Apache-2.0
"""Every field of a draft and of its presets has a row with a test that exists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tools.list_draft_fields import (
    CONFIG_ROWS,
    PRESET_ROWS,
    TARGET,
    FieldRow,
    config_fields,
    preset_fields,
    text,
)

ROOT = Path(__file__).resolve().parents[3]


def rows() -> Iterator[FieldRow]:
    yield from CONFIG_ROWS.values()
    for _, found in PRESET_ROWS.values():
        yield from found.values()


def test_no_field_of_a_draft_lacks_a_row() -> None:
    assert set(CONFIG_ROWS) == config_fields()


def test_no_field_of_a_preset_lacks_a_row() -> None:
    assert {title: set(found) for title, (_, found) in PRESET_ROWS.items()} == {
        title: preset_fields(model) for title, (model, _) in PRESET_ROWS.items()
    }


def test_every_test_that_is_named_exists() -> None:
    missing = []
    for row in rows():
        path, _, name = row.test.partition("::")
        source = (ROOT / path).read_text() if (ROOT / path).exists() else ""
        if not source or (name and f"def {name}(" not in source):
            missing.append(row.test)

    assert missing == []


def test_the_page_is_current() -> None:
    assert TARGET.read_text() == text()
