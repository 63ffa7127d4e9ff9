# SPDX-License-Identifier: Apache-2.0
"""The tour of one export: its files exist, define what it names, and are as many as it says."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOUR = (ROOT / "docs" / "tour.md").read_text()
STEPS = re.findall(
    r"^\| (\d+)(°?) \| \[(\S+)\]\(\.\./(\S+)\) \| (?:`([\w.]+)`)?.+ \|$", TOUR, re.MULTILINE
)


def defines(file: str, name: str) -> bool:
    """Whether a file defines a function, a class, a method or a constant."""
    text = (ROOT / file).read_text()
    last = name.rpartition(".")[2]
    return bool(re.search(rf"^\s*(?:def|class) {last}\b|^{last}\b.*=", text, re.MULTILINE))


def test_the_steps_are_numbered_and_each_file_is_one_step() -> None:
    assert [int(number) for number, *_ in STEPS] == list(range(1, len(STEPS) + 1))
    assert len({file for *_, file, _ in STEPS}) == len(STEPS)
    assert all(shown == linked for _, _, shown, linked, _ in STEPS)


def test_the_tour_says_how_many_files_it_has() -> None:
    trusted = sum(bool(mark) for _, mark, *_ in STEPS)
    stated = re.search(
        r"It is (\d+) files\. (\d+) of them.+?\n?.*the\s+other (\d+)", TOUR, re.DOTALL
    )

    assert stated
    assert [int(one) for one in stated.groups()] == [len(STEPS), trusted, len(STEPS) - trusted]
    assert len(STEPS) < 48
    assert len(STEPS) - trusted <= 22


def test_each_file_of_the_tour_defines_the_name_beside_it() -> None:
    named = [(file, name) for *_, file, name in STEPS if name]
    named += re.findall(r"`([\w./]+\.py)` `(\w+)`", TOUR)

    assert len(named) > 30
    assert not [one for one in named if not defines(*one)]


def test_every_path_in_the_tour_exists() -> None:
    paths = re.findall(r"`([\w./]+/[\w./]+\.\w+)`", TOUR) + [file for *_, file, _ in STEPS]

    assert not [path for path in paths if not (ROOT / path).exists()]
