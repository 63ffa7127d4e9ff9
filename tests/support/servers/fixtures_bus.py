# SPDX-License-Identifier: Apache-2.0
"""The brokers that the contract of the event bus is held against, as a plugin of pytest."""

from __future__ import annotations

from pathlib import Path

import pytest

from chassis.bus import BusAddress
from tests.support.servers import run
from tests.support.servers.bus_consumer import Place, make_place


@pytest.fixture(params=["sqlitemq", "rabbitmq"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> BusAddress:
    if request.param == "sqlitemq":
        return BusAddress(f"sqlitemq:///{tmp_path}/broker.db")
    return BusAddress(run.address_of("rabbitmq"))


@pytest.fixture
def place(address: BusAddress) -> Place:
    return make_place(address)
