# SPDX-License-Identifier: Apache-2.0
"""What a cut out of a source that was just uploaded costs, against one plain ffmpeg call.

From the end of the upload to the finished export, with an empty cache, of ten seconds out of
sources of one minute and of ten. Run by `python -m benchmarks.intake [minutes] [rounds]`; ten
minutes and one round unless said otherwise. The plain call has the same settings of x264. Where
others use the machine, the ratio of processor seconds says more than that of seconds.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from media.encode import profile_options
from media.encoder_profile import encoder_profile
from media.sizes import Size
from media.timecode import DEFAULT_RATE
from services.render.offline.bootstrap import LocalRenderer
from tests.support.media.ffmpeg import run
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan.sealed import SealedTimeline

SLOTS = 2
CUT_SECONDS = 10
CUT_FROM = 42
AIM, GROWTH_AIM = 1.6, 1.1
FULL_HD = Size(1920, 1080)


@dataclass(frozen=True, slots=True)
class Cut:
    """What a cut took: seconds until its source was ready, until its export, and of processors."""

    ready: float
    exported: float
    cpu: float


def minute(folder: Path) -> Path:
    """Make a minute of 1080p30 with sound, with a key frame every four seconds."""
    target = folder / "minute.mp4"
    graph = f"testsrc2=s={FULL_HD.width}x{FULL_HD.height}:r=30[v]"
    argv = ["ffmpeg", "-v", "error", "-y", "-filter_complex", graph]
    argv += ["-f", "lavfi", "-i", "sine=r=48000", "-map", "[v]", "-map", "0:a", "-t", "60"]
    argv += ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "23", "-g", "120", "-bf", "2"]
    subprocess.run([*argv, "-pix_fmt", "yuv420p", "-c:a", "aac", str(target)], check=True)
    return target


def repeated(source: Path, minutes: int) -> Path:
    """Make a source of more minutes: its picture repeats, its sound goes on as in recordings."""
    target = source.with_name(f"{minutes}-minutes.mp4")
    argv = ["ffmpeg", "-v", "error", "-y", "-stream_loop", str(minutes - 1), "-i", str(source)]
    argv += ["-f", "lavfi", "-i", "sine=r=48000", "-map", "0:v", "-map", "1:a"]
    run([*argv, "-c:v", "copy", "-c:a", "aac", "-t", str(60 * minutes), str(target)])
    return target


def cpu_seconds() -> float:
    """Return the processor seconds of this process and of all children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def export_of_cut(source: Path, folder: Path) -> Cut:
    """Ingest a source and export the cut, with an empty cache."""
    with tempfile.TemporaryDirectory(dir=folder) as cache:
        renderer = LocalRenderer(Path(cache), slots=SLOTS)
        timeline = Timeline.model_validate(_document())
        started, cpu = time.perf_counter(), cpu_seconds()
        uploads: Mapping[int, UploadDetails] = renderer.ingest(timeline, {1: source})
        ready = time.perf_counter() - started
        renderer.render(SealedTimeline(timeline, uploads), folder / "ours.mp4")
        return Cut(ready, time.perf_counter() - started, cpu_seconds() - cpu)


def _document() -> dict[str, object]:
    clip = {
        "id": "cut",
        "uploadId": 1,
        "startSeconds": 0,
        "sourceStartSeconds": CUT_FROM,
        "sourceEndSeconds": CUT_FROM + CUT_SECONDS,
    }
    return {"version": "create_video_v1", "clips": [clip]}


def plain(source: Path, folder: Path) -> float:
    """Cut with one call of ffmpeg, and return the seconds it took."""
    profile = encoder_profile(size=FULL_HD, rate=DEFAULT_RATE, quality="standard")
    options = dict(profile_options(profile)) | {"threads": 0, "c:a": "aac"}
    settings = [part for name, value in options.items() for part in (f"-{name}", str(value))]
    argv = ["ffmpeg", "-v", "error", "-y", "-ss", str(CUT_FROM), "-i", str(source)]
    return _timed(
        lambda: run([*argv, "-t", str(CUT_SECONDS), *settings, str(folder / "plain.mp4")])
    )


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def digest_seconds(source: Path) -> float:
    """Return how long the digest of a file takes, of which an ingest makes one."""
    return _timed(lambda: run(["sha256sum", str(source)]))


def main() -> None:
    """Measure in rounds, interleaved, and print the medians."""
    numbers = [int(text) for text in sys.argv[1:3]]
    minutes, rounds = (*numbers, *(10, 1)[len(numbers) :])
    ratios, growths, cpu_ratios = [], [], []
    with tempfile.TemporaryDirectory(prefix="reelmill-intake-") as temporary:
        folder = Path(temporary)
        short = minute(folder)
        long = repeated(short, minutes)
        for _ in range(rounds):
            before = cpu_seconds()
            by_hand = plain(long, folder)
            by_hand_cpu = cpu_seconds() - before
            brief, cut = export_of_cut(short, folder), export_of_cut(long, folder)
            cpu_ratios.append(cut.cpu / by_hand_cpu)
            ratios.append(cut.exported / by_hand)
            growths.append(cut.exported / brief.exported)
            ready = cut.ready - digest_seconds(long)
            print(
                f"plain {by_hand:.2f} s; out of one minute {brief.exported:.2f} s, "
                f"out of {minutes} {cut.exported:.2f} s, of which {ready:.2f} s until the "
                f"{long.stat().st_size >> 20} MB are ready, their digest not counted",
                flush=True,
            )
    print(f"against the plain call: {statistics.median(ratios):.2f}, aim {AIM}")
    print(f"the same by processor seconds: {statistics.median(cpu_ratios):.2f}")
    print(f"a longer source costs: {statistics.median(growths):.2f}, aim {GROWTH_AIM}")


if __name__ == "__main__":
    main()
