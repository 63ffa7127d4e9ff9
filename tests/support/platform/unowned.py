# SPDX-License-Identifier: Apache-2.0
"""Lists what the reconcilers of all services find: stored files, and those without an owner."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence

from gateway.disk_usage import NOT_RECONCILED, report, usage_by_kind
from tests.support.platform.embedded import Embedded

_WITH_FILES = ("library", "render", "hls")
_LINE = "without an owner: "
_FOLDER = re.compile(r"^(\S+): \d+ objects, (\d+) bytes; .*, (\d+) bytes$", re.MULTILINE)


def _unowned_keys(lines: Sequence[str]) -> list[str]:
    return [line.removeprefix(_LINE) for line in lines if line.startswith(_LINE)]


def _owned_bytes(lines: Sequence[str]) -> int:
    found = _FOLDER.findall("\n".join(lines))
    return sum(int(size) - int(unowned) for _, size, unowned in found)


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


def check_owners(environ: Mapping[str, str]) -> list[str]:
    """Every stored file belongs to a row, whatever was deleted and killed before.

    Returns what the reconcilers print in a dry run that looks at files of any age.
    """
    # The age of files is that of the machine's clock.
    own = {**environ, "LD_PRELOAD": ""}
    lines = [line for service in _WITH_FILES for line in _of_service(service, own)]
    unowned = _unowned_keys(lines)
    print(f"files without an owner: {unowned}")
    assert not unowned
    return lines


def check_explained(platform: Embedded) -> None:
    """Every stored file belongs to a row, and these explain the installation to a hundredth."""
    owned = _owned_bytes(check_owners(platform.service_environ()))
    usage = usage_by_kind(platform.var)
    print(report(usage))
    others = sum(usage[kind] for kind in NOT_RECONCILED)
    total = sum(usage.values())

    assert abs(total - owned - others) <= total / 100, (total, owned, dict(usage))
