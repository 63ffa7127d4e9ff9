# SPDX-License-Identifier: Apache-2.0
"""Scratch directories, and the command lines that children are started with."""

from __future__ import annotations

from pathlib import Path

import pytest

from chassis.process import Limits, scratch_directory, sweep_scratch
from chassis.process.spawning import limited


def test_scratch_is_removed_with_all_that_is_in_it(tmp_path: Path) -> None:
    with scratch_directory(tmp_path / "work") as scratch:
        (scratch / "deep").mkdir()
        (scratch / "deep" / "file").write_text("x")

    assert list((tmp_path / "work").iterdir()) == []


def test_scratch_is_removed_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), scratch_directory(tmp_path):
        raise RuntimeError("the work failed")

    assert list(tmp_path.iterdir()) == []


def test_two_moments_have_two_directories(tmp_path: Path) -> None:
    with scratch_directory(tmp_path) as one, scratch_directory(tmp_path) as other:
        assert one != other


def test_sweeping_spares_what_is_in_use_and_what_is_not_scratch(tmp_path: Path) -> None:
    (tmp_path / "scratch-dead").mkdir()
    (tmp_path / "scratch-dead" / "file").write_text("x")
    (tmp_path / "kept").mkdir()

    with scratch_directory(tmp_path) as scratch:
        assert sweep_scratch(tmp_path) == 1
        assert set(tmp_path.iterdir()) == {scratch, tmp_path / "kept"}


def test_sweeping_what_was_never_used_finds_nothing(tmp_path: Path) -> None:
    assert sweep_scratch(tmp_path / "never") == 0


def test_only_the_limits_that_are_set_are_set() -> None:
    some = Limits(timeout=60, cpu_seconds=3, memory_bytes=1 << 30)

    assert limited(["true"], Limits(timeout=60)) == ["prlimit", "--core=0", "--", "true"]
    assert limited(["true"], some) == [
        "prlimit",
        "--core=0",
        "--as=1073741824",
        "--cpu=3:5",
        "--",
        "true",
    ]
