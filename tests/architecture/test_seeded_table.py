# SPDX-License-Identifier: Apache-2.0
"""The table of seeded videos is current."""

from __future__ import annotations

from tools import list_seeded


def test_the_table_of_seeded_videos_is_current() -> None:
    assert list_seeded.TARGET.read_text() == list_seeded.text(), "run python -m tools.list_seeded"
