# SPDX-License-Identifier: Apache-2.0
"""What every test run begins with."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Generator

import pytest

from tests.support.api import hooks
from tests.support.process.work_units import pytest_xdist_make_scheduler, sort_by_stage
from tests.support.servers import run

__all__ = ["pytest_xdist_make_scheduler"]

# Importing makes some hundred thousand objects that stay; to search them for garbage again and
# again takes a third of the time that collecting tests takes, and a tenth of what tests take.
gc.disable()


def pytest_configure(config: pytest.Config) -> None:
    hooks.install()
    if not hasattr(config, "workerinput"):
        servers = contextlib.ExitStack()
        servers.enter_context(run.running())
        config.add_cleanup(servers.close)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Let what takes longest begin first."""
    yield
    sort_by_stage(items)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
