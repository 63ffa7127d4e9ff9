# SPDX-License-Identifier: Apache-2.0
"""Scratch directories, which are deleted even when the process that made them crashed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

_PREFIX = "scratch-"


@contextlib.contextmanager
def scratch_directory(root: Path) -> Iterator[Path]:
    """Make a directory that is deleted after the block."""
    root.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as locks:
        with _locked(root):
            path = Path(tempfile.mkdtemp(dir=root, prefix=_PREFIX))
            locks.enter_context(_locked(path))
        try:
            yield path
        finally:
            # A child that is ending may leave a file; the next sweep deletes it.
            shutil.rmtree(path, ignore_errors=True)


def sweep_scratch(root: Path) -> int:
    """Delete the directories of processes that have ended, and return how many."""
    root.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as locks:
        with _locked(root):
            abandoned = [path for path in root.glob(f"{_PREFIX}*") if _lock_abandoned(path, locks)]
        for path in abandoned:
            shutil.rmtree(path, ignore_errors=True)
    return len(abandoned)


def _lock_abandoned(path: Path, locks: contextlib.ExitStack) -> bool:
    try:
        locks.enter_context(_locked(path, fcntl.LOCK_EX | fcntl.LOCK_NB))
    except (BlockingIOError, FileNotFoundError, NotADirectoryError):
        return False
    return True


@contextlib.contextmanager
def _locked(folder: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    """Hold the lock of a folder, which the kernel releases when the process ends."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)
