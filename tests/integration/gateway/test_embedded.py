# SPDX-License-Identifier: Apache-2.0
"""Every service in one process, and what must not be in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from gateway import keys
from gateway.installation import ROOT, Installation
from services.registry import NAMES
from tests.support.process.waiting import HANG_SECONDS

PROGRAM = """
import json, os, sys
from werkzeug.test import Client
from gateway.embedded import Embedded

embedded = Embedded(os.environ)
client = Client(embedded.open())
print(json.dumps({
    "ready": client.get("/readyz").get_json(),
    "services": [tag["name"] for tag in client.get("/api/openapi.json").get_json()["tags"]],
    "loaded": sorted({name.partition(".")[0] for name in sys.modules}),
    "threads": __import__("threading").active_count(),
}))
embedded.close()
"""


def test_the_whole_platform_opens_and_closes_in_one_process_without_boto3(tmp_path: Path) -> None:
    installation = Installation(tmp_path, "127.0.0.1", 0)
    installation.make_folders()
    keys.make(installation.secrets)
    environ = installation.environ({"PATH": os.environ["PATH"]}, url="http://127.0.0.1:1")

    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", PROGRAM],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["ready"]["ok"], said["ready"]["failing"]) == (True, {})
    assert said["services"] == [*NAMES, "gateway"]
    assert not {"boto3", "botocore", "moto"} & set(said["loaded"])
    addresses = json.loads(installation.addresses.read_text())
    assert set(addresses) == set(NAMES)
    assert len(set(addresses.values())) == len(NAMES)
