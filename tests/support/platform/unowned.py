# SPDX-License-Identifier: Apache-2.0
"""Lists the stored files that belong to no row, as the reconcilers of all services find them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

_WITH_FILES = ("library", "render", "hls")
_LINE = "without an owner: "


def unowned_keys(environ: Mapping[str, str]) -> list[str]:
    """Run a dry run of each reconciler, whatever the age, and return the keys that it lists."""
    return [key for service in _WITH_FILES for key in _of_service(service, environ)]


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
    return [line.removeprefix(_LINE) for line in ran.stdout.splitlines() if line.startswith(_LINE)]
