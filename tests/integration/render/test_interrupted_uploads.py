# SPDX-License-Identifier: Apache-2.0
"""A node that loses its lease while it sends a result stops sending it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chassis.jobs.errors import JobInterrupted
from chassis.jobs.worker import CancellationToken
from chassis.storage import MemoryStorage, StoredObject
from media.sample_clips import SAMPLE_CLIPS
from services.render.contract.jobs import JobKind, RenderJob
from services.render.contract.specs import DerivativeSpec
from services.render.node.cache import LocalCache
from services.render.node.executor import JobExecutor

KEY = "uploads/1/sample.mp4"


class SlowUplink(MemoryStorage):
    """A store to which a file is so long on its way that its job is cancelled meanwhile."""

    def __init__(self, token: CancellationToken) -> None:
        super().__init__()
        self._token = token
        self._check: Callable[[], None] = lambda: None

    def interruptible(self, check: Callable[[], None]) -> SlowUplink:
        self._check = check
        return self

    def put_file(self, key: str, path: Path, **given: Any) -> StoredObject:
        self._token.cancel()
        self._check()
        return super().put_file(key, path, **given)


def test_a_job_that_is_cancelled_while_its_result_is_sent_stores_nothing(tmp_path: Path) -> None:
    token = CancellationToken()
    storage = SlowUplink(token)
    cache = LocalCache(storage, tmp_path / "cache", max_bytes=1 << 30)
    spec = DerivativeSpec(1, "", SAMPLE_CLIPS[0].name, (KEY,))

    with pytest.raises(JobInterrupted):
        JobExecutor(storage, cache, tmp_path).run(RenderJob(JobKind.SAMPLE, spec), token)

    assert storage.head(KEY) is None
