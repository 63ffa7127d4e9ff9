# SPDX-License-Identifier: Apache-2.0
"""What every test run begins with."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.support.api import hooks
from tests.support.servers import run

TESTS = Path(__file__).parent
LONGEST_FIRST = ("slow", "e2e", "integration", "contract", "architecture", "unit")

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
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None]:
    """Keep a file's tests together on one worker, and let what takes longest begin first.

    The tests of a file that are run on both profiles are two groups, side by side.
    """
    for item in items if config.pluginmanager.hasplugin("xdist") else ():
        profile = item.callspec.params.get("platform", "") if hasattr(item, "callspec") else ""
        item.add_marker(pytest.mark.xdist_group(f"{item.path.relative_to(TESTS)} {profile}"))
    yield
    items.sort(key=lambda item: LONGEST_FIRST.index(item.path.relative_to(TESTS).parts[0]))


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
