# SPDX-License-Identifier: Apache-2.0
"""An installation for each kind of packager, for what all packagers do alike."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.hls.installation import HlsInstallation
from tests.support.mediaconvert.installation import (
    MediaConvertInstallation,
    is_over,
    mediaconvert_installation,
)


class _Packaging:
    """An installation, and a packager that many tests share since each takes a second to start."""

    verb: str

    def __init__(self, hls: HlsInstallation) -> None:
        self.hls = hls
        self._shared: contextlib.ExitStack | None = None

    def share_packager(self) -> None:
        """Have a packager until a test ends it to run one of its own."""
        if self._shared is None:
            self._shared = contextlib.ExitStack()
            self._shared.enter_context(self.hls.packager(self.verb))

    @contextlib.contextmanager
    def packager(self) -> Iterator[subprocess.Popen[bytes]]:
        """Run a packager for a block."""
        self.end_shared_packager()
        with self.hls.packager(self.verb) as process:
            yield process

    def end_shared_packager(self) -> None:
        """End the packager that tests share, so that it claims no job of the next test."""
        if self._shared is not None:
            self._shared.close()
            self._shared = None


class FfmpegCase(_Packaging):
    """An installation whose packager is ffmpeg."""

    verb = "packager"

    def jobs_made(self) -> int | None:
        """Count the jobs that were submitted elsewhere."""
        return None


class MediaConvertCase(_Packaging):
    """An installation whose packager is MediaConvert."""

    verb = "mediaconvert"

    def __init__(self, installation: MediaConvertInstallation) -> None:
        super().__init__(installation.hls)
        self.installation = installation

    def jobs_made(self) -> int | None:
        """Count the jobs that were submitted elsewhere."""
        return len(self.installation.endpoint.store.all())


Case = FfmpegCase | MediaConvertCase


@contextlib.contextmanager
def a_case(name: str, folder: Path) -> Iterator[Case]:
    """Have the installation of a packager, `ffmpeg` or `mediaconvert`, for a block."""
    with contextlib.ExitStack() as opened:
        case: Case
        if name == "ffmpeg":
            case = FfmpegCase(HlsInstallation(folder))
            opened.callback(case.hls.close)
        else:
            case = MediaConvertCase(opened.enter_context(mediaconvert_installation(folder)))
        opened.callback(case.end_shared_packager)
        yield case


def create(case: Case, upload_id: int) -> int:
    """Package an upload; return the id of the production."""
    answer = case.hls.client().post("/api/productions", json={"uploadId": upload_id})
    assert answer.status_code == 201, answer.json
    return int(answer.json["production"]["id"])


def over(case: Case, production_id: int) -> dict[str, Any]:
    """Return a production when it is completed or failed."""
    return case.hls.wait_for(production_id, is_over)
