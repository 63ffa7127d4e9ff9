# SPDX-License-Identifier: Apache-2.0
"""MoviePy and melt over the cut of the render benchmark, beside one hand-written ffmpeg call.

Neither is a dependency of ours: `apt-get install melt`, and MoviePy in a virtual environment whose
interpreter MOVIEPY_PYTHON names. Run by `python -m benchmarks.peers [seconds] [folder for
the sources]`, 30 s unless said otherwise; whoever is not there is left out. MoviePy cannot duck, so
its music only plays. Ratios are of wall and CPU time to those of the hand-written call.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import render_cut
from benchmarks.peers import melt
from tests.support.process.memory import Peak

MOVIEPY = Path(__file__).with_name("moviepy_cut.py")


@dataclass(frozen=True, slots=True)
class Taken:
    """What one peer took: seconds of the clock and of the processors, and its largest process."""

    wall: float
    cpu: float
    peak_bytes: int


def taken(argv: Sequence[str]) -> Taken:
    """Run a peer to its end."""
    before, started = _cpu(), time.perf_counter()
    with Peak(os.getpid()) as peak:
        subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)
    return Taken(time.perf_counter() - started, _cpu() - before, peak.bytes)


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def commands(files: Mapping[int, Path], folder: Path, *, seconds: int) -> dict[str, list[str]]:
    """Say how each peer that is there makes the cut."""
    titles = render_cut.title_pictures(folder)
    found = {
        "by hand": render_cut.hand_written(files, titles, folder / "hand.mp4", seconds=seconds)
    }
    if shutil.which("melt"):
        script = folder / "cut.mlt"
        script.write_text(melt.script(files, titles, seconds=seconds))
        found["melt"] = melt.command(script, folder / "melt.mp4")
    if python := os.environ.get("MOVIEPY_PYTHON"):
        names = [str(files[number]) for number in sorted(files)]
        target = str(folder / "moviepy.mp4")
        found["MoviePy"] = [python, str(MOVIEPY), str(seconds), target, *names, *map(str, titles)]
    return found


def main() -> None:
    """Measure each once and print the ratios."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else render_cut.DEFAULT_SECONDS
    with tempfile.TemporaryDirectory(prefix="reelmill-peers-") as temporary:
        folder = Path(temporary)
        media = Path(sys.argv[2]) if len(sys.argv) > 2 else folder
        files = render_cut.sources(media, seconds=seconds)
        hand = None
        for name, argv in commands(files, folder, seconds=seconds).items():
            found = taken(argv)
            hand = hand or found
            print(
                f"{name}: {found.wall:.1f} s; wall {found.wall / hand.wall:.2f},"
                f" CPU {found.cpu / hand.cpu:.2f}, peak {found.peak_bytes >> 20} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
