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


class FfmpegCase:
    """An installation whose packager is ffmpeg."""

    def __init__(self, folder: Path) -> None:
        self.hls = HlsInstallation(folder)

    @contextlib.contextmanager
    def packager(self) -> Iterator[subprocess.Popen[bytes]]:
        """Run a packager for a block."""
        with self.hls.packager() as process:
            yield process

    def jobs_made(self) -> int | None:
        """Count the jobs that were submitted elsewhere."""
        return None

    def close(self) -> None:
        """Stop everything."""
        self.hls.close()


class MediaConvertCase:
    """An installation whose packager is MediaConvert."""

    def __init__(self, installation: MediaConvertInstallation) -> None:
        self.installation = installation
        self.hls = installation.hls

    @contextlib.contextmanager
    def packager(self) -> Iterator[subprocess.Popen[bytes]]:
        """Run a packager for a block."""
        with self.hls.packager("mediaconvert") as process:
            yield process

    def jobs_made(self) -> int | None:
        """Count the jobs that were submitted elsewhere."""
        return len(self.installation.endpoint.store.all())


Case = FfmpegCase | MediaConvertCase


@contextlib.contextmanager
def a_case(name: str, folder: Path) -> Iterator[Case]:
    """Have the installation of a packager, `ffmpeg` or `mediaconvert`, for a block."""
    if name == "ffmpeg":
        ffmpeg = FfmpegCase(folder)
        yield ffmpeg
        ffmpeg.close()
    else:
        with mediaconvert_installation(folder) as installation:
            yield MediaConvertCase(installation)


def create(case: Case, upload_id: int) -> int:
    """Package an upload; return the id of the production."""
    answer = case.hls.client().post("/api/productions", json={"uploadId": upload_id})
    assert answer.status_code == 201, answer.json
    return int(answer.json["production"]["id"])


def over(case: Case, production_id: int) -> dict[str, Any]:
    """Return a production when it is completed or failed."""
    return case.hls.wait_for(production_id, is_over)
