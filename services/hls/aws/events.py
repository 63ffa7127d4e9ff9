# SPDX-License-Identifier: Apache-2.0
"""The events of MediaConvert's jobs, which EventBridge puts into an SQS queue."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Protocol

from chassis import logging
from services.hls.aws.settings import MediaConvertSettings

_LONG_POLL_SECONDS = 10
_MOST = 10
_VISIBLE_AGAIN_SECONDS = 2
_MOST_RECEIVES = 5
_PAUSE_SECONDS = 5.0
_TICK_SECONDS = 0.5

_log = logging.get_logger("mediaconvert")


class SqsClient(Protocol):
    """The calls of boto3's SQS client that are used, for which no types are installed."""

    def receive_message(self, **request: Any) -> dict[str, Any]:  # Any: JSON of SQS
        """Return up to ten messages, waiting for one."""

    def delete_message(self, **request: Any) -> dict[str, Any]:  # Any: JSON of SQS
        """Remove a message that was handled."""

    def change_message_visibility(self, **request: Any) -> dict[str, Any]:  # Any: JSON of SQS
        """Let a message be received again after some seconds."""


class ConversionListener:
    """Waits for the events of one job; one that comes while nobody waits ends the next wait."""

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self.has_heard = False

    def wait(self, *, seconds: float, is_cancelled: Callable[[], bool]) -> None:
        """Wait for an event, for so many seconds at most or until it is cancelled."""
        until = time.monotonic() + seconds
        with self._changed:
            while not self.has_heard and not is_cancelled():
                left = until - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(min(left, _TICK_SECONDS))
            self.has_heard = False


class ConversionEvents:
    """Wakes those that wait for a job of MediaConvert when an event names it.

    An event is a hint that a job may have changed, so that a lost one costs time only, and one that
    comes twice or late does no harm. Whoever is woken asks MediaConvert.
    """

    def __init__(self, settings: MediaConvertSettings) -> None:
        self._settings = settings
        self._changed = threading.Condition()
        self._listeners: dict[str, list[ConversionListener]] = {}

    @contextmanager
    def listening(self, job_id: str) -> Iterator[ConversionListener]:
        """Listen for the events of a job during a block."""
        with self._changed:
            listener = ConversionListener(self._changed)
            self._listeners.setdefault(job_id, []).append(listener)
        try:
            yield listener
        finally:
            with self._changed:
                self._listeners[job_id].remove(listener)
                if not self._listeners[job_id]:
                    del self._listeners[job_id]

    def notify(self, job_id: str) -> bool:
        """Wake those that listen for a job; False when nobody here does."""
        with self._changed:
            listeners = self._listeners.get(job_id, [])
            for one in listeners:
                one.has_heard = True
            self._changed.notify_all()
            return bool(listeners)

    def receive(self, stop: threading.Event) -> None:
        """Receive events until `stop`; a queue that does not answer is asked again later."""
        while not stop.is_set():
            try:
                self._receive_some()
            # Whatever the queue answers: without events the jobs are still asked for.
            except Exception:
                _log.exception("events.failed")
                stop.wait(_PAUSE_SECONDS)

    def _receive_some(self) -> None:
        answer = self._client.receive_message(
            QueueUrl=self._settings.events_url,
            MaxNumberOfMessages=_MOST,
            WaitTimeSeconds=_LONG_POLL_SECONDS,
            AttributeNames=["ApproximateReceiveCount"],
        )
        for message in answer.get("Messages", ()):
            self._handle(message)

    def _handle(self, message: dict[str, Any]) -> None:  # Any: JSON of SQS
        job_id = _job_id(message.get("Body", ""))
        received = int(message.get("Attributes", {}).get("ApproximateReceiveCount", 1))
        named = {
            "QueueUrl": self._settings.events_url,
            "ReceiptHandle": message["ReceiptHandle"],
        }
        is_ours = job_id is None or self.notify(job_id)
        if is_ours or received >= _MOST_RECEIVES:
            self._client.delete_message(**named)
        else:
            # Another packager may wait for this job.
            self._client.change_message_visibility(
                **named, VisibilityTimeout=_VISIBLE_AGAIN_SECONDS
            )

    @cached_property
    def _client(self) -> SqsClient:
        import boto3
        from botocore.config import Config

        client: SqsClient = boto3.Session().client(
            "sqs",
            region_name=self._settings.region,
            endpoint_url=self._settings.events_endpoint_url,
            config=Config(connect_timeout=5, read_timeout=_LONG_POLL_SECONDS + 20),
        )
        return client


def _job_id(body: str) -> str | None:
    """Return the job that an event names; None for anything else that lies in the queue."""
    try:
        found = json.loads(body)["detail"]["jobId"]
    except (ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, str) else None
