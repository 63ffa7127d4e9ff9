# SPDX-License-Identifier: Apache-2.0
"""A child that decodes has no network, no secrets, and writes to scratch only, or it is said."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis import health
from chassis.confined_children import confinement_of, hidden_folders
from chassis.process import ChildFailed, Confinement, confine, find_confinement, run
from chassis.process.confinement import UNCONFINED
from tests.support.process.children import a_limit

ATTEMPTS = {
    "network": (
        "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen();"
        "socket.create_connection(s.getsockname(), 5)"
    ),
    "secrets": "open('{secrets}/key').read()",
    "files": "open('{outside}/made', 'w')",
    "user": "import os; os.kill({pid}, 0)",
}
"""What a child should not be able to do, by what keeps it from that."""

WORDS = {
    "network": "network",
    "secrets": "read and write",
    "files": "read and write",
    "user": "user",
}
"""What is said when it can."""


@dataclasses.dataclass(frozen=True)
class Machine:
    """Folders beside one another, and how a child is confined here."""

    root: Path
    confinement: Confinement

    def attempt(self, code: str) -> bool:
        """Whether a child succeeds."""
        names = {name: self.root / name for name in ("secrets", "outside", "scratch")}
        text = code.format(**names, pid=os.getpid())
        try:
            run(["/usr/bin/python3", "-c", text], limits=a_limit(), scratch=names["scratch"])
        except ChildFailed:
            return False
        return True


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    for name in ("secrets", "outside", "scratch"):
        (tmp_path / name).mkdir()
    (tmp_path / "secrets" / "key").write_text("k")
    found = find_confinement(tmp_path / "scratch", [tmp_path / "secrets"])
    confine(found)
    yield Machine(tmp_path, found)
    confine(UNCONFINED)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_a_child_can_do_only_what_is_said_to_be_possible(machine: Machine, name: str) -> None:
    is_said = any(WORDS[name] in one for one in machine.confinement.missing)

    assert machine.attempt(ATTEMPTS[name]) is is_said


def test_a_confined_child_works_in_scratch_and_reads_what_is_not_hidden(machine: Machine) -> None:
    (machine.root / "outside" / "video").write_text("frames")
    (machine.root / "outside" / "video").chmod(0o600)

    assert machine.attempt("open('made', 'w').write(open('{outside}/video').read())")
    assert (machine.root / "scratch" / "made").read_text() == "frames"


def test_a_confined_child_ends_as_it_ended(machine: Machine) -> None:
    with pytest.raises(ChildFailed) as error:
        run(["sh", "-c", "echo no >&2; exit 7"], limits=a_limit())
    with pytest.raises(ChildFailed) as killed:
        run(["sh", "-c", "kill -9 $$"], limits=a_limit())

    assert (error.value.returncode, error.value.stderr_tail) == (7, "no\n")
    assert killed.value.returncode == -9


def test_readiness_says_how_children_are_confined(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    environ = {"SECRETS_DIR": str(tmp_path / "secrets")}

    found = confinement_of(environ, tmp_path / "scratch")
    assert found.summary.encode() in health.respond("/readyz", {})[2]

    confinement_of({**environ, "CONFINE_CHILDREN": "off"}, tmp_path / "scratch")
    status, _, body = health.respond("/readyz", {})
    assert status == 200
    assert b"children that decode have the network" in body


def test_keys_that_lie_beside_scratch_are_not_said_to_be_hidden(tmp_path: Path) -> None:
    found = find_confinement(tmp_path / "scratch", [tmp_path])

    assert found.missing


def test_the_folders_of_keys_and_of_databases_are_hidden() -> None:
    environ = {
        "SECRETS_DIR": "/v/secrets",
        "DRAFTS_DATABASE_URL": "sqlite:////v/db/drafts.db",
        "BUS_URL": "sqlitemq:////v/db/bus.db",
        "PUBLIC_URL": "http://127.0.0.1:8080",
        "STORAGE_URL": "disk:///v/storage",
    }
    assert hidden_folders(environ) == [Path("/v/db"), Path("/v/secrets")]
