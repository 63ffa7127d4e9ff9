# SPDX-License-Identifier: Apache-2.0
"""What an unchanged and an edited export take on the whole platform, from the call to the upload.

The embedded platform is started, the cut of the render benchmark is uploaded and exported, and
then exported again unchanged and after edits, each beside the hand-written ffmpeg call. Run by
`python -m benchmarks.exports [seconds] [folder for the sources]`; 30 s unless said
otherwise. Ratios are of wall time to that of the call.
"""

from __future__ import annotations

import copy
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import render_cut
from benchmarks.render import EDITS
from benchmarks.render_cut import Document
from tests.support.platform.creator import Creator, a_creator
from tests.support.platform.embedded import running_embedded

LONGEST = 3600.0
SOUNDS = {
    render_cut.VOICE: "/api/create-video/narration/sign",
    render_cut.MUSIC: "/api/create-video/audio/sign",
}


def slipped(document: Document) -> Document:
    """Show every clip a frame later in its source, so that no cached result fits."""
    for clip in document["clips"]:
        for name in ("sourceStartSeconds", "sourceEndSeconds"):
            clip[name] = round(clip[name] + 1 / render_cut.RATE, 6)
    return document


STEPS: tuple[tuple[str, Callable[[Document], Document]], ...] = (
    ("full, as the uploads are ready", EDITS["nothing"]),
    ("full, warm", slipped),
    *((name, EDITS[name]) for name in ("nothing", "title", "trim", "sound", "nothing")),
)


def uploaded(creator: Creator, files: Mapping[int, Path]) -> dict[int, int]:
    """Upload the sources, and return the id that each has there."""
    found = {number: creator.upload(path, **signing(number)) for number, path in files.items()}
    for upload_id in found.values():
        creator.ready(upload_id)
    return found


def signing(number: int) -> dict[str, str]:
    """How a source of the cut is signed."""
    if number in SOUNDS:
        return {"content_type": "audio/mp4", "sign_at": SOUNDS[number]}
    if number == render_cut.LOGO:
        return {"content_type": "image/png", "kind": "logo"}
    if number >= render_cut.FIRST_IMAGE:
        return {"content_type": "image/png", "kind": "image", "imageRole": "overlay"}
    return {}


def renumbered(document: Document, ids: Mapping[int, int]) -> Document:
    """Let a cut name the uploads by their ids there."""
    for items in document.values():
        for item in items if isinstance(items, list) else ():
            item["uploadId"] = ids.get(item.get("uploadId"), item.get("uploadId"))
            if item["uploadId"] is None:
                del item["uploadId"]
    return document


def exported(creator: Creator, project_id: int) -> float:
    """Export a project and return the seconds until it is an upload."""
    started = time.perf_counter()
    ended = creator.exported(project_id)
    if ended["status"] != "completed":
        raise SystemExit(f"the export ended: {ended}")
    return time.perf_counter() - started


def main() -> None:
    """Measure once and print seconds and ratios."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else render_cut.DEFAULT_SECONDS
    with tempfile.TemporaryDirectory(prefix="reelmill-exports-") as temporary:
        folder = Path(temporary)
        media = Path(sys.argv[2]) if len(sys.argv) > 2 else folder
        files = render_cut.sources(media, seconds=seconds)
        titles = render_cut.title_pictures(folder)
        target = folder / "by-hand.mp4"
        started = time.perf_counter()
        hand = render_cut.hand_written(files, titles, target, seconds=seconds)
        subprocess.run(hand, check=True)
        by_hand = time.perf_counter() - started
        print(f"by hand: {by_hand:.1f} s = 1.00", flush=True)
        with running_embedded() as platform, a_creator(platform.url, patience=LONGEST) as creator:
            ids = uploaded(creator, files)
            whole = render_cut.document(seconds)
            for name, edit in STEPS:
                edited = renumbered(edit(copy.deepcopy(whole)), ids)
                del edited["version"]
                project = creator.project(edited.pop("clips"), name=name, **edited)
                taken = exported(creator, project)
                print(f"{name}: {taken:.2f} s, {taken / by_hand:.3f}", flush=True)


if __name__ == "__main__":
    main()
