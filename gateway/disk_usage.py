# SPDX-License-Identifier: Apache-2.0
"""What takes the space of an embedded installation's folder, by kind."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

UNEXPLAINED = "unexplained"

_RECONCILED = {
    "uploads": ("videos", "logos", "audio", "images"),
    "exports": ("renders", "masters"),
    "derived from uploads": ("thumbs", "derived", "proxies"),
    "pieces of renders": (
        *("mezzanines", "pcm", "pictures", "text-images"),
        *("frames", "chunks", "mixes"),
    ),
    "streams": ("hls",),
}
"""The folders of the storage that services compare with their rows, by kind."""

_OTHERS = {
    "storage/.tmp": "being received",
    "storage/.parts": "being received",
    "storage/.meta": "metadata of stored files",
    "db": "databases",
    "log": "logs",
    "scratch": "scratch",
    "run": "running processes",
    "secrets": "keys",
    "lock": "running processes",
}
_OF_FOLDER = {
    **{f"storage/{folder}": kind for kind, folders in _RECONCILED.items() for folder in folders},
    **_OTHERS,
}

NOT_RECONCILED = frozenset(_OTHERS.values())
"""The kinds that are explained by where they lie, not by rows."""


def usage_by_kind(var: Path) -> Mapping[str, int]:
    """Return the bytes of all files below the folder of an installation, by kind.

    A file in no known place is of the kind `unexplained`.
    """
    found: Counter[str] = Counter({UNEXPLAINED: 0})
    for path, size in _files(var):
        found[_kind(path.relative_to(var))] += size
    return found


def report(usage: Mapping[str, int]) -> str:
    """Write a line for each kind, the largest first, and one for all together."""
    total = sum(usage.values())
    rows = [*sorted(usage.items(), key=lambda one: -one[1]), ("together", total)]
    return "".join(f"{kind:26} {size:15,} bytes\n" for kind, size in rows)


def _kind(path: Path) -> str:
    places = ["/".join(path.parts[:depth]) for depth in (1, 2)]
    return next((_OF_FOLDER[one] for one in places if one in _OF_FOLDER), UNEXPLAINED)


def _files(root: Path) -> Iterator[tuple[Path, int]]:
    """Yield every file with its size; one that is deleted meanwhile is left out."""
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder, name)
            try:
                yield path, path.lstat().st_size
            except FileNotFoundError:
                continue
