# SPDX-License-Identifier: Apache-2.0
"""Timelines of a given number of items, for benchmarks of what reads and saves them."""

from __future__ import annotations

from typing import Any

Item = dict[str, Any]  # Any: members of a timeline item

_SECONDS = 1.5
"""How long each clip is: 500 of them, the most there may be, are less than the longest timeline."""


def clips(count: int) -> list[Item]:
    """Return clips of five uploads, one after another."""
    return [
        {
            "id": f"clip-{number}",
            "uploadId": number % 5 + 1,
            "sourceStartSeconds": 0,
            "sourceEndSeconds": _SECONDS,
            "startSeconds": number * _SECONDS,
        }
        for number in range(count)
    ]


def titles(count: int) -> list[Item]:
    """Return titles, one over each clip."""
    return [
        {
            "id": f"title-{number}",
            "text": f"Title number {number}",
            "startSeconds": number * _SECONDS,
            "endSeconds": number * _SECONDS + 1,
        }
        for number in range(count)
    ]


def document(*, clips: list[Item], titles: list[Item] | None = None) -> Item:
    """Return a timeline of these items."""
    return {"version": "create_video_v1", "clips": clips, "screenTitles": titles or []}
