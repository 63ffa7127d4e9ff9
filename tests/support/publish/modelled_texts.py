# SPDX-License-Identifier: Apache-2.0
"""A model of the title and the story of a publication, shown and held back."""

from __future__ import annotations

from dataclasses import dataclass

Words = tuple[str, str]
"""A title and a story."""


@dataclass(slots=True)
class ModelledTexts:
    """What a publication shows, and what of its owner's waits for approval or was rejected."""

    shown: Words
    held: Words | None = None
    is_rejected: bool = False
    has_own_story: bool = False

    @property
    def waits(self) -> bool:
        """Whether moderators are asked about held texts."""
        return self.held is not None and not self.is_rejected

    @property
    def newest(self) -> Words:
        """What its owner wrote last."""
        return self.held or self.shown

    def write(self, words: Words, *, holds: bool) -> None:
        """Change the texts; those that differ from the shown ones wait if changes are held back."""
        self.held, self.is_rejected = None, False
        if holds and words != self.shown:
            self.held = words
        else:
            self.shown = words

    def show_held(self) -> None:
        """Show what is held back, unless it was rejected: the status of the publication changed."""
        if self.waits:
            self.shown = self.newest
        self.held, self.is_rejected = None, False
