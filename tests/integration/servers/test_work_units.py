# SPDX-License-Identifier: Apache-2.0
"""The tests of a file have one worker, so that what they share is made once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.support.process.waiting import HANG_SECONDS
from tests.support.process.work_units import work_unit

ROOT = Path(__file__).resolve().parents[3]
TESTS = """
import os
from pathlib import Path
import pytest

@pytest.fixture(params=["embedded", "distributed"], scope="session")
def platform(request):
    return request.param

@pytest.fixture(scope="module")
def shared(platform):
    with Path(os.environ["MADE"]).open("a") as made:
        made.write(f"{Path(__file__).stem} {platform}\\n")

@pytest.mark.parametrize("number", range(5))
def test_one(shared, number):
    pass
"""


@pytest.mark.parametrize(
    ("node_id", "expected"),
    [
        ("tests/e2e/test_a.py::test_b[embedded]", "tests/e2e/test_a.py embedded"),
        ("tests/e2e/test_a.py::test_b[distributed-0]", "tests/e2e/test_a.py distributed"),
        ("tests/e2e/test_a.py::test_b[a-b-embedded]", "tests/e2e/test_a.py embedded"),
        (
            "tests/contract/test_a.py::test_b[mediaconvert-25]",
            "tests/contract/test_a.py mediaconvert",
        ),
        ("tests/unit/test_a.py::test_an_embedded_one[x::y]", "tests/unit/test_a.py"),
        ("tests/unit/test_a.py::test_b", "tests/unit/test_a.py"),
    ],
)
def test_a_work_unit_is_a_file_on_a_profile(node_id: str, expected: str) -> None:
    assert work_unit(node_id) == expected


def test_what_the_tests_of_a_file_share_is_made_once_for_each_profile(tmp_path: Path) -> None:
    for name in ("test_a.py", "test_b.py"):
        (tmp_path / name).write_text(TESTS)
    made = tmp_path / "made"
    argv = ["-m", "pytest", "-q", "-n", "3", "--import-mode=importlib"]
    argv += [
        "--dist",
        "loadscope",
        "-p",
        "tests.support.process.work_units",
        "--rootdir",
        str(tmp_path),
    ]

    done = subprocess.run(
        [sys.executable, *argv, str(tmp_path)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "MADE": str(made)},
        timeout=HANG_SECONDS,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert Counter(made.read_text().splitlines()) == {
        f"{file} {profile}": 1
        for file in ("test_a", "test_b")
        for profile in ("embedded", "distributed")
    }
