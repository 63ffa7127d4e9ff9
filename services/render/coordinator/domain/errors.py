# SPDX-License-Identifier: Apache-2.0
"""The conditions under which render refuses."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.document.problems import TimelineProblem


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


class InvalidTitle(RenderError):
    """The screen title cannot be taken as it is: mend every problem listed."""

    def __init__(self, problems: Sequence[TimelineProblem]) -> None:
        super().__init__(problems[0].detail)
        self.problems = tuple(problems)
        codes = {problem.code for problem in problems}
        self.code = codes.pop() if len(codes) == 1 else "invalid_screen_title"


class PieceFailed(RenderError):
    """A piece of work cannot be done; `code` is stable, the text is for people."""

    is_input_at_fault = False

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class InputUnusable(PieceFailed):
    """The input is at fault, so that trying again would fail again."""

    is_input_at_fault = True


class CannotDraw(InputUnusable):
    """A text has a character that no font has: leave it out."""

    def __init__(self, reason: str) -> None:
        super().__init__("text_not_drawable", reason)


class Interrupted(RenderError):
    """The work was stopped before its end, and nobody is to blame."""


class CoordinatorAway(RenderError):
    """The coordinator does not answer: go on and ask again."""
