# SPDX-License-Identifier: Apache-2.0
"""`python -m services.render export`: an export of local files, and no server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.media.barcode import read_barcodes
from tests.support.media.video import make_video
from tests.support.process.waiting import HANG_SECONDS
from tests.support.render.cluster import ROOT
from tests.support.render.samples import a_clip


def make(
    folder: Path, *clips: Mapping[str, object], more: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the command over the folder's media."""
    document = {"version": "create_video_v1", "clips": list(clips), "output": {}}
    (folder / "timeline.json").write_text(json.dumps(document))
    argv = [sys.executable, "-m", "services.render", "export", "timeline.json", "--media", "media"]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "gen")])
    return subprocess.run(
        [*argv, "-o", "out.mp4", *more],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )


def test_an_export_of_local_files_reuses_the_results_of_the_one_before(
    tmp_path: Path,
) -> None:
    media = tmp_path / "media"
    media.mkdir()
    make_video(media / "1.mp4", 2, "320x180")
    make_video(media / "2 beach.mp4", 2, "320x180", "24", barcode_source_id=2)
    clips = [a_clip(1, start=0, source=(0.5, 1.5)), a_clip(2, start=1, source=(0, 1.5))]

    first = make(tmp_path, *clips, more=["--cache", "cache"])
    shown = read_barcodes(tmp_path / "out.mp4")
    again = make(tmp_path, *clips, more=["--cache", "cache"])

    assert first.returncode == 0, first.stderr
    assert "75 frames" in first.stderr and ", 0 results reused" in first.stderr
    assert shown[:30] == [(1, n) for n in range(15, 45)]
    assert {code and code[0] for code in shown[30:]} == {2}
    assert "1 jobs run" in again.stderr and read_barcodes(tmp_path / "out.mp4") == shown


def test_an_export_that_cannot_be_rendered_prints_one_line(tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    (media / "1.mp4").write_text("just words")

    words = make(tmp_path, a_clip(1, start=0, source=(0, 1)))
    nothing = make(tmp_path, a_clip(2, start=0, source=(0, 1)))

    assert (words.returncode, nothing.returncode) == (1, 1)
    assert "not_media: “1.mp4”" in words.stderr
    assert "source_missing: No media file is named 2." in nothing.stderr
    assert not (tmp_path / "out.mp4").exists()
