# SPDX-License-Identifier: Apache-2.0
"""The bytes of the library in object storage."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.storage import Storage, StorageError
from services.library.domain.errors import FilesNotDeleted
from services.library.domain.upload import Bytes
from services.library.usecases.dependencies import Form

_FORM_SECONDS = 300


class StoredFiles:
    """Files in an object store."""

    def __init__(self, storage: Storage, *, bucket: str) -> None:
        self._storage = storage
        self.bucket = bucket

    def form(self, key: str, *, max_bytes: int, content_type: str) -> Form:
        """Sign a form that takes one file of exactly this type, for five minutes."""
        signed = self._storage.presign_upload(
            key, max_bytes=max_bytes, content_type=content_type, expires_in=_FORM_SECONDS
        )
        return Form(signed.url, signed.fields)

    def find(self, key: str) -> Bytes | None:
        """Describe what lies under a key."""
        found = self._storage.head(key)
        return None if found is None else Bytes(found.size_bytes, found.etag)

    def delete(self, *, keys: Sequence[str], folders: Sequence[str]) -> None:
        """Delete objects and folders, or raise FilesNotDeleted."""
        try:
            for key in keys:
                self._storage.delete(key)
            for folder in folders:
                self._storage.delete_prefix(folder)
        except (StorageError, OSError) as error:
            raise FilesNotDeleted("The storage did not delete the files; try again.") from error
