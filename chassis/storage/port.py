# SPDX-License-Identifier: Apache-2.0
"""What every object store promises, and the names of what can go wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

# No segment starts with a dot: that rules out "..", and keeps DiskStorage's own rooms private.
_SEGMENT = r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}"
_KEY = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")
_LONGEST_KEY = 900


class StorageError(Exception):
    """Anything a store refuses or fails to do."""


class InvalidKey(StorageError):
    """The key or prefix is not one of ours; keys are made by code, so this is a mistake of ours."""


class ObjectMissing(StorageError):
    """Nothing is stored under the key."""


class AlreadyStored(StorageError):
    """The key is taken, and what was written under it stays; a door answers 409."""


class TooLarge(StorageError):
    """The upload has more bytes than its form allows; a door answers 413."""


class EmptyUpload(StorageError):
    """The upload has no bytes at all; ask for the file again."""


class WrongType(StorageError):
    """The upload names another content type than its form was signed for."""


class BadSignature(StorageError):
    """The link or form was not signed by us, or was changed since; a door answers 403."""


class Expired(StorageError):
    """The link or form was ours but its time has passed; ask for a new one."""


class StorageUnavailable(StorageError):
    """The store cannot be reached or cannot write now; it is the destination's fault: try later."""


@dataclass(frozen=True, slots=True)
class ListedObject:
    """An object as a listing shows it."""

    key: str
    size_bytes: int
    etag: str


@dataclass(frozen=True, slots=True)
class StoredObject(ListedObject):
    """An object that is stored, with an etag that changes whenever its bytes do."""

    content_type: str


@dataclass(frozen=True, slots=True)
class UploadForm:
    """A signed form: POST the fields and then the bytes, as `file`, to the address."""

    url: str
    fields: dict[str, str]


class Storage(Protocol):
    """A place for bytes under keys; a key is never also the folder of another key."""

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
        """Store a local file at once or not at all; `if_absent` keeps and returns what is there.

        Whoever knows the SHA-256 of the file already says it, in hexadecimal: it is not read for
        that again. Whoever has no more use for the file lets the store `take` it: on the same disk
        it is moved instead of copied.
        """

    def expect(self, path: Path) -> None:
        """Do what storing a file will have to wait for, while its maker still looks it through."""

    def put_bytes(
        self, key: str, data: bytes, *, content_type: str, if_absent: bool = False
    ) -> StoredObject:
        """Store bytes at once or not at all; `if_absent` keeps and returns what is there."""

    def fetch(self, key: str, path: Path) -> None:
        """Download an object to a local file, which appears only when it is whole."""

    def local_path(self, key: str) -> Path | None:
        """Where the object lies on this machine, to be read only; None when it lies elsewhere."""

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """Read a part of an object; what lies beyond its end is simply not there."""

    def head(self, key: str) -> StoredObject | None:
        """Describe an object, if there is one."""

    def delete(self, key: str) -> None:
        """Make sure that nothing is stored under the key."""

    def delete_prefix(self, prefix: str) -> int:
        """Delete everything in a folder, named with its final slash, and count it."""

    def list(self, prefix: str = "") -> Iterator[ListedObject]:
        """List a folder, named with its final slash, and all below it in the order of keys."""

    def copy(self, source: str, target: str) -> StoredObject:
        """Copy an object inside the store, replacing what the target held."""

    def presign_get(
        self,
        key: str,
        *,
        expires_in: float,
        content_type: str | None = None,
        filename: str | None = None,
        attachment: bool = False,
    ) -> str:
        """Give an address that reads this one object for a while, without any other proof."""

    def presign_upload(
        self, key: str, *, max_bytes: int, content_type: str, expires_in: float
    ) -> UploadForm:
        """Give a form that uploads 1 to `max_bytes` bytes of exactly this type to this key."""


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
    """Return the prefix if it names a folder below the root, which nobody deletes by accident."""
    if prefix == "":
        raise InvalidKey("the whole store")
    return checked_prefix(prefix)
