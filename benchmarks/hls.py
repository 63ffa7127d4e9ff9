# SPDX-License-Identifier: Apache-2.0
"""What packaging costs, against one ffmpeg command that decodes once and writes the same ladder.

Run by `python -m benchmarks.hls [seconds] [rounds]`; sixty seconds and one round unless said
otherwise. A master of ours is packaged with its copied top rung, and once more in a container
that is not copied, so that the whole ladder is encoded. Printed are the seconds until the first
rendition can be played, wall time and processor time, and their ratios to the hand-written command.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from google.protobuf.any_pb2 import Any as AnyMessage

from chassis.jobs.job import ClaimedJob, Lease, pack, unpack
from chassis.jobs.worker import CancellationToken
from chassis.storage import DiskStorage
from media.encode import profile_options
from media.encoder_profile import encoder_profile
from media.sizes import RUNG_CRF, Rung, Size, bufsize, ladder
from media.timecode import DEFAULT_RATE
from reelmill.hls.v1 import packaging_pb2
from services.hls.contract.packaging import PACKAGING, PackagingSpec
from services.hls.packager.ffmpeg import FfmpegPackager

FULL_HD = Size(1920, 1080)
COPIED_AIM, ENCODED_AIM, PLAYABLE_AIM = 0.75, 1.05, 1.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a packaging took: wall and processor seconds, and those until it could be played."""

    wall: float
    cpu: float
    playable: float = 0.0


class TimedToken(CancellationToken):
    """A token that notes when the first rendition was reported as playable."""

    def __init__(self) -> None:
        super().__init__()
        self.playable_at = 0.0

    def report_partial(self, partial: AnyMessage) -> None:
        """Note the moment of the first partial result that can be played."""
        progress = unpack(partial, packaging_pb2.PackagingProgress)
        if progress.HasField("playable") and not self.playable_at:
            self.playable_at = time.perf_counter()


def master(folder: Path, seconds: int) -> Path:
    """Make a master as exports are: 1080p30 with its key frames, peak rate and sound."""
    profile = encoder_profile(size=FULL_HD, rate=DEFAULT_RATE, quality="standard")
    options = dict(profile_options(profile)) | {"threads": 0}
    settings = [part for name, value in options.items() for part in (f"-{name}", str(value))]
    picture = f"testsrc2=s={FULL_HD}:r=30,format=yuv420p,setparams=range=tv:colorspace=bt709"
    argv = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", picture]
    argv += ["-f", "lavfi", "-i", "sine=r=48000", "-map", "0:v", "-map", "1:a", "-t", str(seconds)]
    target = folder / "master.mp4"
    sound = ["-c:a", "aac", "-ac", "2", "-b:a", "128k"]
    subprocess.run([*argv, *settings, *sound, str(target)], check=True)
    return target


def other_container(source: Path) -> Path:
    """Return the same streams in a container whose video is not copied."""
    target = source.with_suffix(".mkv")
    argv = ["ffmpeg", "-v", "error", "-y", "-i", str(source), "-c", "copy", str(target)]
    subprocess.run(argv, check=True)
    return target


def packaged(source: Path, folder: Path) -> Cost:
    """Package a video as a packager does, into a storage on this disk."""
    storage = DiskStorage(folder / "storage", b"s" * 32, "")
    storage.put_file(source.name, source, content_type="video/mp4")
    spec = PackagingSpec(
        production_ulid="01J00000000000000000000000",
        name="bench",
        source_key=source.name,
        source_bytes=source.stat().st_size,
        is_export=True,
        output_prefix=f"hls/{source.suffix[1:]}/",
    )
    job = ClaimedJob(Lease("bench", 1, 1), PACKAGING, pack(spec.to_message()), 3600.0)
    token = TimedToken()
    scratch = folder / "scratch"
    started, used = time.perf_counter(), _cpu()
    FfmpegPackager(storage, scratch).execute(job, token)
    ended = time.perf_counter()
    return Cost(ended - started, _cpu() - used, token.playable_at - started)


def by_hand(source: Path, folder: Path) -> Cost:
    """Write the same ladder by one command that decodes once and scales each rung from the last."""
    rungs = ladder(FULL_HD, is_copied=False)
    graph, outputs, above = [], [], "0:v"
    for number, rung in enumerate(rungs):
        scale = f"[{above}]scale={rung.size.width}:{rung.size.height}:flags=bicubic"
        above = f"n{number}"
        last = number == len(rungs) - 1
        graph.append(f"{scale}[o{number}]" if last else f"{scale},split=2[o{number}][{above}]")
        outputs += ["-map", f"[o{number}]", *_rung_options(rung), *_hls(folder / rung.name)]
    sound = ["-map", "0:a", "-c:a", "copy", *_hls(folder / "audio")]
    argv = ["ffmpeg", "-v", "error", "-y", "-i", str(source), "-filter_complex", ";".join(graph)]
    started, used = time.perf_counter(), _cpu()
    subprocess.run([*argv, *outputs, *sound], check=True)
    return Cost(time.perf_counter() - started, _cpu() - used)


def _rung_options(rung: Rung) -> list[str]:
    return [
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", str(RUNG_CRF), "-threads", "2"),
        *("-maxrate", str(rung.maxrate), "-bufsize", str(bufsize(rung.maxrate))),
        *("-x264-params", "keyint=60:min-keyint=60:scenecut=0:open-gop=0"),
    ]


def _hls(folder: Path) -> list[str]:
    folder.mkdir(exist_ok=True)
    return [
        *("-f", "hls", "-hls_time", "4", "-hls_playlist_type", "vod"),
        *("-hls_segment_type", "fmp4", str(folder / "playlist.m3u8")),
    ]


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Measure in rounds, interleaved, and print the medians."""
    numbers = [int(text) for text in sys.argv[1:3]]
    seconds, rounds = (*numbers, *(60, 1)[len(numbers) :])
    costs: dict[str, list[Cost]] = {"hand": [], "copied": [], "encoded": []}
    with tempfile.TemporaryDirectory(prefix="reelmill-hls-") as temporary:
        folder = Path(temporary)
        source = master(folder, seconds)
        other = other_container(source)
        for _ in range(rounds):
            costs["hand"].append(by_hand(source, folder))
            costs["copied"].append(packaged(source, folder))
            costs["encoded"].append(packaged(other, folder))
    _print(costs, seconds)


def _print(costs: dict[str, list[Cost]], seconds: int) -> None:
    def median(name: str, part: str) -> float:
        return float(statistics.median(getattr(one, part) for one in costs[name]))

    print(f"{seconds} s of 1080p30 by one command: {median('hand', 'wall'):.1f} s")
    for name, aim in (("copied", COPIED_AIM), ("encoded", ENCODED_AIM)):
        wall, cpu = (median(name, part) / median("hand", part) for part in ("wall", "cpu"))
        print(f"top rung {name}: wall {wall:.2f}, processor {cpu:.2f}, aim {aim}")
    playable = median("copied", "playable")
    print(f"first rendition playable after {playable:.2f} s, aim {PLAYABLE_AIM:.1f}")


if __name__ == "__main__":
    main()
