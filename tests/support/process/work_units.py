# SPDX-License-Identifier: Apache-2.0
"""What one worker of a test run gets at a time: the tests of a file that are run on one profile."""

from __future__ import annotations

import re
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

_PROFILE = re.compile(r"(?:\[|-)(embedded|distributed)(?:-|\])")


def work_unit(node_id: str) -> str:
    """Return the name of the work unit of a test: its file, and the profile that it is run on.

    What a fixture makes for a module is made once only if all tests that use it have one worker.
    Tests of the same file on different profiles have nothing in common.
    """
    file, _, test = node_id.partition("::")
    profile = _PROFILE.search(test)
    return f"{file} {profile[1]}" if profile else file


class WorkUnitScheduling(LoadScopeScheduling):
    """Give whole work units to workers, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return work_unit(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(
    config: pytest.Config,
    log: Any,  # Any: xdist's
) -> WorkUnitScheduling | None:
    """Let `--dist loadscope` give work units to workers."""
    is_asked = config.getoption("dist") == "loadscope"
    return WorkUnitScheduling(config, log) if is_asked else None
