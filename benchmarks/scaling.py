# SPDX-License-Identifier: Apache-2.0
"""Two nodes against one, beside what two plain ffmpeg runs gain over one on the same cores.

Each node has one slot and is held on a core of its own, as are the plain runs. Run by
`python -m benchmarks.scaling [seconds] [rounds] [folder for the sources]`; 60 s and three
rounds unless said otherwise. Sources are mezzanines already; the clock runs from the request
of an export to its end.
"""

from __future__ import annotations

import datetime as dt
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from benchmarks import render_cut
from benchmarks.render_cut import DEFAULT_SECONDS, SOURCES
from services.render.coordinator.usecases import reading
from tests.support.media.ffmpeg import run
from tests.support.process.waiting import wait_until
from tests.support.render.cluster import RenderCluster
from tests.support.render.samples import a_clip, an_export
from timeline.document.uploads import UploadDetails

AIM = 0.93
CORES = (0, 1)
UNIT_SECONDS = 10
CLIP_SECONDS = 5
X264 = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-threads", "1")


class TwoNodes:
    """A coordinator, its sources, and exports that share no result."""

    def __init__(self, folder: Path, seconds: int, media: Path) -> None:
        self._seconds = seconds
        self._cluster = RenderCluster(folder)
        self._exports = 0
        made = render_cut.sources(media, seconds=DEFAULT_SECONDS)
        paths = [made[number] for number in range(1, SOURCES + 1)]
        self._sources = tuple(self._cluster.source(n, path) for n, path in enumerate(paths, 1))
        self.unit = paths[0]

    def close(self) -> None:
        """End the coordinator and all nodes."""
        self._cluster.close()

    def export(self, *cores: int) -> float:
        """Export with a node on each of some cores, and return the seconds it took."""
        begun = dt.datetime.now(dt.UTC)
        nodes = [self._cluster.node(slots=1, under=held_on(core)) for core in cores]
        wait_until(lambda: self._claimed_since(begun) >= len(nodes))
        started = time.perf_counter()
        made = self._cluster.ended(self._start(), seconds=1800)
        taken = time.perf_counter() - started
        if made.failure is not None:
            raise SystemExit(f"the export failed: {made.failure.reason}")
        for node in nodes:
            self._cluster.kill(node)
        return taken

    def _claimed_since(self, moment: dt.datetime) -> int:
        nodes, _ = reading.list_nodes(self._cluster.deps, after=None, limit=10)
        return sum(node.last_claim_at > moment for node in nodes)

    def _start(self) -> str:
        self._exports += 1
        later = Fraction(self._exports, render_cut.RATE)
        clips = [self._clip(index, later) for index in range(self._seconds // CLIP_SECONDS)]
        export_id = f"00000000-0000-4000-8000-{self._exports:012d}"
        sources: tuple[UploadDetails, ...] = self._sources
        return self._cluster.start(
            an_export(*clips, sources=sources, export_id=export_id, height=720)
        )

    def _clip(self, index: int, later: Fraction) -> dict[str, object]:
        first = float((index // SOURCES) * CLIP_SECONDS % 20 + later)
        return a_clip(
            index % SOURCES + 1, start=index * CLIP_SECONDS, source=(first, first + CLIP_SECONDS)
        )


def held_on(core: int) -> list[str]:
    """Hold a command on a core."""
    return ["taskset", "--cpu-list", str(core)]


def plain(source: Path, *cores: int) -> float:
    """Encode the same seconds on each core at once, and return the seconds it took."""
    scaled = ("-vf", "scale=1280:720", "-an", *X264, "-f", "null", "-")
    argv = ["ffmpeg", "-v", "error", "-nostdin", "-threads", "1", "-t", str(UNIT_SECONDS)]
    argv += ["-i", str(source), *scaled]
    started = time.perf_counter()
    running = [subprocess.Popen([*held_on(core), *argv]) for core in cores]
    if any(child.wait() for child in running):
        raise SystemExit("a plain run failed")
    return time.perf_counter() - started


def gain(taken: Callable[..., float]) -> float:
    """Return how much more is done in a second on two cores than on one."""
    return taken(CORES[0]) / taken(*CORES)


def main() -> None:
    """Measure in rounds, interleaved, and print the ratios."""
    numbers = [int(text) for text in sys.argv[1:3]]
    seconds, rounds = (*numbers, *(60, 3)[len(numbers) :])
    run(["taskset", "--version"])
    with tempfile.TemporaryDirectory(prefix="reelmill-scaling-") as temporary:
        media = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(temporary) / "media"
        two_nodes = TwoNodes(Path(temporary), seconds, media)
        try:
            two_nodes.export(*CORES)
            ratios = []
            for _ in range(rounds):
                nodes = gain(two_nodes.export)
                # Two plain runs do twice the work of one.
                runs = 2 * gain(lambda *cores: plain(two_nodes.unit, *cores))
                ratios.append(nodes / runs)
                print(f"two nodes {nodes:.2f}, two plain runs {runs:.2f}", flush=True)
        finally:
            two_nodes.close()
    print(f"nodes against plain runs: {statistics.median(ratios):.3f}, aim {AIM}")


if __name__ == "__main__":
    main()
