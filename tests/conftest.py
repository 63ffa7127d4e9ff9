# SPDX-License-Identifier: Apache-2.0
"""What every test run begins with."""

from __future__ import annotations

import gc

from tests.support.api import hooks

# Importing makes some hundred thousand objects that stay; to search them for garbage again and
# again takes a third of the time that collecting tests takes, and a tenth of what tests take.
gc.disable()


def pytest_configure() -> None:
    hooks.install()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
