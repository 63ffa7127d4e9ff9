# SPDX-License-Identifier: Apache-2.0
"""The platforms the journeys are made on: each is started once and serves every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.platform.distributed import Platform, running_platform
from tests.support.platform.embedded import Embedded, running_embedded
from tests.support.servers.moto_s3 import a_bucket, running_moto


@pytest.fixture(scope="session")
def embedded_platform() -> Iterator[Embedded]:
    """The embedded profile, as `make up` starts it."""
    with running_embedded() as platform:
        yield platform


@pytest.fixture(scope="session")
def embedded(embedded_platform: Embedded) -> str:
    """The address of the embedded profile."""
    return embedded_platform.url


@pytest.fixture(scope="session")
def distributed() -> Iterator[Platform]:
    """The distributed profile: RabbitMQ, PostgreSQL, the S3 protocol, nginx."""
    with running_moto() as endpoint:
        a_bucket(endpoint, "reelmill")
        with running_platform(lambda _: f"s3://reelmill?endpoint={endpoint}") as platform:
            yield platform


@pytest.fixture(params=["embedded", "distributed"], scope="session")
def platform(request: pytest.FixtureRequest) -> str:
    """The address of a platform of either profile."""
    if request.param == "embedded":
        return str(request.getfixturevalue("embedded"))
    return str(request.getfixturevalue("distributed").url)
