# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a timeline, said in words a client can rely on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimelineProblem:
    """One mistake: a stable code, the place (RFC 6901) and a sentence for people."""

    code: str
    pointer: str
    detail: str


class InvalidTimeline(Exception):
    """The document cannot be accepted; every problem found is listed, so fix them all at once."""

    def __init__(self, problems: tuple[TimelineProblem, ...]) -> None:
        super().__init__("; ".join(f"{p.code} at {p.pointer or '/'}" for p in problems))
        self.problems = problems


def pointer(*steps: str | int) -> str:
    """Name a place in a document as an RFC 6901 pointer."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
