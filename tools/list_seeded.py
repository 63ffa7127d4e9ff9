# SPDX-License-Identifier: Apache-2.0
"""List the seeded videos that another decoder looks at, too: `python -m tools.list_seeded`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tests.support.media.seeded_outcomes import LEAST_LIKENESS
from tests.support.media.seeded_sources import SEEDS, SeededSource, seeded_source

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference" / "seeded-files.md"

INTRODUCTION = f"""# Seeded files

The kinds of {SEEDS} videos that are made by seeds and compared with what an independent decoder,
PyAV, finds in them (`make slow`; fourteen of them `make test`). Each must be right: its mezzanine
has all frames in order, each at most one frame of 1/30 s from where the other decoder puts it and
alike by {LEAST_LIKENESS} dB at least, and its sound is moved by one frame at most. A seed that
fails is named by the test; another page lists [what was measured](seeded-outcomes.md).

*Late* counts the files that begin after 0, *cut* those whose beginning an edit list hides,
*turned* those that are shown rotated, *fields* those that are interlaced. Rates are in frames a
second.

Written by `python -m tools.list_seeded`; a test keeps it current.

| container | codec | videos | rates | late | cut | turned | fields | channels |
|---|---|---|---|---|---|---|---|---|
"""


def text() -> str:
    """Write the page."""
    return INTRODUCTION + "\n".join(_rows()) + "\n"


def _rows() -> Iterator[str]:
    sources = sorted(map(seeded_source, range(SEEDS)), key=_kind)
    for (container, codec), group in groupby(sources, key=_kind):
        yield f"| {container} | {codec} | {' | '.join(_cells(list(group)))} |"


def _kind(source: SeededSource) -> tuple[str, str]:
    return source.container, source.codec


def _cells(group: Sequence[SeededSource]) -> list[str]:
    counts = (
        sum(source.offset > 0 for source in group),
        sum(source.cut > 0 for source in group),
        sum(source.rotation > 0 for source in group),
        sum(source.fields != "" for source in group),
    )
    rates = ", ".join(sorted({source.rate for source in group}))
    channels = ", ".join(map(str, sorted({source.channels for source in group})))
    return [str(len(group)), rates, *map(str, counts), channels]


if __name__ == "__main__":
    TARGET.write_text(text())
    sys.stdout.write(f"{TARGET.relative_to(ROOT)} written\n")
