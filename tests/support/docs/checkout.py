# SPDX-License-Identifier: Apache-2.0
"""A folder that looks like a clone of the repository, with an installation of its own in `var`."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.platform.embedded import Embedded, of_run

ROOT = Path(__file__).resolve().parents[3]
LEFT_OUT = {".git", "var", "build"}


@dataclass(frozen=True)
class Checkout:
    """The folder, the installation in it, which may be up or down, and its environment."""

    folder: Path
    platform: Embedded

    @property
    def env(self) -> Mapping[str, str]:
        """What a terminal in this folder has: a port that is free, and a home of its own."""
        stored = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return {
            **stored,
            "HOME": str(self.folder),
            "PORT": str(self.platform.port),
            "VAR": str(self.platform.var),
        }


@contextlib.contextmanager
def own_checkout() -> Iterator[Checkout]:
    """Have such a folder for a block; whatever runs in it then is killed afterwards."""
    with _folder() as folder:
        platform = Embedded(folder / "var")
        try:
            yield Checkout(folder, platform)
        finally:
            platform.end()


@contextlib.contextmanager
def checkout_of_run() -> Iterator[Checkout]:
    """Have such a folder for a block, whose `var` is that of the platform of this test run."""
    platform = of_run()
    with _folder() as folder:
        (folder / "var").symlink_to(platform.var)
        yield Checkout(folder, platform)


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="reelmill-docs-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for path in ROOT.iterdir():
            if path.name not in LEFT_OUT:
                (folder / path.name).symlink_to(path)
        yield folder
