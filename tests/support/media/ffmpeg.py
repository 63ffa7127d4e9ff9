# SPDX-License-Identifier: Apache-2.0
"""Runs ffmpeg and ffprobe for tests."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from media.errors import DurationUnknown
from media.packets import PacketTable, packets_argv, parse_packets
from media.probe import parse_probe, probe_argv
from media.streams import MediaProbe


def run(argv: Sequence[str], *, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command; a failure shows its standard error."""
    done = subprocess.run(argv, cwd=cwd, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{argv}\n{done.stderr[-4000:]}"
    return done


def packets_of(path: Path) -> PacketTable:
    """Return the packet table of a file."""
    return parse_packets(run(packets_argv(path)).stdout)


def probe_of(path: Path) -> MediaProbe:
    """Return the probe of a file, from its packets where it states no duration."""
    answer = run(probe_argv(path)).stdout
    try:
        return parse_probe(answer)
    except DurationUnknown:
        return parse_probe(answer, measured_end=packets_of(path).end_seconds)
