# SPDX-License-Identifier: Apache-2.0
"""`python -m services.render film TIMELINE.json --media DIR -o OUT.mp4`, without any server."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from services.render.coordinator.domain.errors import CannotPlan, Interrupted, PieceFailed
from services.render.offline import bootstrap
from services.render.offline.bootstrap import Job

_WIDTH = 40


def main(arguments: Sequence[str]) -> int:
    """Make the film the arguments ask for."""
    asked = _parser().parse_args(arguments)
    stop = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    with _cache(asked.cache) as cache:
        job = Job(asked.timeline, asked.media, asked.output, cache, max(1, asked.slots))
        return _make(job, stop)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m services.render film",
        description="Render a timeline from local files; upload 7 is the file named 7.mp4 or so.",
    )
    parser.add_argument("timeline", type=Path, metavar="TIMELINE.json")
    parser.add_argument("--media", type=Path, required=True, metavar="DIR")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.mp4")
    parser.add_argument(
        "--cache", type=Path, metavar="DIR", help="keep pieces here, so that the next is faster"
    )
    parser.add_argument("--slots", type=int, default=os.cpu_count() or 1, metavar="N")
    return parser


def _make(job: Job, stop: threading.Event) -> int:
    started = time.monotonic()
    try:
        made = bootstrap.film(job, on_progress=_show, stop=stop)
    except Interrupted:
        return _say("\nstopped\n", 130)
    except (CannotPlan, PieceFailed) as error:
        return _say(f"\n{error.code}: {error}\n", 1)
    except (OSError, ValueError) as error:
        return _say(f"\n{error}\n", 1)
    took = time.monotonic() - started
    frames = made.film.probe.frames
    pieces = f"{made.rendered} pieces made, {made.reused} reused"
    return _say(f"\n{job.target}: {frames} frames in {took:.1f} s; {pieces}\n", 0)


def _show(percent: int) -> None:
    done = _WIDTH * percent // 100
    if sys.stderr.isatty():
        _say(f"\r[{'#' * done}{'.' * (_WIDTH - done)}] {percent:3d} %", 0)


def _say(text: str, status: int) -> int:
    sys.stderr.write(text)
    sys.stderr.flush()
    return status


@contextlib.contextmanager
def _cache(folder: Path | None) -> Iterator[Path]:
    """Give the folder of kept pieces, or one that is gone afterwards."""
    if folder is not None:
        yield folder.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="reelmill-film-") as made:
        yield Path(made)
