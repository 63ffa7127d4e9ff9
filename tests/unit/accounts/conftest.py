# SPDX-License-Identifier: Apache-2.0
"""One accounts service for the tests of a file, emptied before each."""

from __future__ import annotations

import pytest

from tests.support.accounts.world import AccountsWorld


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> AccountsWorld:
    return AccountsWorld(tmp_path_factory.mktemp("secrets"))


@pytest.fixture
def world(built: AccountsWorld) -> AccountsWorld:
    built.begin_anew()
    return built
