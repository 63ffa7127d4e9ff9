# SPDX-License-Identifier: Apache-2.0
"""What the tests of packaging share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.hls.installation import HlsInstallation


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HlsInstallation]:
    """An hls service with its storage, for one file of tests."""
    installation = HlsInstallation(tmp_path_factory.mktemp("hls"))
    yield installation
    installation.close()
