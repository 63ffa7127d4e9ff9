# SPDX-License-Identifier: Apache-2.0
"""The embedded platform starts, stops and survives `kill -9` of whatever of it."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.client import Client
from gateway.supervisor import is_ready, roles
from tests.support.media.video import make_video
from tests.support.platform.creator import a_creator, clip
from tests.support.platform.embedded import Embedded
from tests.support.process.waiting import HANG_SECONDS, exit_code, pause, poll_until, wait_until

PASSWORD = "a long enough password"
ROLES = ["worker", "nginx-worker", *(role.name for role in roles(0, 0))]
ON_THE_WAY = ("host", "nginx", "nginx-worker")
"""The roles that every request passes."""


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """An installation that each test of this file finds up and leaves up."""
    found = Embedded(tmp_path_factory.mktemp("embedded") / "var")
    try:
        found.start()
        yield found
    finally:
        found.end()


@pytest.fixture(autouse=True)
def up(platform: Embedded) -> Iterator[None]:
    """Bring the installation back for the next test, should a test have ended it."""
    yield
    if platform.is_gone():
        platform.start()


def is_whole(platform: Embedded, *, without: int) -> bool:
    """Whether every role runs, the killed process is none of them, and all is ready."""
    pids = platform.pids()
    return (
        set(ROLES) <= set(pids)
        and without not in pids.values()
        and is_ready(platform.url, timeout=HANG_SECONDS)
    )


@pytest.mark.parametrize("role", ROLES)
def test_a_killed_process_is_replaced_and_leaves_no_stray(platform: Embedded, role: str) -> None:
    poll_until(lambda: is_whole(platform, without=0), "all roles")
    before = platform.pids()

    dead = platform.kill(role)
    if role in ON_THE_WAY:
        assert_a_caller_waits_for_its_answer(platform)
    poll_until(lambda: is_whole(platform, without=dead), f"a new {role}")

    after = platform.pids()
    gone = {one for name, one in before.items() if after[name] != one}
    strays = {one.pid for one in platform.processes()} & gone
    assert not strays
    # A process that starts may run a child for a moment.
    poll_until(lambda: len(platform.processes()) == len(platform.pids()), "the end of the others")


def assert_a_caller_waits_for_its_answer(platform: Embedded) -> None:
    with Client(platform.url, retry_seconds=0.0) as client:
        assert client.get("/healthz") == {"ok": True}


def test_nothing_survives_the_death_of_the_supervisor_and_the_next_start_resumes(
    platform: Embedded,
) -> None:
    with Client(platform.url) as client:
        token = client.sign_in("ada@example.org", PASSWORD, register=True)

    platform.kill("supervisor")
    poll_until(platform.is_gone, "the end of every process")

    platform.start()
    with Client(platform.url, token) as client:
        assert client.get("/api/me")["email"] == "ada@example.org"


def test_an_export_that_was_killed_with_everything_is_finished_by_the_next_start(
    platform: Embedded, tmp_path: Path
) -> None:
    with a_creator(platform.url) as creator:
        upload = creator.upload(make_video(tmp_path / "film.mp4", 6, "1280x720"))
        creator.ready(upload)
        project = creator.project([clip("one", upload, (0, 6)), clip("two", upload, (1, 5))])
        job = creator.post(f"/api/create-video/projects/{project}/export", {})["jobId"]
        path = f"/api/create-video/projects/{project}/export-status?jobId={job}"
        running = {"processing", "completed"}
        wait_until(lambda: creator.get(path)["status"] in running, "a start")

        platform.kill_group()
        poll_until(platform.is_gone, "the end of every process")
        platform.start()

        status = creator.export_ended(project, job)
        assert status["status"] == "completed", status
        exports = creator.get("/api/exports")["items"]
        assert [one["id"] for one in exports] == [status["resultUploadId"]]


@contextlib.contextmanager
def idle_connection(platform: Embedded) -> Iterator[None]:
    """Have a connection over which one request was answered."""
    with contextlib.closing(socket.create_connection(("127.0.0.1", platform.port))) as idle:
        idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n")
        assert idle.recv(100)
        yield


def test_ctrl_c_stops_everything(platform: Embedded) -> None:
    with idle_connection(platform):
        assert platform.stop(by=signal.SIGINT) == 0

    assert platform.is_gone()


def test_a_second_start_says_that_one_is_running(platform: Embedded) -> None:
    second = platform.command("up")

    assert second.returncode == 1
    assert "already running" in second.stdout


def test_a_taken_port_is_named(platform: Embedded, tmp_path: Path) -> None:
    other = Embedded(tmp_path / "var", port=platform.port)
    second = other.command("up")

    assert second.returncode == 1
    assert f"port {platform.port} is taken" in second.stdout


def test_down_ends_what_up_started_by_sigterm(platform: Embedded) -> None:
    assert platform.supervisor
    with idle_connection(platform):
        assert platform.command("down").stdout == "stopped\n"

    assert exit_code(platform.supervisor) == 0
    assert platform.is_gone()


def test_everything_together_weighs_less_than_three_hundred_megabytes(platform: Embedded) -> None:
    poll_until(lambda: is_whole(platform, without=0), "all roles")

    weights = platform.pss_bytes()

    assert sum(weights.values()) < 300e6, weights


def test_the_secrets_and_addresses_are_for_their_owner_only(platform: Embedded) -> None:
    private = [*(platform.var / "secrets").iterdir(), platform.var / "run" / "addresses.json"]

    assert {path.stat().st_mode & 0o777 for path in private} == {0o600}
    assert (platform.var / "secrets").stat().st_mode & 0o777 == 0o700


def test_the_supervisor_loads_neither_grpc_nor_sqlalchemy(platform: Embedded) -> None:
    maps = Path(f"/proc/{platform.pid('supervisor')}/maps").read_text()

    assert "cygrpc" not in maps
    assert "sqlalchemy" not in maps


def test_an_idle_platform_comes_to_rest(platform: Embedded) -> None:
    poll_until(lambda: is_whole(platform, without=0), "all roles")

    # A twentieth on a quiet machine; a loop that does not wait would take all of a core.
    wait_until(lambda: share_of_a_core(platform, seconds=3) <= 0.3, "rest")


def share_of_a_core(platform: Embedded, *, seconds: float) -> float:
    """Measure what all processes together use of the processor."""
    before = platform.cpu_seconds()
    pause(seconds)
    return (platform.cpu_seconds() - before) / seconds
