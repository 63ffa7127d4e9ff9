# SPDX-License-Identifier: Apache-2.0
"""A server that speaks S3, in a process of its own."""

from __future__ import annotations

import contextlib
import os
import sys
import uuid
from collections.abc import Iterator

from chassis.storage import S3Settings, S3Storage
from tests.support.process.children import kill_group, start
from tests.support.process.waiting import wait_until
from tests.support.servers import run
from tests.support.servers.ports import accepts, free_port


@contextlib.contextmanager
def serve_run() -> Iterator[str]:
    """Run the server of a test run, and give its address."""
    port = free_port()
    argv = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    log = run.folder() / "s3.log"
    server = start(argv, env=os.environ, cwd=run.folder(), log=log)
    try:
        wait_until(lambda: accepts(port), "the S3 server")
        yield f"http://127.0.0.1:{port}"
    finally:
        kill_group(server)


def new_bucket() -> tuple[str, str]:
    """Make a bucket on the server of this run; return the server's address and its name."""
    import boto3

    endpoint, name = str(run.address_of("s3")), f"b-{uuid.uuid4().hex}"
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test-secret"}
    client = boto3.client("s3", region_name="us-east-1", endpoint_url=endpoint, **keys)
    client.create_bucket(Bucket=name)
    client.close()
    return endpoint, name


def a_bucket() -> S3Storage:
    """Make a bucket on the server of this run, and the storage that lives in it."""
    endpoint, name = new_bucket()
    return S3Storage(
        S3Settings(
            bucket=name,
            endpoint_url=endpoint,
            access_key="test",
            secret_key="test-secret",
            path_style=True,
        )
    )
