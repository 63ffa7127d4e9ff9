# SPDX-License-Identifier: Apache-2.0
"""The packaging job of a production: attempts, crashes and progress."""

from __future__ import annotations

from dataclasses import dataclass

from services.hls.contract.packagers import FFMPEG, Conversion, Packager
from services.hls.contract.packaging import ENCODED_FRACTION, RenditionProgress


@dataclass(frozen=True, slots=True)
class PackagingJob:
    """The leased job of packaging one production; `fraction` is the share done, 0..1.

    `renditions` says how much of each is made; it is empty until the video was looked at.
    `checkpoint` is what its last packager noted for the next.
    """

    job_id: int
    production_id: int
    state: str
    token: int
    attempts: int
    crashes: int
    fraction: float
    renditions: tuple[RenditionProgress, ...] = ()
    packager: Packager = FFMPEG
    checkpoint: str = ""

    @property
    def is_running(self) -> bool:
        """Whether a packager holds it."""
        return self.state == "running"

    @property
    def conversion(self) -> Conversion | None:
        """The job at MediaConvert that its packager waits for, or waited for."""
        return Conversion.from_checkpoint(self.checkpoint)

    @property
    def stage(self) -> str:
        """What is being done: queued, transcoding or packaging; done and failed at the end."""
        if self.state in {"done", "failed"}:
            return self.state
        if not self.is_running:
            return "queued"
        return "transcoding" if self.fraction < ENCODED_FRACTION else "packaging"

    @property
    def progress_percent(self) -> int:
        """The share done in whole percent."""
        return round(100 * self.fraction)
