# SPDX-License-Identifier: Apache-2.0
"""A server that speaks S3, in a process of its own on a port that the kernel chose."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import IO

from chassis.process import end_group, spawn
from chassis.storage import S3Settings, S3Storage

_SECONDS_TO_START = 90
_ADDRESS = re.compile(rb"Running on (http://127\.0\.0\.1:\d+)")


@contextlib.contextmanager
def running_moto() -> Iterator[str]:
    """Give the address of a fresh server, whose objects go when it ends."""
    argv = [sys.executable, "-u", "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    server = spawn(argv, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    watchdog = threading.Timer(_SECONDS_TO_START, server.kill)
    watchdog.start()
    with server:
        try:
            assert server.stdout is not None
            yield _address(server.stdout, watchdog)
        finally:
            watchdog.cancel()
            end_group(server)


def a_bucket(endpoint: str, name: str) -> S3Storage:
    """Make a bucket and the storage that lives in it."""
    import boto3

    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test-secret"}
    client = boto3.client("s3", region_name="us-east-1", endpoint_url=endpoint, **keys)
    client.create_bucket(Bucket=name)
    client.close()
    return S3Storage(
        S3Settings(
            bucket=name,
            endpoint_url=endpoint,
            access_key="test",
            secret_key="test-secret",
            path_style=True,
        )
    )


def _address(output: IO[bytes], watchdog: threading.Timer) -> str:
    """Read on until the server says where it is; then keep its pipe empty for it."""
    said = b""
    for line in output:
        said += line
        found = _ADDRESS.search(line)
        if found:
            watchdog.cancel()
            threading.Thread(target=_drain, args=(output,), daemon=True).start()
            return found[1].decode()
    raise AssertionError(f"the S3 server did not start: {said.decode(errors='replace')}")


def _drain(output: IO[bytes]) -> None:
    with contextlib.suppress(ValueError, OSError):
        while output.read(65536):
            continue
