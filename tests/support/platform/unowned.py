# SPDX-License-Identifier: Apache-2.0
"""Lists what the reconcilers of all services find: stored files, and those without an owner."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping

_WITH_FILES = ("library", "render", "hls")
_LINE = "without an owner: "
_FOLDER = re.compile(r"^(\S+): \d+ objects, (\d+) bytes; .*, (\d+) bytes$", re.MULTILINE)


def unowned_keys(environ: Mapping[str, str]) -> list[str]:
    """Run a dry run of each reconciler, whatever the age, and return the keys that it lists."""
    lines = [line for service in _WITH_FILES for line in _of_service(service, environ)]
    return [line.removeprefix(_LINE) for line in lines if line.startswith(_LINE)]


def owned_bytes(environ: Mapping[str, str]) -> dict[str, int]:
    """Return the bytes of the files in each folder that belong to rows, whatever their age."""
    lines = "\n".join(line for service in _WITH_FILES for line in _of_service(service, environ))
    return {
        folder.strip("/"): int(size) - int(unowned)
        for folder, size, unowned in _FOLDER.findall(lines)
    }


def _of_service(service: str, environ: Mapping[str, str]) -> list[str]:
    argv = [sys.executable, "-m", f"services.{service}", "reconcile", "--dry-run"]
    ran = subprocess.run(
        [*argv, "--older-than-days", "0"],
        env=dict(environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()
