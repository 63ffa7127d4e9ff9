# SPDX-License-Identifier: Apache-2.0
"""The platforms the journeys are made on: each is started once in a run and serves every test."""

from __future__ import annotations

import pytest

from tests.support.api import hooks
from tests.support.platform.embedded import Embedded, of_run
from tests.support.servers import run


@pytest.fixture(scope="session")
def embedded_platform() -> Embedded:
    """The embedded profile, as `make up` starts it."""
    return of_run()


@pytest.fixture(scope="session")
def embedded(embedded_platform: Embedded) -> str:
    """The address of the embedded profile."""
    return embedded_platform.url


@pytest.fixture(params=["embedded", "distributed"], scope="session")
def platform(request: pytest.FixtureRequest) -> str:
    """The address of a platform of either profile."""
    if request.param == "embedded":
        return str(request.getfixturevalue("embedded"))
    url = str(run.address_of("distributed"))
    hooks.watch_platform(url)
    return url
