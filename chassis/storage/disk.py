# SPDX-License-Identifier: Apache-2.0
"""Object storage in a folder, with signed links and forms that a web application serves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlencode

from chassis.storage.disk_files import CHUNK_BYTES, DiskFiles, Staged, read_range
from chassis.storage.disk_multipart import DiskMultipart
from chassis.storage.port import (
    AlreadyStored,
    EmptyUpload,
    ListedObject,
    ObjectMissing,
    StoredObject,
    TooLarge,
    UploadForm,
    checked_folder,
    checked_key,
    checked_prefix,
)
from chassis.storage.signing import Signer, expiry
from chassis.storage.upload_policy import UploadPolicy, checked_policy

FILES_PATH = "/media/files"
MOST_BYTES_AROUND_FILE = 128 << 10
"""The most that the fields and boundaries of a form add to its file."""


@dataclass(frozen=True, slots=True)
class ReadGrant:
    """What a signed link allows: to read one object, and how it is shown."""

    key: str
    content_type: str | None
    filename: str | None
    attachment: bool


def _now() -> datetime:
    return datetime.now(UTC)


class DiskStorage:
    """Objects as files below a root; etags are SHA-256, and replacing is by rename only."""

    def __init__(
        self,
        root: Path,
        secret: bytes,
        public_url: Callable[[], str] | str,
        *,
        clock: Callable[[], datetime] = _now,
        reserve_bytes: int = 0,
        is_served_by_nginx: bool = False,
    ) -> None:
        self._is_served_by_nginx = is_served_by_nginx
        self._files = DiskFiles(root, reserve_bytes=reserve_bytes)
        self._signer = Signer(secret)
        self._public_url = public_url
        self._clock = clock
        self.multipart = DiskMultipart(
            root.resolve(), self._files, self._signer, address=self._address, now=clock
        )

    def check_space(self, size_bytes: int = 0) -> None:
        self._files.check_space(size_bytes)

    def check(self) -> None:
        self._files.check_writable()

    def interruptible(self, check: Callable[[], None]) -> DiskStorage:
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
        if take:
            staged = self._files.taken(path, sha256=sha256)
            return self._put(key, staged, content_type=content_type, if_absent=if_absent)
        with path.open("rb") as source:
            staged = self._files.staged(_chunks(source), sha256=sha256)
            return self._put(key, staged, content_type=content_type, if_absent=if_absent)

    def expect(self, path: Path) -> None:
        self._files.write_out(path)

    def put_bytes(
        self, key: str, data: bytes, *, content_type: str, if_absent: bool = False
    ) -> StoredObject:
        staged = self._files.staged([data])
        return self._put(key, staged, content_type=content_type, if_absent=if_absent)

    def fetch(self, key: str, path: Path) -> None:
        partial = path.with_name(f"{path.name}.part")
        try:
            shutil.copyfile(self._existing(key), partial)
            partial.rename(path)
        finally:
            partial.unlink(missing_ok=True)

    def local_path(self, key: str) -> Path | None:
        path = self._files.path_of(key)
        return path if path.is_file() else None

    def nginx_path(self, key: str) -> str | None:
        return f"/{checked_key(key)}" if self._is_served_by_nginx else None

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        return read_range(self._existing(key), start, length)

    def head(self, key: str) -> StoredObject | None:
        return self._files.describe(key)

    def adopt(self, key: str) -> None:
        """Describe a file that was put at its key by other means; its bytes are not read."""
        self._files.adopt(key)

    def delete(self, key: str) -> None:
        self._files.remove(key)

    def delete_prefix(self, prefix: str) -> int:
        keys = self._files.keys(checked_folder(prefix))
        return sum(self._files.remove(key) for key in keys)

    def list(self, prefix: str = "") -> Iterator[ListedObject]:
        for key in self._files.keys(checked_prefix(prefix)):
            found = self._files.describe(key)
            if found is not None:
                at = self._files.stored_at(key)
                yield ListedObject(key, found.size_bytes, found.etag, at)

    def copy(self, source: str, target: str) -> StoredObject:
        stored = self.head(source)
        if stored is None:
            raise ObjectMissing(source)
        with self._files.linked(stored) as staged:
            return self._files.publish(
                staged, target, content_type=stored.content_type, replace=True
            )

    def sweep_unfinished(self, *, older_than: float) -> int:
        """Delete files left unfinished this many seconds ago or more, and return how many."""
        return self._files.sweep_unfinished(older_than) + self.multipart.sweep(older_than)

    def presign_get(
        self,
        key: str,
        *,
        expires_in: float,
        content_type: str | None = None,
        filename: str | None = None,
        attachment: bool = False,
    ) -> str:
        query = {"disposition": "attachment" if attachment else "inline"}
        if content_type:
            query["type"] = content_type
        if filename:
            query["filename"] = filename
        expires = expiry(self._clock(), expires_in)
        token = self._signer.token(expires, *_read_parts(checked_key(key), query))
        return f"{self._address()}/{token}/{key}?{urlencode(query)}"

    def verify_get(
        self, token: str, key: str, query: Mapping[str, str], now: datetime
    ) -> ReadGrant:
        """Check the parts of a link made by `presign_get`; it serves HEAD as well as GET."""
        self._signer.check_token(token, now, *_read_parts(key, query))
        return ReadGrant(
            key=checked_key(key),
            content_type=query.get("type") or None,
            filename=query.get("filename") or None,
            attachment=query.get("disposition") == "attachment",
        )

    def presign_upload(
        self, key: str, *, max_bytes: int, content_type: str, expires_in: float
    ) -> UploadForm:
        expires = expiry(self._clock(), expires_in)
        policy = UploadPolicy(checked_key(key), expires, max_bytes, content_type).encoded()
        fields = {
            "key": key,
            "Content-Type": content_type,
            "success_action_status": "201",
            "policy": policy,
            "signature": self._signer.signature("POST", policy),
        }
        size = str(max_bytes)
        token = self._signer.token(expires, *_form_parts(key, size))
        query = urlencode({"key": key, "size": size, "token": token})
        return UploadForm(f"{self._address()}?{query}", fields)

    def receive_form(
        self, fields: Mapping[str, str], stream: BinaryIO, now: datetime
    ) -> StoredObject:
        """Store what a form made by `presign_upload` carries; a key is written to only once."""
        policy = checked_policy(self._signer, fields, now)
        if self.local_path(policy.key) is not None:
            raise AlreadyStored(policy.key)
        with self._files.staged(_at_most(policy.max_bytes, stream)) as staged:
            if staged.size_bytes == 0:
                raise EmptyUpload(policy.key)
            return self._files.publish(
                staged, policy.key, content_type=policy.content_type, replace=False
            )

    def verify_form_address(self, query: Mapping[str, str], length: int, now: datetime) -> None:
        """Raise what `receive_form` would, by the address of a form and the length of a request."""
        key, size = query.get("key", ""), query.get("size", "")
        self._signer.check_token(query.get("token", ""), now, *_form_parts(key, size))
        if length > int(size) + MOST_BYTES_AROUND_FILE:
            raise TooLarge(f"more than {size} bytes")
        if self.local_path(key) is not None:
            raise AlreadyStored(key)
        self.check_space(length)

    def verify_form(self, fields: Mapping[str, str], now: datetime) -> str:
        """Return the key that a form made by `presign_upload` writes to, or raise as it would."""
        return checked_policy(self._signer, fields, now).key

    def _put(
        self,
        key: str,
        staging: AbstractContextManager[Staged],
        *,
        content_type: str,
        if_absent: bool,
    ) -> StoredObject:
        existing = self.head(key) if if_absent else None
        if existing is not None:
            return existing
        try:
            with staging as staged:
                return self._files.publish(
                    staged, key, content_type=content_type, replace=not if_absent
                )
        except AlreadyStored:
            existing = self.head(key)
            if existing is None:
                raise
            return existing

    def _existing(self, key: str) -> Path:
        path = self.local_path(key)
        if path is None:
            raise ObjectMissing(key)
        return path

    def _address(self) -> str:
        base = self._public_url if isinstance(self._public_url, str) else self._public_url()
        return base.rstrip("/") + FILES_PATH


def _form_parts(key: str, size: str) -> tuple[str, ...]:
    return ("FORM", key, size)


def _read_parts(key: str, query: Mapping[str, str]) -> tuple[str, ...]:
    return ("GET", key, *(query.get(name, "") for name in ("type", "disposition", "filename")))


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: source.read(CHUNK_BYTES), b"")


def _at_most(max_bytes: int, stream: BinaryIO) -> Iterator[bytes]:
    size = 0
    for chunk in _chunks(stream):
        size += len(chunk)
        if size > max_bytes:
            raise TooLarge(f"more than {max_bytes} bytes")
        yield chunk
