# SPDX-License-Identifier: Apache-2.0
"""What every test run begins with."""

from __future__ import annotations

import contextlib
import gc

import pytest

from tests.support.api import hooks
from tests.support.servers import run

# Importing makes some hundred thousand objects that stay; to search them for garbage again and
# again takes a third of the time that collecting tests takes, and a tenth of what tests take.
gc.disable()


def pytest_configure(config: pytest.Config) -> None:
    hooks.install()
    if not hasattr(config, "workerinput"):
        servers = contextlib.ExitStack()
        servers.enter_context(run.running())
        config.add_cleanup(servers.close)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
