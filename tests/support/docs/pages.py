# SPDX-License-Identifier: Apache-2.0
"""The pages whose commands are run, and one run of what a page has for one place."""

from __future__ import annotations

from pathlib import Path

from tests.support.docs.checkout import ROOT
from tests.support.docs.fences import Step, fences_of, steps_of
from tests.support.docs.places import PLACES
from tests.support.docs.shapes import differences

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]


def cases() -> list[tuple[Path, str]]:
    """Return each page with each place that its blocks name."""
    return [
        (page, place)
        for page in PAGES
        for place in dict.fromkeys(step.command.place for step in steps_of(fences_of(page)))
    ]


def check(page: Path, place: str) -> None:
    """Run the blocks of a page for one place, and compare what they print with the page."""
    steps = [one for one in steps_of(fences_of(page)) if one.command.place == place]
    outputs = PLACES[place]([one.command for one in steps])
    assert len(outputs) == len(steps)
    assert not [line for one in zip(steps, outputs, strict=True) for line in _wrong(*one)]


def _wrong(step: Step, output: str) -> list[str]:
    if step.output is None:
        return []
    found = differences(step.output.text, output, language=step.output.language)
    return [f"{step.output}: {one}" for one in found]
