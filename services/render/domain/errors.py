# SPDX-License-Identifier: Apache-2.0
"""The conditions under which render refuses."""

from __future__ import annotations


class RenderError(Exception):
    """Something about a render is not as it must be."""


class RenderNotFound(RenderError):
    """There is no such render."""


class NotYourRender(RenderError):
    """This render belongs to somebody else."""


class InvalidState(RenderError):
    """The state of the render does not allow this."""


class StaleLease(RenderError):
    """The piece is not the caller's any more: drop it and claim another."""


class SealedTimelineNotFound(RenderError):
    """Drafts knows no sealed timeline of this id."""


class CannotPlan(RenderError):
    """This timeline cannot be rendered; `code` says why in a stable word."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class PieceFailed(RenderError):
    """A piece of work cannot be done; `code` is stable, the text is for people."""

    is_input_at_fault = False

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class InputUnusable(PieceFailed):
    """The input is at fault, so that trying again would fail again."""

    is_input_at_fault = True


class Interrupted(RenderError):
    """The work was stopped before its end, and nobody is to blame."""


class CoordinatorAway(RenderError):
    """The coordinator does not answer: go on and ask again."""
