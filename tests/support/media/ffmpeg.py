# SPDX-License-Identifier: Apache-2.0
"""The one place where tests of media/ start ffmpeg."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from media.errors import DurationUnknown
from media.packets import PacketTable, packets_argv, parse_packets
from media.probe import parse_probe, probe_argv
from media.streams import MediaProbe


def run(argv: Sequence[str], *, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run to the end; a failure shows what the program said."""
    done = subprocess.run(argv, cwd=cwd, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{argv}\n{done.stderr[-4000:]}"
    return done


def packets_of(path: Path) -> PacketTable:
    """The packet table of a file."""
    return parse_packets(run(packets_argv(path)).stdout)


def probe_of(path: Path) -> MediaProbe:
    """The facts of a file, measured by its packets where it does not state its duration."""
    answer = run(probe_argv(path)).stdout
    try:
        return parse_probe(answer)
    except DurationUnknown:
        return parse_probe(answer, measured_end=packets_of(path).end_seconds)
