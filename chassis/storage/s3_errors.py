# SPDX-License-Identifier: Apache-2.0
"""The errors of boto3 as errors of a store."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from chassis.storage.multipart import MultipartUploadMissing, PartsDiffer
from chassis.storage.port import AlreadyStored, ObjectMissing, StorageError, StorageUnavailable

_ABSENT = frozenset({"404", "NoSuchKey", "NotFound"})
_TAKEN = frozenset({"412", "PreconditionFailed"})
_OTHER_PARTS = frozenset({"InvalidPart", "InvalidPartOrder", "EntityTooSmall"})
_BEYOND_THE_END = frozenset({"416", "InvalidRange"})


class BeyondTheEnd(StorageError):
    """The byte range lies beyond the end of the object."""


@contextlib.contextmanager
def translated_errors(key: str) -> Iterator[None]:
    """Raise the errors of boto3 as StorageErrors."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        raise _storage_error(error.response.get("Error", {}).get("Code", ""), key) from error
    except (Boto3Error, BotoCoreError) as error:
        raise StorageUnavailable(str(error)) from error


def _storage_error(code: str, key: str) -> StorageError:
    if code in _ABSENT:
        return ObjectMissing(key)
    if code in _TAKEN:
        return AlreadyStored(key)
    if code == "NoSuchUpload":
        return MultipartUploadMissing(key)
    if code in _OTHER_PARTS:
        return PartsDiffer(key)
    if code in _BEYOND_THE_END:
        return BeyondTheEnd(key)
    return StorageUnavailable(f"{key}: the store answered {code}")
