# SPDX-License-Identifier: Apache-2.0
"""The object stores of the contract suites."""

from __future__ import annotations

from pathlib import Path

import pytest

from chassis.storage import (
    DiskStorage,
    MemoryStorage,
    S3Storage,
    Storage,
)
from tests.support.servers.moto_s3 import a_bucket


@pytest.fixture(params=["memory", "disk", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "memory":
        return MemoryStorage()
    if request.param == "disk":
        return a_folder(tmp_path)
    return a_bucket()


def a_folder(tmp_path: Path) -> DiskStorage:
    return DiskStorage(tmp_path / "objects", b"a secret of many bytes", "http://reelmill.test")


@pytest.fixture(params=["disk", "s3"])
def real(request: pytest.FixtureRequest, tmp_path: Path) -> DiskStorage | S3Storage:
    if request.param == "disk":
        return a_folder(tmp_path)
    return a_bucket()
