# SPDX-License-Identifier: Apache-2.0
"""The interface of every object store, and the errors that it raises."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chassis.storage.multipart import MultipartStorage

# No segment starts with a dot: that rules out "..", and keeps DiskStorage's own folders private.
_SEGMENT = r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}"
_KEY = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")
_LONGEST_KEY = 900


class StorageError(Exception):
    """Any error of an object store."""


class InvalidKey(StorageError):
    """The key or prefix is malformed; keys are made by code, so this is a fault of the program."""


class ObjectMissing(StorageError):
    """Nothing is stored under the key: check it, or upload again."""


class AlreadyStored(StorageError):
    """An object with this key exists and stays as it is: use another key."""


class TooLarge(StorageError):
    """The upload has more bytes than its form allows: send a smaller file."""


class EmptyUpload(StorageError):
    """The upload has no bytes at all; ask for the file again."""


class WrongType(StorageError):
    """The upload names another content type than its form was signed for."""


class WrongSize(StorageError):
    """The part of a multipart upload is not as long as its link was signed for: send it anew."""


class BadSignature(StorageError):
    """The link or form was not signed here, or was changed since: ask for a new one."""


class Expired(StorageError):
    """The link or form has expired: ask for a new one."""


class StorageUnavailable(StorageError):
    """The store cannot be reached or cannot write now; try again later."""


@dataclass(frozen=True, slots=True)
class ListedObject:
    """An object of a listing."""

    key: str
    size_bytes: int
    etag: str
    stored_at: dt.datetime


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object that is stored, with an etag that changes whenever its bytes do."""

    key: str
    size_bytes: int
    etag: str
    content_type: str


@dataclass(frozen=True, slots=True)
class UploadForm:
    """A signed form: POST the fields and then the bytes, as `file`, to the address."""

    url: str
    fields: dict[str, str]


class StorageFull(StorageUnavailable):
    """The disk is full up to its reserve: try again when space was made."""


class Storage(Protocol):
    """Bytes stored under keys; a key is never also the folder of another key."""

    def check_space(self, size_bytes: int = 0) -> None:
        """Raise StorageFull when so many more bytes would leave less than the reserve."""

    def check(self) -> None:
        """Raise StorageUnavailable when nothing can be stored now."""

    def interruptible(self, check: Callable[[], None]) -> Storage:
        """Return these same objects for somebody who may have to stop.

        `check` is called while a file is sent over a network. What it raises ends that, and of a
        file that is sent in parts nothing is stored.
        """

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
        """Store a local file as a whole or not at all, and return the stored object.

        `if_absent`: an object with this key stays and is returned. `sha256`: the digest of the file
        in hexadecimal, when it is known, so that the file is not read for it. `take`: the file is
        not needed any more; it is moved instead of copied where that is possible.
        """

    def expect(self, path: Path) -> None:
        """Write a file out to its disk ahead of `put_file`, which then need not wait for that."""

    def put_bytes(
        self, key: str, data: bytes, *, content_type: str, if_absent: bool = False
    ) -> StoredObject:
        """Store bytes as a whole or not at all; with `if_absent` an object that exists stays."""

    def fetch(self, key: str, path: Path) -> None:
        """Download an object to a local file, which appears only once it is complete."""

    def local_path(self, key: str) -> Path | None:
        """Return the path of an object on this machine, to be read only; None when it has none."""

    def nginx_path(self, key: str) -> str | None:
        """Return the path at which nginx serves an object; None when the service sends it."""

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """Read a byte range of an object in chunks; it ends where the object ends."""

    def head(self, key: str) -> StoredObject | None:
        """Return what is known of an object, None when there is none."""

    def delete(self, key: str) -> None:
        """Delete an object; nothing happens when there is none."""

    def delete_prefix(self, prefix: str) -> int:
        """Delete all objects of a folder, named with its final slash, and return how many."""

    def list(self, prefix: str = "") -> Iterator[ListedObject]:
        """Yield the objects of a folder, named with its final slash, in the order of their keys."""

    def copy(self, source: str, target: str) -> StoredObject:
        """Copy an object inside the store, replacing the target."""

    def presign_get(
        self,
        key: str,
        *,
        expires_in: float,
        content_type: str | None = None,
        filename: str | None = None,
        attachment: bool = False,
    ) -> str:
        """Return a URL that reads this object for `expires_in` seconds, without any other proof."""

    def presign_upload(
        self, key: str, *, max_bytes: int, content_type: str, expires_in: float
    ) -> UploadForm:
        """Return a form that uploads 1 to `max_bytes` bytes of exactly this type to this key."""

    @property
    def multipart(self) -> MultipartStorage:
        """Large objects of this store, which are sent in parts."""


def checked_key(key: str) -> str:
    """Return the key if it is well formed."""
    if len(key) > _LONGEST_KEY or not _KEY.fullmatch(key):
        raise InvalidKey(key[:_LONGEST_KEY])
    return key


def checked_prefix(prefix: str) -> str:
    """Return the prefix if it names a folder, so that `a/1` never also means `a/12`."""
    if prefix == "":
        return prefix
    if not prefix.endswith("/"):
        raise InvalidKey(prefix[:_LONGEST_KEY])
    return checked_key(prefix[:-1]) + "/"


def checked_folder(prefix: str) -> str:
    """Return the prefix if it names a folder below the root, so that nobody deletes everything."""
    if prefix == "":
        raise InvalidKey("the whole store")
    return checked_prefix(prefix)
