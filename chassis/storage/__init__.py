# SPDX-License-Identifier: Apache-2.0
"""Object storage: one interface, implemented by a folder, a bucket and a dictionary."""

from __future__ import annotations

from chassis.storage.disk import FILES_PATH, DiskStorage, ReadGrant
from chassis.storage.memory import MemoryStorage
from chassis.storage.multipart import (
    MultipartStorage,
    MultipartUpload,
    MultipartUploadMissing,
    PartsDiffer,
    StoredPart,
)
from chassis.storage.port import (
    AlreadyStored,
    BadSignature,
    EmptyUpload,
    Expired,
    InvalidKey,
    ListedObject,
    ObjectMissing,
    Storage,
    StorageError,
    StorageFull,
    StorageUnavailable,
    StoredObject,
    TooLarge,
    UploadForm,
    WrongSize,
    WrongType,
)
from chassis.storage.s3 import S3Settings, S3Storage
from chassis.storage.serving import ByteRange, Unsatisfiable, parse_range, serving_headers

__all__ = [
    "FILES_PATH",
    "AlreadyStored",
    "BadSignature",
    "ByteRange",
    "DiskStorage",
    "EmptyUpload",
    "Expired",
    "InvalidKey",
    "ListedObject",
    "MemoryStorage",
    "MultipartStorage",
    "MultipartUpload",
    "MultipartUploadMissing",
    "ObjectMissing",
    "PartsDiffer",
    "ReadGrant",
    "S3Settings",
    "S3Storage",
    "Storage",
    "StorageError",
    "StorageFull",
    "StorageUnavailable",
    "StoredObject",
    "StoredPart",
    "TooLarge",
    "Unsatisfiable",
    "UploadForm",
    "WrongSize",
    "WrongType",
    "parse_range",
    "serving_headers",
]
