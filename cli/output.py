# SPDX-License-Identifier: Apache-2.0
"""Output to the terminal: progress bars and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from cli.client import Json
from cli.lifecycle import Advance

CONSOLE = Console(highlight=False, soft_wrap=True)
ERRORS = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def bar(title: str, *, console: Console = CONSOLE) -> Iterator[Advance]:
    """Show a progress bar with the time left while the block runs; it never goes back."""
    columns = (
        TextColumn("{task.description:<28.28}"),
        BarColumn(bar_width=28),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[stage]}"),
    )
    with Progress(*columns, console=console, refresh_per_second=5) as progress:
        task = progress.add_task(title, total=1.0, stage="")
        done = 0.0

        def advance(fraction: float, stage: str) -> None:
            nonlocal done
            done = min(max(done, fraction), 1.0)
            progress.update(task, completed=done, stage=stage)

        yield advance
        advance(1.0, "")


def table(items: Sequence[Json], columns: Sequence[str], *, console: Console = CONSOLE) -> None:
    """Print some members of JSON objects as a table."""
    shown = Table(box=None, header_style="bold")
    for column in columns:
        shown.add_column(column, overflow="fold")
    for item in items:
        shown.add_row(*(_cell(item.get(column)) for column in columns))
    console.print(shown)


def losses(found: Sequence[Json], *, console: Console = CONSOLE) -> None:
    """Print what was left out, a line for each kind of thing."""
    for one in found:
        places = one["pointers"]
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        console.print(f"left out: {one['detail']} ({places[0]}{more})", markup=False)


def shape(upload: Json) -> str:
    """Return size and length of an upload, as far as it has any: `, 1920×1080, 5.0 s`.

    Of its frame rate is said that it varies, if it does.
    """
    size = f"{upload['width']}×{upload['height']}" if upload.get("width") else ""
    rate = Fraction(upload.get("fps") or 0) if upload.get("hasVaryingRate") else None
    varying = f"varying, about {round(rate)} frames/s" if rate else ""
    seconds = upload.get("durationSeconds")
    length = "" if seconds is None else f"{seconds} s"
    return "".join(f", {part}" for part in (size, varying, length) if part)


def warnings(found: Sequence[str], *, console: Console = CONSOLE) -> None:
    """Print what of a file is not shown or heard as one may expect, a line for each sentence."""
    for sentence in found:
        console.print(f"warning: {sentence}", markup=False)


def _cell(value: object) -> str:
    return "" if value is None else str(value)
