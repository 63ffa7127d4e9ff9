# SPDX-License-Identifier: Apache-2.0
"""`python -m services.render export TIMELINE.json --media DIR -o OUT.mp4`, without any server."""

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

from chassis.jobs.errors import JobFailed, JobInterrupted
from chassis.jobs.failures import failure_of
from chassis.process import ChildCancelled, ChildError
from services.render.coordinator.domain.errors import CannotPlan
from services.render.offline import bootstrap
from services.render.offline.bootstrap import OfflineExport

_BAR_WIDTH = 40


def main(arguments: Sequence[str]) -> int:
    """Render the export that the arguments describe, and return the exit status."""
    parsed = _parser().parse_args(arguments)
    stop = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    with _cache(parsed.cache) as cache:
        slots = max(1, parsed.slots)
        export = OfflineExport(parsed.timeline, parsed.media, parsed.output, cache, slots)
        return _render(export, stop)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m services.render export",
        description="Render a timeline from local files; upload 7 is the file named 7.mp4 or so.",
    )
    parser.add_argument("timeline", type=Path, metavar="TIMELINE.json")
    parser.add_argument("--media", type=Path, required=True, metavar="DIR")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.mp4")
    parser.add_argument(
        "--cache", type=Path, metavar="DIR", help="store results here, so that the next is faster"
    )
    parser.add_argument("--slots", type=int, default=os.cpu_count() or 1, metavar="N")
    return parser


def _render(export: OfflineExport, stop: threading.Event) -> int:
    started = time.monotonic()
    try:
        rendered = bootstrap.render_file(export, on_progress=_show_progress, stop=stop)
    except (JobInterrupted, ChildCancelled):
        return _write("\nstopped\n", 130)
    except (CannotPlan, JobFailed) as error:
        return _write(f"\n{error.code}: {error}\n", 1)
    except ChildError as error:
        failure = failure_of("export", error)
        return _write(f"\n{failure.code}: {failure.reason}\n", 1)
    except (OSError, ValueError) as error:
        return _write(f"\n{error}\n", 1)
    seconds = time.monotonic() - started
    frames = rendered.export.probe.frames
    jobs = f"{rendered.run} jobs run, {rendered.reused} results reused"
    return _write(f"\n{export.target}: {frames} frames in {seconds:.1f} s; {jobs}\n", 0)


def _show_progress(percent: int) -> None:
    done = _BAR_WIDTH * percent // 100
    if sys.stderr.isatty():
        _write(f"\r[{'#' * done}{'.' * (_BAR_WIDTH - done)}] {percent:3d} %", 0)


def _write(text: str, status: int) -> int:
    sys.stderr.write(text)
    sys.stderr.flush()
    return status


@contextlib.contextmanager
def _cache(folder: Path | None) -> Iterator[Path]:
    """Give the folder of cached results, or a temporary one."""
    if folder is not None:
        yield folder.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="reelmill-export-") as temporary:
        yield Path(temporary)
