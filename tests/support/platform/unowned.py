# SPDX-License-Identifier: Apache-2.0
"""Lists what the reconcilers of all services find: stored files, and those without an owner."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping

from gateway.disk_usage import NOT_RECONCILED, report, usage_by_kind
from tests.support.platform.embedded import Embedded

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


def check_owners(environ: Mapping[str, str]) -> None:
    """Every stored file belongs to a row, whatever was deleted and killed before."""
    # The age of files is that of the machine's clock.
    unowned = unowned_keys({**environ, "LD_PRELOAD": ""})
    print(f"files without an owner: {unowned}")
    assert not unowned


def check_explained(platform: Embedded) -> None:
    """The size of the installation is explained to a hundredth, by kind and by rows."""
    usage = usage_by_kind(platform.var)
    print(report(usage))
    owned = sum(owned_bytes({**platform.service_environ(), "LD_PRELOAD": ""}).values())
    others = sum(usage[kind] for kind in NOT_RECONCILED)
    total = sum(usage.values())

    assert abs(total - owned - others) <= total / 100, (total, owned, dict(usage))
