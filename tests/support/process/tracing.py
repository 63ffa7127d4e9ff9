# SPDX-License-Identifier: Apache-2.0
"""What strace saw of ffmpeg and ffprobe: which files they opened, and whom they called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_LINE = re.compile(r"^(\d+) +(\w+)\((.*)$")
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
_OPENS = frozenset({"open", "openat", "openat2", "creat", "rename", "renameat2", "unlink"})

# What the loader and the libraries of any program read.
_OF_THE_SYSTEM = ("/lib/", "/lib64/", "/usr/lib/", "/usr/share/", "/etc/ld.so", "/etc/ssl/",
                  "/proc/", "/sys/", "/dev/null", "/dev/urandom", "/etc/OpenCL",
                  "/etc/gnutls")  # fmt: skip


def foreign_opens(log: Path, *, allowed: Path) -> tuple[list[str], int]:
    """Return what was opened or changed outside of a folder, and how much was opened in all.

    What was asked for and is not there, as optional settings of libraries, was not opened.
    """
    lines = [line for line in _of_ffmpeg(log) if line[0] in _OPENS and " = -1 " not in line[1]]
    foreign = [rest for call, rest in lines if _is_foreign(call, rest, str(allowed))]
    return foreign, len(lines)


def connections(log: Path) -> list[str]:
    """Return the connections that ffmpeg and ffprobe began."""
    return [rest for call, rest in _of_ffmpeg(log) if call == "connect"]


def _is_foreign(call: str, rest: str, allowed: str) -> bool:
    paths = _PATH.findall(rest)
    writes = call not in {"open", "openat", "openat2"} or _WRITES.search(rest) is not None
    own = (allowed, "/dev/null") if writes else (allowed, *_OF_THE_SYSTEM)
    return any(path.startswith("/") and not path.startswith(own) for path in paths)


def _of_ffmpeg(log: Path) -> Iterator[tuple[str, str]]:
    """Yield the calls of the processes that became ffmpeg or ffprobe, and of their threads."""
    programs: set[str] = set()
    for line in log.read_text(errors="replace").splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        process, call, rest = found.groups()
        if call == "execve" and re.match(r'"[^"]*/ff(?:mpeg|probe)"', rest):
            programs.add(process)
        elif process in programs:
            yield call, rest
            child = re.search(r"= (\d+)$", rest)
            if call in {"clone", "clone3", "vfork", "fork"} and child:
                programs.add(child[1])
