# SPDX-License-Identifier: Apache-2.0
"""What an editor waits for: saving a timeline or a draft, and the layout of short and long ones.

A save, of a timeline of 60 items or of a config with ranges and overlays, is compared with a bare
Flask view that executes the same UPDATE. The layout (`POST /api/timelines/resolve`) of 25 clips and
25 titles, and of 500 and 200, the most of both that a timeline has, is printed in milliseconds, and
so is what validating configs of 1 MiB takes.
Run by `python -m benchmarks.drafts [requests]`.
"""

from __future__ import annotations

import json
import statistics
import sys

from benchmarks import configs
from benchmarks.beside_bare import Sides, measure, running_sides
from benchmarks.documents import clips, document, titles

UPLOADS = 5


def measure_saves(sides: Sides, count: int) -> None:
    """Save 30 clips and 30 titles, and compare with the bare view."""
    project = sides.new_project()
    path = f"/api/create-video/projects/{project}/timeline"
    body = json.dumps({"timeline": document(clips=clips(30), titles=titles(30))})
    measure(
        sides.target("PATCH timeline of 60 items", "drafts", "PATCH", path, body),
        sides.target("the same", "bare", "PATCH", f"/timeline/{project}", body),
        count,
    )


def measure_configs(sides: Sides, count: int) -> None:
    """Save the config of a draft with ranges, and compare with the bare view."""
    draft = sides.new_draft(1)
    ranges = [{"start": one / 2, "end": one / 2 + 0.4} for one in range(18)]
    config = {"name": "Film", "defaultStoryText": "x" * 500, "edit": {"ranges": ranges}}
    path, body = f"/api/production-drafts/{draft}", json.dumps({"config": config})
    measure(
        sides.target("PATCH config of a draft", "drafts", "PATCH", path, body),
        sides.target("the same", "bare", "PATCH", f"/config/{draft}", body),
        count,
    )


def measure_layouts(sides: Sides, clip_count: int, title_count: int, count: int) -> None:
    """Ask for layouts of clips with titles; each document differs, so that none is kept."""
    taken = []
    for number in range(count):
        timeline = document(clips=clips(clip_count), titles=titles(title_count))
        timeline["screenTitles"][0]["text"] = f"Take {number}"
        body = json.dumps({"timeline": timeline})
        path = "/api/timelines/resolve"
        resolve = sides.target("resolve", "drafts", "POST", path, body)
        taken.append(resolve.seconds())
        # What cannot be laid out is answered soon, too.
        if problems := json.loads(resolve.answer())["problems"]:
            raise RuntimeError(f"no layout of {clip_count} clips: {problems[0]}")
    middle, items = statistics.median(taken) * 1000, clip_count + title_count
    print(f"resolve {items} items: p50 {middle:.1f} ms, worst {max(taken) * 1000:.1f} ms")


def main(count: int) -> None:
    """Measure saves of timelines and of configs, and layouts."""
    with running_sides() as sides:
        sides.add_uploads(UPLOADS)
        measure_saves(sides, count)
        measure_configs(sides, count)
        measure_layouts(sides, 25, 25, max(count // 10, 10))
        measure_layouts(sides, 500, 200, max(count // 20, 10))
    configs.main(20)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
