# SPDX-License-Identifier: Apache-2.0
"""Multipart uploads to an object store in memory."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from chassis.storage.multipart import (
    MultipartUpload,
    MultipartUploadMissing,
    PartsDiffer,
    StoredPart,
)
from chassis.storage.port import StoredObject, checked_key

PutBytes = Callable[[str, bytes, str], StoredObject]


class MemoryMultipart:
    """Parts in a dictionary; `receive_part` is what following a signed URL would do."""

    def __init__(self, put_bytes: PutBytes) -> None:
        self._put_bytes = put_bytes
        self._types: dict[MultipartUpload, str] = {}
        self._parts: dict[MultipartUpload, dict[int, bytes]] = {}

    def begin(self, key: str, *, content_type: str, part_bytes: int) -> MultipartUpload:
        upload = MultipartUpload(checked_key(key), part_bytes, uuid.uuid4().hex)
        self._types[upload], self._parts[upload] = content_type, {}
        return upload

    def presign_part(
        self, upload: MultipartUpload, number: int, *, size_bytes: int, expires_in: float
    ) -> str:
        bound = {"number": number, "size": size_bytes, "expires": expires_in}
        return f"memory:///{checked_key(upload.key)}?{urlencode(bound)}"

    def receive_part(self, upload: MultipartUpload, number: int, data: bytes) -> None:
        """Store a part."""
        self._stored(upload)[number] = data

    def list_parts(self, upload: MultipartUpload) -> list[StoredPart]:
        stored = sorted(self._stored(upload).items())
        return [
            StoredPart(number, len(data), hashlib.sha256(data).hexdigest())
            for number, data in stored
        ]

    def complete(self, upload: MultipartUpload, parts: Sequence[StoredPart]) -> StoredObject:
        if list(parts) != self.list_parts(upload):
            raise PartsDiffer(upload.key)
        data = b"".join(one for _, one in sorted(self._parts.pop(upload).items()))
        return self._put_bytes(upload.key, data, self._types.pop(upload))

    def abort(self, upload: MultipartUpload) -> None:
        self._parts.pop(upload, None)

    def _stored(self, upload: MultipartUpload) -> dict[int, bytes]:
        parts = self._parts.get(upload)
        if parts is None:
            raise MultipartUploadMissing(upload.key)
        return parts
