# SPDX-License-Identifier: Apache-2.0
"""Hls with a bucket, an endpoint that speaks MediaConvert's protocol, and its queue of events."""

from __future__ import annotations

import contextlib
import json
import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import boto3

from chassis.storage import S3Settings, S3Storage
from tests.support.hls.installation import HlsInstallation
from tests.support.mediaconvert.endpoint import MediaConvertEndpoint
from tests.support.servers.moto_s3 import new_bucket

KEYS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test-secret",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
ROLE = "arn:aws:iam::000000000000:role/mediaconvert"


class EventQueue:
    """An SQS queue of the test server, into which events are put as EventBridge would."""

    def __init__(self, server: str) -> None:
        self.endpoint = server
        self._client: Any = boto3.client(
            "sqs",
            region_name="us-east-1",
            endpoint_url=server,
            aws_access_key_id="test",
            aws_secret_access_key="test-secret",
        )
        name = f"q-{uuid.uuid4().hex}"
        self.url = str(self._client.create_queue(QueueName=name)["QueueUrl"])

    def send(self, event: Mapping[str, Any] | str) -> None:
        """Put an event, or any text, into the queue."""
        body = event if isinstance(event, str) else json.dumps(event)
        self._client.send_message(QueueUrl=self.url, MessageBody=body)

    def length(self) -> int:
        """Count the messages that were not removed."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        answer = self._client.get_queue_attributes(QueueUrl=self.url, AttributeNames=names)
        return sum(int(value) for value in answer["Attributes"].values())

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


class MediaConvertInstallation:
    """Everything that packaging at MediaConvert needs."""

    def __init__(self, folder: Path, **settings: str) -> None:
        server, self.bucket = new_bucket()
        self.queue = EventQueue(server)
        storage = S3Storage(
            S3Settings(
                bucket=self.bucket,
                endpoint_url=server,
                access_key="test",
                secret_key="test-secret",
                path_style=True,
            )
        )
        self.endpoint = MediaConvertEndpoint(
            folder, self.bucket, storage, send_event=self.queue.send
        )
        self.endpoint.__enter__()
        self.environ = {
            **KEYS,
            "STORAGE_URL": f"s3://{self.bucket}?endpoint={server}",
            "HLS_PACKAGER": "mediaconvert",
            "MEDIACONVERT_ROLE_ARN": ROLE,
            "MEDIACONVERT_ENDPOINT_URL": self.endpoint.url,
            "MEDIACONVERT_EVENTS_QUEUE_URL": self.queue.url,
            "MEDIACONVERT_EVENTS_ENDPOINT_URL": server,
            "MEDIACONVERT_LONGEST_PAUSE": "1",
            **settings,
        }
        self._patch = patch.dict(os.environ, KEYS)
        self._patch.start()
        self.hls = HlsInstallation(folder, **self.environ)

    def close(self) -> None:
        """Stop everything."""
        self.hls.close()
        self.endpoint.__exit__()
        self.queue.close()
        self._patch.stop()


@contextlib.contextmanager
def mediaconvert_installation(folder: Path, **settings: str) -> Iterator[MediaConvertInstallation]:
    """Have an installation for a block."""
    installation = MediaConvertInstallation(folder, **settings)
    try:
        yield installation
    finally:
        installation.close()


Condition = Callable[[dict[str, Any]], bool]


def is_over(shown: dict[str, Any]) -> bool:
    """Whether a production is completed or failed."""
    return shown["state"] != "in_progress"
