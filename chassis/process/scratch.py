# SPDX-License-Identifier: Apache-2.0
"""Directories for the work of one moment, removed afterwards even if we die in between."""

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
    """Make a directory that is removed in the end, whatever happens."""
    root.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        with _locked(root):
            path = Path(tempfile.mkdtemp(dir=root, prefix=_PREFIX))
            held.enter_context(_locked(path))
        try:
            yield path
        finally:
            # A stray file of a dying child may be left; the next sweep takes it.
            shutil.rmtree(path, ignore_errors=True)


def sweep_scratch(root: Path) -> int:
    """Remove the directories of processes that died, and count them."""
    root.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        with _locked(root):
            abandoned = [path for path in root.glob(f"{_PREFIX}*") if _take(path, held)]
        for path in abandoned:
            shutil.rmtree(path, ignore_errors=True)
    return len(abandoned)


def _take(path: Path, held: contextlib.ExitStack) -> bool:
    try:
        held.enter_context(_locked(path, fcntl.LOCK_EX | fcntl.LOCK_NB))
    except (BlockingIOError, FileNotFoundError, NotADirectoryError):
        return False
    return True


@contextlib.contextmanager
def _locked(folder: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    """Hold a folder's lock, which the kernel lets go when its owner dies, however it dies."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)
