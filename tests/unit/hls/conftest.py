# SPDX-License-Identifier: Apache-2.0
"""One hls service for the tests of a file, which empty it before each."""

from __future__ import annotations

import pytest

from tests.support.hls.world import HlsWorld


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> HlsWorld:
    return HlsWorld(tmp_path_factory.mktemp("secrets"))


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    return built.emptied()
