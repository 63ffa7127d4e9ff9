# SPDX-License-Identifier: Apache-2.0
"""Chapters are read from the story of a video."""

from __future__ import annotations

import pytest

from services.publish.domain.chapters import chapters_of


def test_lines_that_begin_with_times_are_chapters() -> None:
    story = "A day.\n\n0:00 Morning\n1:05 - The harbour\n(1:02:03) Night\n\nThanks!"

    found = chapters_of(story)

    assert [(one.at_seconds, one.stamp, one.title) for one in found] == [
        (0, "0:00", "Morning"),
        (65, "1:05", "The harbour"),
        (3723, "1:02:03", "Night"),
    ]


@pytest.mark.parametrize(
    "story",
    ["", "0:00 Alone", "0:10 Late\n0:20 Later", "At 0:00 it began\nand at 0:10 it ended", "1:99 x"],
)
def test_other_stories_have_no_chapters(story: str) -> None:
    assert chapters_of(story) == []


def test_a_line_that_goes_back_in_time_ends_the_list() -> None:
    found = chapters_of("0:00 One\n0:10 Two\n0:05 Not a chapter\n0:20 Nor this")

    assert [one.title for one in found] == ["One", "Two"]
