# SPDX-License-Identifier: Apache-2.0
"""The build of ffmpeg and x264 of this node, which is part of the keys of all it encodes."""

from __future__ import annotations

from pathlib import Path

from chassis.process import Limits, run, scratch_directory
from media.build import parse_build, sample_argv, version_argv
from media.encode import PROFILE_VERSION

_LIMITS = Limits(timeout=30)


def encoder_build(scratch: Path) -> str:
    """Return the versions of ffmpeg, of x264 and of the encoder settings of this code."""
    with scratch_directory(scratch) as folder:
        version = run(version_argv(), limits=_LIMITS, scratch=folder).stdout_tail
        sample = run(sample_argv(), limits=_LIMITS, scratch=folder).stdout_tail
    return f"{parse_build(version, sample)}/{PROFILE_VERSION}"
