# SPDX-License-Identifier: Apache-2.0
"""The packagers that an installation may have, and what one notes of a job at MediaConvert."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Packager = Literal["ffmpeg", "mediaconvert"]
PACKAGERS: tuple[Packager, ...] = get_args(Packager)

FFMPEG: Packager = "ffmpeg"
"""Packages on machines of the installation."""

MEDIACONVERT: Packager = "mediaconvert"
"""Lets AWS Elemental MediaConvert package, and waits for it."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A job at MediaConvert, and how many attempts had failed when it was submitted."""

    job_id: str
    failed_attempts: int = 0

    @property
    def checkpoint(self) -> str:
        """The checkpoint of a packaging job that waits for it."""
        return f"{self.failed_attempts}:{self.job_id}"

    @classmethod
    def from_checkpoint(cls, checkpoint: str) -> Conversion | None:
        """Read a checkpoint; None when it names no job."""
        attempts, _, job_id = checkpoint.partition(":")
        return cls(job_id, int(attempts)) if attempts.isdigit() and job_id else None
