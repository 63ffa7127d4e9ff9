# SPDX-License-Identifier: Apache-2.0
"""A service begins with no empty, foreign or damaged database where it had one before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chassis.deployment import Deployment
from chassis.hosting import migrate_service
from chassis.installation_check import DatabaseRejected
from gateway import keys
from gateway.installation import ROOT, Installation
from services.accounts.bootstrap import SERVICE
from services.registry import TOPOLOGY
from tests.support.process.waiting import HANG_SECONDS

PROGRAM = """
import json, os
from werkzeug.test import Client
from gateway.embedded import Embedded

embedded = Embedded(os.environ)
client = Client(embedded.open())
ready = client.get("/readyz").get_json()
me, spaces = client.get("/api/me"), client.get("/api/spaces")
print(json.dumps([sorted(ready["failing"]), me.status_code, me.get_json(), spaces.status_code]))
embedded.close()
"""


def deployment_in(folder: Path) -> Deployment:
    installation = Installation(folder, "127.0.0.1", 0)
    installation.make_folders()
    keys.make(installation.secrets)
    environ = installation.environ({"PATH": os.environ["PATH"]}, url="http://127.0.0.1:1")
    return Deployment(environ, topology=TOPOLOGY, addresses={})


def database_in(folder: Path) -> Path:
    return folder / "db" / "accounts.db"


def test_an_empty_database_is_rejected_where_the_service_had_one(tmp_path: Path) -> None:
    deployment = deployment_in(tmp_path)
    assert migrate_service(SERVICE, deployment)
    assert not migrate_service(SERVICE, deployment)
    database_in(tmp_path).unlink()

    with pytest.raises(DatabaseRejected, match="restore it from a backup"):
        migrate_service(SERVICE, deployment)

    (tmp_path / "secrets" / "accounts.opened").unlink()
    assert migrate_service(SERVICE, deployment)


def test_the_database_of_another_installation_is_rejected(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    migrate_service(SERVICE, deployment_in(theirs))
    deployment = deployment_in(ours)
    database_in(theirs).rename(database_in(ours))

    with pytest.raises(DatabaseRejected, match="another installation"):
        migrate_service(SERVICE, deployment)


@pytest.mark.parametrize("damage", ["lost", "overwritten"])
def test_a_service_without_its_database_says_why_and_the_others_work(
    tmp_path: Path, damage: str
) -> None:
    deployment = deployment_in(tmp_path)
    migrate_service(SERVICE, deployment)
    for path in database_in(tmp_path).parent.glob("accounts.db*"):
        path.unlink()
    if damage == "overwritten":
        database_in(tmp_path).write_bytes(b"no database at all" * 1000)

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=dict(deployment.environ),
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    failing, status, problem, spaces = json.loads(done.stdout)
    assert failing == ["accounts.database"]
    assert (status, problem["error"]) == (503, "database_unavailable")
    assert "restore it from a backup" in problem["detail"]
    assert spaces == 200
