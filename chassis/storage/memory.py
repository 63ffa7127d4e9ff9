# SPDX-License-Identifier: Apache-2.0
"""An object store in memory, which behaves as the others do."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

from chassis import clock
from chassis.storage.memory_multipart import MemoryMultipart
from chassis.storage.port import (
    ListedObject,
    ObjectMissing,
    StoredObject,
    UploadForm,
    checked_folder,
    checked_key,
    checked_prefix,
)


class MemoryStorage:
    """Objects in a dictionary; its signed URLs cannot be followed."""

    def __init__(self) -> None:
        self._objects: dict[str, tuple[StoredObject, bytes]] = {}
        self._stored_at: dict[str, dt.datetime] = {}
        self.multipart = MemoryMultipart(
            lambda key, data, content_type: self.put_bytes(key, data, content_type=content_type)
        )

    def check_space(self, size_bytes: int = 0) -> None:
        """Do nothing: it is not known how much is free."""

    def check(self) -> None:
        """Do nothing: memory is always there."""

    def interruptible(self, check: Callable[[], None]) -> MemoryStorage:
        return self

    def put_file(
        self,
        key: str,
        path: Path,
        *,
        content_type: str,
        if_absent: bool = False,
        sha256: str | None = None,
        take: bool = False,
    ) -> StoredObject:
        data = path.read_bytes()
        return self.put_bytes(key, data, content_type=content_type, if_absent=if_absent)

    def expect(self, path: Path) -> None:
        """Do nothing: memory waits for no disk."""

    def put_bytes(
        self, key: str, data: bytes, *, content_type: str, if_absent: bool = False
    ) -> StoredObject:
        etag = hashlib.sha256(data).hexdigest()
        stored = (StoredObject(checked_key(key), len(data), etag, content_type), bytes(data))
        if if_absent and key in self._objects:
            return self._objects[key][0]
        self._objects[key] = stored
        self._stored_at[key] = clock.now()
        return stored[0]

    def fetch(self, key: str, path: Path) -> None:
        path.write_bytes(self._stored(key)[1])

    def local_path(self, key: str) -> Path | None:
        checked_key(key)
        return None

    def nginx_path(self, key: str) -> str | None:
        return None

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        data = self._stored(key)[1]
        part = data[start : None if length is None else start + length]
        return iter([part] if part else [])

    def head(self, key: str) -> StoredObject | None:
        stored = self._objects.get(checked_key(key))
        return stored[0] if stored else None

    def delete(self, key: str) -> None:
        self._objects.pop(checked_key(key), None)

    def delete_prefix(self, prefix: str) -> int:
        keys = [item.key for item in self.list(checked_folder(prefix))]
        for key in keys:
            self.delete(key)
        return len(keys)

    def list(self, prefix: str = "") -> Iterator[ListedObject]:
        checked_prefix(prefix)
        found = [stored for key, (stored, _) in self._objects.items() if key.startswith(prefix)]
        for stored in sorted(found, key=lambda each: each.key):
            at = self._stored_at[stored.key]
            yield ListedObject(stored.key, stored.size_bytes, stored.etag, at)

    def copy(self, source: str, target: str) -> StoredObject:
        stored, data = self._stored(source)
        return self.put_bytes(target, data, content_type=stored.content_type)

    def presign_get(
        self,
        key: str,
        *,
        expires_in: float,
        content_type: str | None = None,
        filename: str | None = None,
        attachment: bool = False,
    ) -> str:
        bound = {"type": content_type or "", "filename": filename or "", "expires": expires_in}
        return f"memory:///{checked_key(key)}?{urlencode(bound | {'attachment': attachment})}"

    def presign_upload(
        self, key: str, *, max_bytes: int, content_type: str, expires_in: float
    ) -> UploadForm:
        bound = {"key": checked_key(key), "Content-Type": content_type}
        return UploadForm(
            "memory:///", bound | {"max_bytes": str(max_bytes), "expires": str(expires_in)}
        )

    def _stored(self, key: str) -> tuple[StoredObject, bytes]:
        stored = self._objects.get(checked_key(key))
        if stored is None:
            raise ObjectMissing(key)
        return stored
