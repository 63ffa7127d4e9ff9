# SPDX-License-Identifier: Apache-2.0
"""What one worker of a test run gets at a time: the tests of a file that are run on one profile."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

STAGES = (("slow",), ("contract",), ("e2e", "integration"), ("architecture",), ("unit",))
"""Folders of tests in the order in which they begin: what takes long must not be left for last."""

_PROFILE = re.compile(r"(?:\[|-)(embedded|distributed|ffmpeg|mediaconvert)(?:-|\])")


def work_unit(node_id: str) -> str:
    """Return the name of the work unit of a test: its file, and the profile that it is run on.

    What a fixture makes for a module is made once only if all tests that use it have one worker.
    Tests of the same file on different profiles, or with different packagers, share nothing.
    """
    file, _, test = node_id.partition("::")
    profile = _PROFILE.search(test)
    return f"{file} {profile[1]}" if profile else file


def sort_by_stage(items: list[pytest.Item]) -> None:
    """Put work units in the order in which they begin.

    Those of the folders of one stage alternate, because journeys on a platform mostly wait, and
    what is tested beside them mostly computes.
    """
    folders = {unit: unit.split("/")[1] for unit in map(work_unit, (one.nodeid for one in items))}
    sizes, begun = Counter(folders.values()), Counter[str]()
    places = {}
    for unit, folder in folders.items():
        stage = next(number for number, stage in enumerate(STAGES) if folder in stage)
        places[unit] = (stage, begun[folder] / sizes[folder])
        begun[folder] += 1
    items.sort(key=lambda item: places[work_unit(item.nodeid)])


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
