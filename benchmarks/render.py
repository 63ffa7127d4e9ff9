# SPDX-License-Identifier: Apache-2.0
"""Our renders against one hand-written ffmpeg call over the same sources, side by side.

A cut of six clips, images, titles, a logo, narration and ducked music at 1080p30. Run by
`python -m benchmarks.render [seconds] [rounds] [folder for the sources]`; 30 s and one
round unless said otherwise. Ratios are of wall time to that
of the hand-written call; ours has two slots of one thread, the call as many threads as it likes.
"""

from __future__ import annotations

import copy
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import render_cut
from benchmarks.render_cut import Document
from services.render.offline.bootstrap import LocalRenderer
from services.render.offline.rendering import RenderedExport
from tests.support.process.memory import Peak
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan.sealed import SealedTimeline

SLOTS = 2
AIMS = {"full, warm": 0.80, "title": 0.03, "trim": 0.03, "sound": 0.045, "nothing": 0.008}


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run took: seconds of the clock and of the processors."""

    wall: float
    cpu: float


@dataclass(slots=True)
class RenderBenchmark:
    """The timeline, its sources, and the folder of the results."""

    seconds: int
    folder: Path
    files: Mapping[int, Path]
    peak_bytes: int = 0

    def by_hand(self) -> Taken:
        """Run the hand-written call."""
        titles = render_cut.title_pictures(self.folder)
        target = self.folder / "by-hand.mp4"
        argv = render_cut.hand_written(self.files, titles, target, seconds=self.seconds)
        return timed(lambda: subprocess.run(argv, check=True))

    def rounds(self, number: int) -> Iterator[dict[str, Taken]]:
        """Render once with an empty cache; in each round with mezzanines, and after each edit."""
        with tempfile.TemporaryDirectory(dir=self.folder) as cache:
            whole = render_cut.document(self.seconds)
            taken = {"by hand": self.by_hand()}
            taken["full, cold"] = self._cold(LocalRenderer(Path(cache), slots=SLOTS), whole)
            for first in range(number):
                if first:
                    taken = {"by hand": self.by_hand()}
                delete_rendered(Path(cache))
                taken |= self._warm(LocalRenderer(Path(cache), slots=SLOTS), whole)
                print_round(taken)
                yield taken

    def _warm(self, renderer: LocalRenderer, whole: Document) -> dict[str, Taken]:
        uploads = renderer.ingest(Timeline.model_validate(whole), self.files)
        taken = {}
        for name, edit in EDITS.items():
            edited = edit(copy.deepcopy(whole))
            with Peak(own_pid()) as peak:
                taken[name] = timed(lambda: self._make(renderer, edited, uploads))  # noqa: B023
            self.peak_bytes = max(self.peak_bytes, peak.bytes)
        return taken

    def _cold(self, renderer: LocalRenderer, whole: Document) -> Taken:
        def make() -> RenderedExport:
            uploads = renderer.ingest(Timeline.model_validate(whole), self.files)
            return self._make(renderer, whole, uploads)

        return timed(make)

    def _make(
        self, renderer: LocalRenderer, document: Document, uploads: Mapping[int, UploadDetails]
    ) -> RenderedExport:
        sealed = SealedTimeline(Timeline.model_validate(document), uploads)
        return renderer.render(sealed, self.folder / "ours.mp4")


def delete_rendered(cache: Path) -> None:
    """Delete chunks and mixes, but not the mezzanines and decoded audio."""
    index = cache / "cached_files.jsonl"
    remaining = [line for line in index.read_text().splitlines() if _is_made_from_upload(line)]
    for folder in ("chunks", "mixes"):
        for path in (cache / folder).glob("*"):
            path.unlink()
    index.write_text("".join(f"{line}\n" for line in remaining))


def _is_made_from_upload(line: str) -> bool:
    return '"storage_key":"chunks/' not in line and '"storage_key":"mixes/' not in line


def unchanged(document: Document) -> Document:
    """Leave the cut as it is."""
    return document


def other_title(document: Document) -> Document:
    """Change one word of the first title."""
    document["screenTitles"][0]["text"] = "Title 1 of this cut"
    return document


def trimmed(document: Document) -> Document:
    """Trim a frame from the end of the first clip, and move all later items to the left."""
    frame = 1 / render_cut.RATE
    end_of_first = document["clips"][1]["startSeconds"]
    document["clips"][0]["sourceEndSeconds"] -= frame
    for track in ("clips", "graphics", "screenTitles", "narration", "audioSegments", "logos"):
        for item in document[track]:
            for name in ("startSeconds", "endSeconds"):
                if item.get(name, 0) >= end_of_first:
                    item[name] = round(item[name] - frame, 6)
    return document


def other_sound(document: Document) -> Document:
    """Make the music louder."""
    document["audioSegments"][0]["musicLevel"] = "loud"
    return document


EDITS: dict[str, Callable[[Document], Document]] = {
    "full, warm": unchanged,
    "title": other_title,
    "trim": trimmed,
    "sound": other_sound,
    "nothing": unchanged,
}


def timed(action: Callable[[], object]) -> Taken:
    """Run something and measure it and its children."""
    before, started = _cpu(), time.perf_counter()
    action()
    return Taken(time.perf_counter() - started, _cpu() - before)


def own_pid() -> int:
    """Return the id of this process."""
    return int(Path("/proc/self").resolve().name)


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def print_round(taken: Mapping[str, Taken]) -> None:
    """Print what a round took, in seconds of the clock and of the processors."""
    print("; ".join(f"{name} {one.wall:.2f}/{one.cpu:.2f} s" for name, one in taken.items()))
    sys.stdout.flush()


def report(rounds: list[dict[str, Taken]]) -> None:
    """Print the medians of the ratios within each round."""
    hand = statistics.median(taken["by hand"].wall for taken in rounds)
    print(f"by hand: {hand:.1f} s = 1.00")
    for name in rounds[0]:
        if name == "by hand":
            continue
        with_it = [each for each in rounds if name in each]
        wall = statistics.median(each[name].wall / each["by hand"].wall for each in with_it)
        cpu = statistics.median(each[name].cpu / each["by hand"].cpu for each in with_it)
        aim = f", aim {AIMS[name]}" if name in AIMS else ""
        print(f"{name}: wall {wall:.3f}{aim}; CPU {cpu:.3f}", flush=True)


def main() -> None:
    """Measure in rounds, interleaved, and print the ratios."""
    numbers = [int(text) for text in sys.argv[1:3]]
    seconds, rounds = (*numbers, *(30, 1)[len(numbers) :])
    with tempfile.TemporaryDirectory(prefix="reelmill-bench-") as temporary:
        folder = Path(sys.argv[3] if len(sys.argv) > 3 else temporary)
        files = render_cut.sources(folder, seconds=seconds)
        benchmark = RenderBenchmark(seconds, folder, files)
        report(list(benchmark.rounds(rounds)))
        print(f"peak resident size of one child: {benchmark.peak_bytes >> 20} MB, aim 400")


if __name__ == "__main__":
    main()
