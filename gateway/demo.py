# SPDX-License-Identifier: Apache-2.0
"""A demonstration: clips are uploaded, cut, exported and published, by the REST API only."""

from __future__ import annotations

import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chassis import process
from cli import lifecycle, output
from cli.client import Client, CommandFailed
from gateway.demo_media import FREEZE_FRAME, LAST_OF_INSET, MEDIA, PLAIN_UPLOAD, DemoMedia, tracks
from media.sample_clips import SAMPLE_CLIPS, sample_clip_argv


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a demonstration leaves: the ids of its project and of its publication."""

    project_id: int
    publication: dict[str, Any]


@dataclass(slots=True)
class Demonstration:
    """A run of the demonstration, with the account it made and the seconds each step took."""

    client: Client
    email: str = field(default_factory=lambda: f"demo-{secrets.token_hex(4)}@example.org")
    password: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    timings: dict[str, float] = field(default_factory=dict)

    def run(self, folder: Path) -> Outcome:
        """Run all steps: make media, register, upload, cut, export, package and publish."""
        with self._timed("three clips"):
            clips = make_clips(folder)
            media = make_media(folder)
        with self._timed("account"):
            self.client.sign_in(self.email, self.password, register=True)
        with self._timed("upload"):
            uploads = [self._upload(clip) for clip in clips]
            over = {one.name: self._upload(folder / one.name, one) for one in media}
        with self._timed("freeze frame"), output.bar("freezing a frame"):
            over[FREEZE_FRAME] = lifecycle.freeze_frame(
                self.client, uploads[2], at_seconds=LAST_OF_INSET, long_edge=1920
            )
        with self._timed("export"):
            project_id = self._project(uploads, tracks(over, tuple(uploads)))
            export = self._export(project_id)
        with self._timed("packaging"), output.bar("packaging for streaming") as advance:
            production = lifecycle.prepare_hls(self.client, export, advance=advance)
            captions = f"/api/productions/{production}/captions/en/from-timeline"
            self.client.post(captions, {"label": "English"})
        with self._timed("publication"):
            group = lifecycle.create_group(self.client, "Demonstrations")
            publication = lifecycle.publish(self.client, production, space_id=group)
        return Outcome(project_id, publication)

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        self.timings[step] = time.monotonic() - started

    def _upload(self, path: Path, about: DemoMedia = PLAIN_UPLOAD) -> int:
        with output.bar(f"upload of {path.name}") as advance:
            upload_id = lifecycle.upload(
                self.client, path, advance=advance, sign_at=about.sign_at, about=about.request
            )
            advance(1.0, "ingest")
            lifecycle.wait_until_ready(self.client, upload_id)
        return upload_id

    def _project(self, uploads: list[int], over: dict[str, Any]) -> int:  # Any: timeline members
        clips = lifecycle.whole_clips(self.client, uploads)
        return lifecycle.create_project(
            self.client, name="A demonstration", clips=clips, tracks=over
        )

    def _export(self, project_id: int) -> int:
        with output.bar("export") as advance:
            job = lifecycle.start_export(self.client, project_id)
            return lifecycle.wait_for_export(self.client, project_id, job, advance=advance)


def make_clips(folder: Path) -> list[Path]:
    """Make three short clips with different pictures and tones."""
    clips = []
    for sample in SAMPLE_CLIPS:
        clip = folder / f"{sample.name}.mp4"
        with output.bar(f"making {clip.name}"):
            process.run(sample_clip_argv(sample, clip), limits=process.Limits(timeout=120))
        clips.append(clip)
    return clips


def make_media(folder: Path) -> tuple[DemoMedia, ...]:
    """Make the images, the narration and the music."""
    for one in MEDIA:
        process.run(one.argv(folder / one.name), limits=process.Limits(timeout=60))
    return MEDIA


def main() -> int:
    """Run the demonstration on the platform at the URL in `argv`."""
    url = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="reelmill-demo-") as folder, Client(url) as client:
        shown = Demonstration(client)
        try:
            outcome = shown.run(Path(folder))
        except (CommandFailed, process.ChildError) as error:
            output.ERRORS.print(f"reelmill: {error}", markup=False)
            return 1
    report(shown, outcome)
    return 0


def report(shown: Demonstration, outcome: Outcome) -> None:
    """Print how long each step took and where the result is played and edited."""
    rows = [{"step": step, "seconds": f"{took:.1f}"} for step, took in shown.timings.items()]
    total = sum(shown.timings.values())
    output.table([*rows, {"step": "all", "seconds": f"{total:.1f}"}], ("step", "seconds"))
    client = shown.client
    for line in (
        f"\nWatch it: {lifecycle.watch_url(client, outcome.publication)}",
        f"Sign in:  {shown.email}, password {shown.password}",
        f"Edit it:  {lifecycle.editor_url(client, outcome.project_id)}",
    ):
        output.CONSOLE.print(line, markup=False, soft_wrap=True)


if __name__ == "__main__":
    sys.exit(main())
