# SPDX-License-Identifier: Apache-2.0
"""Free space on the disks of an installation, of which some is kept for databases and logs."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from chassis.health import NotReady


def check_disks(folders: Sequence[Path], *, reserve_bytes: int) -> None:
    """Raise NotReady when the disk of one of the folders has less than the reserve."""
    for folder in folders:
        free = shutil.disk_usage(folder).free
        if free < reserve_bytes:
            raise NotReady(
                f"{free >> 20} MiB are free, less than the reserve of {reserve_bytes >> 20} MiB"
            )
