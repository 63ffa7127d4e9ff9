# SPDX-License-Identifier: Apache-2.0
"""Whether a list of uploads costs the same however many there are.

`GET /api/uploads` (a page of 50, and the page after it) with 1,000 uploads and with many more in
one PostgreSQL, timed in one run. Run by `python -m benchmarks.library [requests] [uploads]`.
"""

from __future__ import annotations

import statistics
import sys

from benchmarks.beside_bare import Sides, running_sides

FEW = 1000


def page_seconds(sides: Sides, count: int) -> float:
    """Return the median time of a page of 50 uploads."""
    page = sides.target("GET /api/uploads", "library", "GET", "/api/uploads?limit=50")
    return statistics.median([page.seconds() for _ in range(count)][count // 10 :])


def main(count: int, many: int) -> None:
    """Time a page with few uploads and with many, and print the ratio."""
    with running_sides() as sides:
        sides.add_uploads(FEW)
        few = page_seconds(sides, count)
        sides.add_uploads(many - FEW)
        full = page_seconds(sides, count)
    print(
        f"GET /api/uploads p50: {few * 1000:.2f} ms at {FEW:,} uploads, {full * 1000:.2f} ms at"
        f" {many:,}, ratio {full / few:.2f}"
    )


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:3]]
    main(numbers[0] if numbers else 500, numbers[1] if len(numbers) > 1 else 1_000_000)
