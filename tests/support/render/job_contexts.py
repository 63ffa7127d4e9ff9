# SPDX-License-Identifier: Apache-2.0
"""What jobs work with, for tests that run a job without a node."""

from __future__ import annotations

import itertools
from pathlib import Path

from chassis.jobs.worker import CancellationToken
from chassis.storage import Storage
from services.render.contract.results import CachedFile
from services.render.node.cache import LocalCache
from services.render.node.context import JobContext

_NUMBERS = itertools.count()


def job_context(
    folder: Path, storage: Storage, *inputs: CachedFile, cache: LocalCache | None = None
) -> JobContext:
    """Make a context with a scratch directory of its own, and a token that is never cancelled."""
    scratch = folder / f"job-{next(_NUMBERS)}"
    scratch.mkdir()
    files = cache or LocalCache(storage, folder / "cache", max_bytes=1 << 30)
    return JobContext(scratch, storage, files, inputs, CancellationToken())
