# SPDX-License-Identifier: Apache-2.0
"""Measure what becomes of seeded videos: `python -m tools.measure_seeded 0 300`.

Seeds from the first to before the second number are measured, those that the page has already only
with `--again`. Each row is written when it is measured, so that the command can be stopped and
started again.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.media.seeded_outcomes import (
    LEAST_LIKENESS,
    MOST_SOUND_OFFSET,
    SeededOutcome,
    measure_outcome,
)
from tests.support.media.seeded_sources import SEEDS, SeededSource, seeded_source

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference" / "seeded-outcomes.md"

KIND = ("seed", "container", "codec", "rate", "late", "cut", "turned", "field", "channels")
OUTCOME = ("frames", "exact", "sound", "colour", "warnings")

INTRODUCTION = f"""# Outcomes of seeded files

What became of the [{SEEDS} videos that are made by seeds](seeded-files.md) when an export was made
of them, measured against what an independent decoder, PyAV, finds in them.

- *Late* is the time in seconds at which the file begins, *cut* how much of it an edit list hides,
  *turned* by how many degrees it is shown clockwise, *field* the earlier field of interlaced video.
- *Frames* is how many the mezzanine has at 30 a second, *exact* how many of them are those that the
  other decoder puts there. Each other one is one frame from there, and all are in order.
- *Sound* is by how many milliseconds the sound is later against the picture than in the file; at
  most {MOST_SOUND_OFFSET:.1f}, one frame, is right. Frames of another rate are shown a few
  milliseconds from their moments, which counts here.
- *Colour* is the likeness of the frame that is least alike, in decibels; at least {LEAST_LIKENESS}
  is right.

Written by `python -m tools.measure_seeded`; a test compares its kinds with the seeds.

| {" | ".join(KIND + OUTCOME)} |
{"|---" * len(KIND + OUTCOME)}|
"""


def kind_cells(source: SeededSource) -> list[str]:
    """Return what a row says about the seed itself."""
    numbers = (source.offset, source.cut, source.rotation)
    shown = [f"{number:g}" if number else "" for number in numbers]
    kind = [str(source.seed), source.container, source.codec, source.rate, *shown]
    return [*kind, source.fields, str(source.channels)]


def outcome_cells(outcome: SeededOutcome) -> list[str]:
    """Return what a row says about the measured outcome of a seed."""
    sound = "" if outcome.sound_offset is None else f"{outcome.sound_offset:+.1f}"
    counts = [str(outcome.frames), str(outcome.exact)]
    return [*counts, sound, f"{outcome.likeness:.1f}", " ".join(outcome.warnings)]


def read_rows(page: Path = TARGET) -> dict[int, list[str]]:
    """Read the cells of all rows of the page by their seeds."""
    lines = page.read_text().splitlines() if page.exists() else []
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line[:1] == "|"]
    return {int(row[0]): row for row in rows if row[0].isdigit()}


def text(rows: Mapping[int, Sequence[str]]) -> str:
    """Write the page."""
    return INTRODUCTION + "".join(f"| {' | '.join(rows[seed])} |\n" for seed in sorted(rows))


def main() -> int:
    """Measure the seeds that are asked for; return 1 if one of them is not as it must be."""
    parser = ArgumentParser(description="Measure what becomes of seeded videos.")
    parser.add_argument("first", type=int)
    parser.add_argument("end", type=int)
    parser.add_argument("--again", action="store_true", help="measure seeds that have a row, too")
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    done = {} if asked.again else read_rows()
    seeds = [seed for seed in range(asked.first, min(asked.end, SEEDS)) if seed not in done]
    failed = list(_measure_all(seeds, workers=asked.workers))
    return 1 if failed else 0


def _measure_all(seeds: Sequence[int], *, workers: int) -> Iterator[int]:
    """Measure seeds and write their rows; yield those that are not as they must be."""
    with ProcessPoolExecutor(workers) as pool:
        measured = {pool.submit(_measure, seed): seed for seed in seeds}
        for future in as_completed(measured):
            seed = measured[future]
            error = future.exception()
            if error is not None:
                sys.stdout.write(f"{seeded_source(seed)}: {error}\n")
                yield seed
                continue
            TARGET.write_text(text(read_rows() | {seed: future.result()}))
            sys.stdout.write(f"{' '.join(future.result())}\n")
            sys.stdout.flush()


def _measure(seed: int) -> list[str]:
    source = seeded_source(seed)
    with TemporaryDirectory(prefix="seeded-") as folder:
        return kind_cells(source) + outcome_cells(measure_outcome(source, Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
