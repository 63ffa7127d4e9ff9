# SPDX-License-Identifier: Apache-2.0
"""List the outcomes of odd and hostile files: `python -m tools.list_hostile`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support.hostile.case import HostileCase
from tests.support.hostile.corpus import CORPUS, FAMILIES, QUICK

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference" / "hostile-files.md"

INTRODUCTION = f"""# Odd and hostile files

The outcome of {len(CORPUS)} odd, damaged and hostile files that the tests make. `make slow`
sends all of them to real nodes, `make test` the {len(QUICK)} that are marked; each must end as
this table says. *Normalised* means that its mezzanine has exactly so many frames at 30 a second
and that the bar codes in them are those of the source; where the picture is too small or too
damaged for bar codes, only the frames count. A rejection reaches the owner with a sentence
that names the file; the codes are [listed](errors.md).

Written by `python -m tools.list_hostile`; a test keeps it current.
"""


def text() -> str:
    """Write the page."""
    return "\n".join([INTRODUCTION, *_tables()])


def _tables() -> Iterator[str]:
    for family, cases in FAMILIES.items():
        yield f"## {family}\n"
        yield "| file | what it is | uploaded as | outcome |\n|---|---|---|---|"
        yield from (_row(case) for case in cases)
        yield ""


def _row(case: HostileCase) -> str:
    mark = " *" if case.name in QUICK else ""
    about = case.about.replace("|", "\\|").replace("\n", " ")
    return f"| {case.name}{mark} | {about} | {case.kind} | {case.outcome} |"


if __name__ == "__main__":
    TARGET.write_text(text())
    sys.stdout.write(f"{TARGET.relative_to(ROOT)} written\n")
