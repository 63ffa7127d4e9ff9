# SPDX-License-Identifier: Apache-2.0
"""The servers of a test run are started once, and nothing of them outlives the run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.support.process.children import kill_group
from tests.support.process.waiting import exit_code, wait_until
from tests.support.servers import run
from tests.support.servers.ports import accepts

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import json, sys
from tests.support.servers import run
with run.running():
    s3, postgres = run.address_of("s3"), run.address_of("postgres")
    print(json.dumps([str(run.folder()), int(s3.rpartition(":")[2]), postgres]), flush=True)
    sys.stdin.read()
"""


def begin(folder: Path) -> tuple[subprocess.Popen[bytes], Path, list[int]]:
    """Start a run in a process of its own; return it, its folder and its servers' ports."""
    path = f"{ROOT}{os.pathsep}{ROOT / 'gen'}"
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": path, "TMPDIR": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    found, *ports = json.loads(process.stdout.readline())
    return process, Path(found), ports


def close(process: subprocess.Popen[Any]) -> None:
    for stream in (process.stdin, process.stdout):
        assert stream is not None
        stream.close()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that PostgreSQL, which runs as a user of its own, may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_the_servers_end_with_the_run(folder: Path) -> None:
    process, made, ports = begin(folder)
    assert all(accepts(port) for port in ports)

    close(process)

    assert exit_code(process) == 0
    assert not any(accepts(port) for port in ports)
    assert not made.exists()


def test_the_servers_end_with_a_run_that_is_killed_and_the_next_one_cleans_up(folder: Path) -> None:
    process, made, ports = begin(folder)

    kill_group(process)
    close(process)

    wait_until(lambda: not any(accepts(port) for port in ports), "the end of all servers")
    process, _, _ = begin(folder)
    assert not made.exists()
    close(process)
    assert exit_code(process) == 0


def test_a_server_is_started_once_however_many_ask_for_it() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(run.address_of, ["postgres"] * 8))

    assert len(found) == 1


def test_a_server_that_cannot_be_started_says_why() -> None:
    with pytest.raises(RuntimeError, match="nothing-of-the-kind did not start"):
        run.address_of("nothing-of-the-kind")
