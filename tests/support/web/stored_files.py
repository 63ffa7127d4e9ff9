# SPDX-License-Identifier: Apache-2.0
"""Spoil the stored file of an upload for a while, as a disk or a person may, on either profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from chassis.deployment import Deployment
from services.hls.coordinator.clients.library import GrpcSourceUploadClient
from services.registry import TOPOLOGY
from tests.support.platform import distributed, embedded


@contextmanager
def spoiled_file(url: str, upload_id: int) -> Iterator[None]:
    """Have something else than a video as the file of an upload for a block."""
    environment = _environment(url)
    with pytest.MonkeyPatch.context() as ours:
        for name in [name for name in environment if name.startswith("AWS_")]:
            ours.setenv(name, environment[name])  # boto3 reads these of the process alone
        yield from _spoiled(Deployment(environment, topology=TOPOLOGY), upload_id)


def _spoiled(deployment: Deployment, upload_id: int) -> Iterator[None]:
    uploads = GrpcSourceUploadClient(deployment.channels("hls"))
    file = uploads.get_uploads([upload_id])[upload_id].source
    storage = deployment.storage
    whole = b"".join(storage.open(file.key))
    try:
        storage.put_bytes(file.key, b"no video " * 1000, content_type=file.content_type)
        yield
    finally:
        storage.put_bytes(file.key, whole, content_type=file.content_type)


def _environment(url: str) -> Mapping[str, str]:
    platform = embedded.of_run()
    return platform.service_environ() if url == platform.url else distributed.environment_of_run()
