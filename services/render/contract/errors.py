# SPDX-License-Identifier: Apache-2.0
"""Errors that the coordinator and its nodes share, besides those of all leased jobs."""

from __future__ import annotations

from chassis.jobs.errors import InputUnusable


class TextNotDrawable(InputUnusable):
    """A text contains a character that is in none of the fonts: leave it out."""

    def __init__(self, reason: str) -> None:
        super().__init__("text_not_drawable", reason)
