# SPDX-License-Identifier: Apache-2.0
"""Send a file to a bucket for somebody who may have to stop meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client
    from s3transfer.futures import TransferFuture
    from s3transfer.subscribers import BaseSubscriber

Check = Callable[[], None]
"""Raises when whoever sends a file must stop."""


def go_on() -> None:
    """Raise nothing: the check of whoever always sends files to their end."""


def send_checked(
    client: S3Client,
    body: IO[bytes],
    *,
    bucket: str,
    key: str,
    content_type: str,
    check: Check,
) -> None:
    """Send a file, in parts when it is large, while `check` raises nothing.

    What it raises is raised as soon as the parts on their way have ended, and the parts that were
    sent are deleted. A file of one part may be stored nevertheless.
    """
    from s3transfer.manager import TransferManager

    with TransferManager(client) as manager:
        sending = manager.upload(
            body,
            bucket,
            key,
            extra_args={"ContentType": content_type},
            subscribers=[_cancelling(check)],
        )
        try:
            sending.result()
        except CancelledError:
            check()
            raise


def _cancelling(check: Check) -> BaseSubscriber:
    """Return what calls a check with each piece that was sent, and cancels the rest."""
    from s3transfer.subscribers import BaseSubscriber

    class Cancelling(BaseSubscriber):
        def on_progress(
            self,
            future: TransferFuture,
            bytes_transferred: int,
            **kwargs: Any,  # Any: what s3transfer gives
        ) -> None:
            try:
                check()
            # An exception in this thread would only end the request, which is then tried again.
            except Exception:
                future.cancel()

    return Cancelling()
