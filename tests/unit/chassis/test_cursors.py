# SPDX-License-Identifier: Apache-2.0
"""Cursors are opaque, belong to one list, and cannot be made up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from chassis.errors import ApiError
from chassis.rest import CursorCodec


@dataclass(frozen=True)
class Position:
    """Where a page ends."""

    at: dt.datetime
    item_id: int


CURSORS = CursorCodec("test.items", Position)
HERE = Position(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC), 7)


def test_a_cursor_is_read_as_it_was_written() -> None:
    assert CURSORS.read(CURSORS.write(HERE)) == HERE


def test_the_first_page_has_no_cursor_and_the_end_of_a_list_has_none() -> None:
    assert CURSORS.read(None) is CURSORS.read("") is None
    assert CURSORS.write(None) is None


def changed(cursor: str) -> str:
    return cursor[:-1] + ("A" if cursor[-1] != "A" else "B")


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        "nonsense",
        "AAAAAAAA",
        CursorCodec("test.others", Position).write(HERE),
        changed(CURSORS.write(HERE) or ""),
        (CURSORS.write(HERE) or "") + "A",
    ],
)
def test_what_was_not_written_for_this_list_is_refused(cursor: str) -> None:
    with pytest.raises(ApiError) as error:
        CURSORS.read(cursor)

    assert error.value.response.code == "invalid_cursor"
