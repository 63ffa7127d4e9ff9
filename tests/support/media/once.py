# SPDX-License-Identifier: Apache-2.0
"""Media of a test run: made by the test that first needs it, and copied for every other one."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.support.servers import run


def make_once(path: Path, recipe: object, make: Callable[[Path], object]) -> Path:
    """Make a file at a path, or copy the one of an equal recipe; outside of a run, make it."""
    if not run.is_running():
        make(path)
        return path
    folder = run.folder() / "media"
    folder.mkdir(exist_ok=True)
    made = folder / f"{hashlib.sha256(repr(recipe).encode()).hexdigest()}{path.suffix}"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            unfinished = made.with_name(f"unfinished-{made.name}")
            make(unfinished)
            unfinished.rename(made)
    shutil.copyfile(made, path)
    return path
