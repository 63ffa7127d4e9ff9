# SPDX-License-Identifier: Apache-2.0
"""The environments that the command blocks of a page run in, by the names they give them.

- `checkout`: a folder that looks like a new clone, in which nothing runs.
- `demo`: the same; it takes long, so tests/slow runs it.
- `running`: such a folder, in which the platform runs, ada@example.org is registered and library
  has a dead letter.
- `restartable`: such a folder, in which a platform runs that the blocks may stop.
- `distributed`: beside a distributed platform with the same data as `running`, with the settings of
  its processes.
- `processes`: each line is a process of that platform; it is started, awaited and ended.
- `settings`: each variable that is set must be one that the processes of that platform have.
- `make-targets`: each line is `make TARGET …`, and make must know the target.
"""

from __future__ import annotations

import functools
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import httpx

from chassis.bus.connecting import BusAddress
from chassis.bus.dead_letters import list_dead
from chassis.bus.message import Message
from chassis.bus.publishing import Publisher
from tests.support.docs.checkout import ROOT, Checkout, checkout_of_run, own_checkout
from tests.support.docs.fences import Fence
from tests.support.docs.script import run_blocks
from tests.support.platform.distributed import Process, environment_of_run
from tests.support.process.waiting import exit_code, wait_until
from tests.support.servers.ports import free_port

DEAD_LETTER = "0b7e54a2-6a51-4c9e-9a51-4e3d6f0c1a11"
_PORT = "8080"
_SIGTERM_CAUGHT = 1 << (signal.SIGTERM - 1)

Blocks = Sequence[Fence]
Place = Callable[[Blocks], list[str]]
"""Runs command blocks in order and returns what each printed."""


def checkout(blocks: Blocks) -> list[str]:
    """Run the blocks in a folder that looks like a new clone, in which nothing runs."""
    with own_checkout() as place:
        return _run_in_checkout(blocks, place)


def running(blocks: Blocks) -> list[str]:
    """Run the blocks in such a folder, in which the platform of this test run runs."""
    with checkout_of_run() as place:
        prepare(place.platform.url, f"sqlitemq:///{place.platform.var / 'db' / 'bus.db'}")
        return _run_in_checkout(blocks, place)


def restartable(blocks: Blocks) -> list[str]:
    """Run the blocks in such a folder, in which a platform of its own runs."""
    with own_checkout() as place:
        place.platform.start()
        return _run_in_checkout(blocks, place)


def distributed(blocks: Blocks) -> list[str]:
    """Run the blocks with the settings of the distributed platform of this test run."""
    env = environment_of_run()
    prepare(env["PUBLIC_URL"], env["BUS_URL"])
    path = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    port = str(free_port())
    with tempfile.TemporaryDirectory(prefix="reelmill-docs-") as folder:
        Path(folder).chmod(0o755)  # nginx's workers are another user
        return run_blocks(
            blocks,
            folder=Path(folder),
            env={**env, "PATH": path, "PORT": port},
            replaced={_PORT: port},
        )


def processes(blocks: Blocks) -> list[str]:
    """Start each line of the blocks as a process, wait until all run, and end them by SIGTERM."""
    env = environment_of_run()
    with tempfile.TemporaryDirectory(prefix="reelmill-docs-") as folder:
        started = [
            _process(shlex.split(line, comments=True), env, Path(folder))
            for block in blocks
            for line in block.text.splitlines()
        ]
        try:
            for process in started:
                process.start()
            assert [one.name for one in started if _ends_well(one)] == [one.name for one in started]
        finally:
            for process in started:
                process.kill()
    return ["" for _ in blocks]


def settings(blocks: Blocks) -> list[str]:
    """Check that the platform's processes have each variable that the blocks set."""
    names = {name for block in blocks for name in re.findall(r"^(\w+)=", block.text, re.MULTILINE)}
    unknown = names - set(environment_of_run())
    assert names and not unknown, f"no process of the platform has {sorted(unknown)}"
    return ["" for _ in blocks]


def make_targets(blocks: Blocks) -> list[str]:
    """Check that make knows the targets, which cannot be run within the tests."""
    for line in (line for block in blocks for line in block.text.splitlines()):
        command = shlex.split(line, comments=True)
        assert command[0] == "make", line
        subprocess.run(
            ["make", "--dry-run", *command[1:]], cwd=ROOT, check=True, capture_output=True
        )
    return ["" for _ in blocks]


SLOW = ("demo",)
"""The places of PLACES that only the slow tests use."""

PLACES: Mapping[str, Place] = {
    "checkout": checkout,
    "demo": checkout,
    "running": running,
    "restartable": restartable,
    "distributed": distributed,
    "processes": processes,
    "settings": settings,
    "make-targets": make_targets,
}


def prepare(url: str, bus: str) -> None:
    """Register ada@example.org, and let library have a dead letter."""
    account = {"email": "ada@example.org", "password": "correct horse"}
    answer = httpx.post(f"{url}/api/register", json=account, trust_env=False, timeout=60)
    assert answer.status_code in {200, 201, 409}, answer.text
    address = BusAddress(bus)
    message = Message(
        message_id=DEAD_LETTER,
        type="reelmill.render.v1.RenderCompleted",
        topic="render.render.completed.v1",
        queue="library.events",
        body='{"render": 1}',
    )
    if not list_dead(address, message.queue):
        with Publisher(address) as publisher:
            publisher.publish(message)
        wait_until(lambda: list_dead(address, message.queue), "the dead letter")


def _run_in_checkout(blocks: Blocks, place: Checkout) -> list[str]:
    port = str(place.platform.port)
    replaced = {_PORT: port, "<this repository>": str(ROOT)}
    return run_blocks(blocks, folder=place.folder, env=place.env, replaced=replaced)


def _process(argv: list[str], env: Mapping[str, str], folder: Path) -> Process:
    assert argv[:2] == ["python", "-m"], argv
    name = "-".join(argv[2:])
    service = argv[2].removeprefix("services.").upper()
    port = free_port()
    listen = {f"{service}_{argv[3].upper()}_LISTEN".replace("_WEB_", "_HTTP_"): f"127.0.0.1:{port}"}
    listens_on = port if argv[3] in {"web", "rpc"} else 0
    return Process(
        name, [sys.executable, *argv[1:]], {**env, **listen}, folder / f"{name}.log", listens_on
    )


def _ends_well(process: Process) -> bool:
    """Wait until a process runs, ask it to end, and return whether it ended with 0."""
    assert process.child is not None
    wait_until(functools.partial(_is_up, process, process.child.pid), process.name)
    process.child.send_signal(signal.SIGTERM)
    return exit_code(process.child) == 0


def _is_up(process: Process, pid: int) -> bool:
    """Whether a process listens, and catches the signal that asks it to end."""
    status = Path(f"/proc/{pid}/status").read_text()
    caught = re.search(r"^SigCgt:\s*(\w+)$", status, re.MULTILINE)
    return process.is_up() and caught is not None and bool(int(caught[1], 16) & _SIGTERM_CAUGHT)
