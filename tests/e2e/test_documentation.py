# SPDX-License-Identifier: Apache-2.0
"""Every command of the README and of the how-tos is run as a reader would run it.

A command block says behind its language where it runs: ```` ```sh test=running ````.

- `checkout`: a folder that looks like a new clone, in which nothing runs.
- `running`: such a folder, in which the platform runs, ada@example.org is registered and library
  has a dead letter.
- `distributed`: beside a distributed platform with the same data, with its processes' settings.
- `processes`: each line is a process of that platform; it is started, awaited and ended.
- `settings`: each variable that is set must be one that the processes of that platform have.
- `make-targets`: each line is `make TARGET …`, and make must know the target.

`foreground=TEXT` starts a block and goes on with the next when it has printed the text, or answers
if the text is an address. A block with `output` behind its language shows what the one before it
prints.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from tests.support.docs.fences import Step, fences_of, steps_of
from tests.support.docs.places import PLACES
from tests.support.docs.shapes import differences
from tests.support.platform.distributed import Platform

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]


def cases() -> list[tuple[Path, str]]:
    """Return each page with each place that its blocks name."""
    return [
        (page, place)
        for page in PAGES
        for place in dict.fromkeys(step.command.place for step in steps_of(fences_of(page)))
    ]


@pytest.mark.parametrize(
    ("page", "place"), [pytest.param(*one, id=f"{one[0].stem}-{one[1]}") for one in cases()]
)
def test_every_command_of_a_page_does_what_the_page_says(
    page: Path, place: str, request: pytest.FixtureRequest
) -> None:
    steps = [one for one in steps_of(fences_of(page)) if one.command.place == place]
    assert place in PLACES, f"{steps[0].command} does not say where it is run"

    outputs = PLACES[place](
        [one.command for one in steps],
        lambda: cast(Platform, request.getfixturevalue("distributed")),
    )

    assert len(outputs) == len(steps)
    assert not [line for one in zip(steps, outputs, strict=True) for line in wrong(*one)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_of_a_page_is_a_command_or_an_output(page: Path) -> None:
    fences = fences_of(page)
    steps = steps_of(fences)
    shown = [step.command for step in steps] + [step.output for step in steps if step.output]

    assert steps
    assert not [str(one) for one in fences if one not in shown]


def wrong(step: Step, output: str) -> list[str]:
    """Say how the output differs from the one that the page shows, if it shows one."""
    if step.output is None:
        return []
    found = differences(step.output.text, output, language=step.output.language)
    return [f"{step.output}: {one}" for one in found]
