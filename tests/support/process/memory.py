# SPDX-License-Identifier: Apache-2.0
"""How much memory a process and its children take at most."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Collection
from pathlib import Path
from types import TracebackType

from tests.support.process.children import children_of

_EVERY_SECONDS = 0.05


class Peak:
    """Looks at the descendants of a process for a block, and keeps the largest resident size.

    That of the process itself is kept beside it. A child that has not begun its own program yet is
    a copy of its parent, and does not count; neither do `ignored` children and theirs.
    """

    def __init__(self, pid: int, *, ignored: Collection[int] = ()) -> None:
        self.bytes = self.own_bytes = 0
        self._pid = pid
        self._ignored = ignored
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY_SECONDS):
            self.own_bytes = max(self.own_bytes, high_water(self._pid))
            own = _command(self._pid)
            for pid in _descendants(self._pid, self._ignored):
                if _command(pid) != own:
                    self.bytes = max(self.bytes, high_water(pid))


def _descendants(pid: int, ignored: Collection[int] = ()) -> list[int]:
    children = [one for one in children_of(pid) if one not in ignored]
    return children + [one for child in children for one in _descendants(child)]


def _command(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def high_water(pid: int) -> int:
    """Return the largest resident size that a process has had so far, in bytes; 0 if it is gone."""
    with contextlib.suppress(OSError):
        line = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(line[1]) * 1024 if line else 0
    return 0
