# SPDX-License-Identifier: Apache-2.0
"""The problems of a timeline document, and the error that reports them."""

from __future__ import annotations

from dataclasses import dataclass

NO_OBJECT = "This must be a JSON object."


@dataclass(frozen=True, slots=True)
class TimelineProblem:
    """One problem: a stable code, its place (RFC 6901) and a sentence for people."""

    code: str
    pointer: str
    detail: str


class InvalidTimeline(Exception):
    """The document is not valid; all of its problems are listed, so correct them together."""

    def __init__(self, problems: tuple[TimelineProblem, ...]) -> None:
        super().__init__("; ".join(f"{p.code} at {p.pointer or '/'}" for p in problems))
        self.problems = problems


def pointer(*steps: str | int) -> str:
    """Return a place in a document as an RFC 6901 pointer."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
