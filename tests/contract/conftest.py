# SPDX-License-Identifier: Apache-2.0
"""The object stores and packagers of the contract suites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.storage import (
    DiskStorage,
    MemoryStorage,
    S3Storage,
    Storage,
)
from tests.support.hls.packagers import Case, a_case
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


@pytest.fixture(scope="module", params=["ffmpeg", "mediaconvert"])
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Case]:
    with a_case(request.param, tmp_path_factory.mktemp(request.param)) as found:
        yield found
