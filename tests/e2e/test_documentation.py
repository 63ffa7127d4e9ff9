# SPDX-License-Identifier: Apache-2.0
"""Every command of the README and of the how-tos is run as a reader would run it.

A command block says behind its language where it runs (```` ```sh test=running ````), by the name
of a place in `tests/support/docs/places.py`. `foreground=TEXT` starts a block and goes on with
the next when it has printed the text, or answers if the text is an address. A block with `output`
behind its language shows what the one before it prints.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.docs.fences import fences_of, steps_of
from tests.support.docs.pages import PAGES, cases, check
from tests.support.docs.places import PLACES, SLOW

CASES = [
    pytest.param(page, place, id=f"{page.stem}-{place}")
    for page, place in cases()
    if place in PLACES and place not in SLOW
]


@pytest.mark.parametrize(("page", "place"), CASES)
def test_every_command_of_a_page_does_what_the_page_says(page: Path, place: str) -> None:
    check(page, place)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_of_a_page_is_a_command_or_an_output(page: Path) -> None:
    fences = fences_of(page)
    steps = steps_of(fences)
    shown = [step.command for step in steps] + [step.output for step in steps if step.output]

    assert steps
    assert not [str(one) for one in fences if one not in shown]


def test_every_command_says_where_it_is_run() -> None:
    steps = [step for page in PAGES for step in steps_of(fences_of(page))]

    assert not [str(step.command) for step in steps if step.command.place not in PLACES]
