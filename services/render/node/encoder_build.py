# SPDX-License-Identifier: Apache-2.0
"""What this node encodes with: a part of the key of all it encodes."""

from __future__ import annotations

from pathlib import Path

from chassis.process import Limits, run, scratch_directory
from media.build import parse_build, sample_argv, version_argv
from media.encode import PROFILE_VERSION

_BRIEFLY = Limits(timeout=30)


def encoder_build(scratch: Path) -> str:
    """Ask the ffmpeg of this node which it is, and add the version of our own settings."""
    with scratch_directory(scratch) as folder:
        version = run(version_argv(), limits=_BRIEFLY, scratch=folder).stdout_tail
        sample = run(sample_argv(), limits=_BRIEFLY, scratch=folder).stdout_tail
    return f"{parse_build(version, sample)}/{PROFILE_VERSION}"
