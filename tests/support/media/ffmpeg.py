# SPDX-License-Identifier: Apache-2.0
"""Runs ffmpeg and ffprobe for tests."""

from __future__ import annotations

import hashlib
import json
import subprocess
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from media.file_headers import Inspected
from media.intake import Source, open_source, read_source
from media.packets import PacketTable, packets_argv, parse_packets
from media.sound import SoundMaker
from media.streams import MediaProbe
from tests.support.servers import run as run_of_tests

_PLACE = "{the file that was read}"


def run(argv: Sequence[str], *, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command; a failure shows its standard error."""
    done = subprocess.run(argv, cwd=cwd, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{argv}\n{done.stderr[-4000:]}"
    return done


def packets_of(path: Path) -> PacketTable:
    """Return the packet table of a file."""
    return parse_packets(run(packets_argv(path)).stdout)


def probe_of(path: Path) -> MediaProbe:
    """Return what is in a file."""
    return read_source(path, inspect=inspect).probe


def source_of(path: Path, audio_track: int | None = None) -> Source:
    """Open a file as an upload; what that makes lies beside it."""
    return open_source(path, path.parent, inspect=inspect, make=make, audio_track=audio_track)


def sound_of(path: Path, samples: int, audio_track: int | None = None) -> np.ndarray:
    """Return samples of the sound of a video, a row of two for each."""
    target = path.with_name(f"{path.name}.s16")
    maker = SoundMaker(path.parent, inspect=inspect, make=make)
    maker.of_video(source_of(path, audio_track), target, samples=samples)
    return np.fromfile(target, "<i2").reshape(-1, 2)


def inspect(argv: Sequence[str]) -> Inspected:
    """Run a command that reads a file, unless this run has seen what it prints of an equal one."""
    files = [part for part in argv if part.startswith("/") and Path(part).is_file()]
    if len(files) != 1 or not run_of_tests.is_running():
        return _inspected(argv)
    known = run_of_tests.folder() / "inspected" / _digest(argv, Path(files[0]))
    if not known.exists():
        printed = json.dumps(asdict(_inspected(argv))).replace(files[0], _PLACE)
        known.parent.mkdir(exist_ok=True)
        unfinished = known.with_name(f"{known.name}-{uuid.uuid4()}")
        unfinished.write_text(printed)
        unfinished.rename(known)
    return Inspected(**json.loads(known.read_text().replace(_PLACE, files[0])))


def _digest(argv: Sequence[str], file: Path) -> str:
    """Return what names a command by its options, and the file that it reads by its content."""
    command = repr([part.replace(str(file), file.suffix) for part in argv])
    return hashlib.sha256(command.encode() + file.read_bytes()).hexdigest()


def _inspected(argv: Sequence[str]) -> Inspected:
    done = subprocess.run(argv, capture_output=True, text=True, timeout=120)
    return Inspected(done.stdout, done.stderr, done.returncode == 0)


def make(argv: Sequence[str]) -> bool:
    """Run a command that writes files, and return whether it ended well."""
    return subprocess.run(argv, capture_output=True, timeout=120).returncode == 0
