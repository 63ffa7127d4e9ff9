# SPDX-License-Identifier: Apache-2.0
"""The interface of multipart uploads: an object is sent in numbered parts, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from chassis.storage.port import StorageError, StoredObject

MOST_PARTS = 10_000
"""No store takes an object in more parts."""


class MultipartUploadMissing(StorageError):
    """The multipart upload was completed, aborted or never begun: begin another one."""


class PartsDiffer(StorageError):
    """The parts that are stored are not those that were to be put together: list them again."""


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A part that the store has as a whole; numbers begin at 1."""

    number: int
    size_bytes: int
    etag: str


@dataclass(frozen=True, slots=True)
class MultipartUpload:
    """An unfinished object: its key, the size of all its parts but the last, the store's name.

    The name of a multipart upload is what the store itself calls it.
    """

    key: str
    part_bytes: int
    name: str


class MultipartStorage(Protocol):
    """Objects that are sent in parts; the object appears as a whole when it is completed."""

    def begin(self, key: str, *, content_type: str, part_bytes: int) -> MultipartUpload:
        """Begin an object of this type in parts of `part_bytes`, of which the last may be less."""

    def presign_part(
        self, upload: MultipartUpload, number: int, *, size_bytes: int, expires_in: float
    ) -> str:
        """Return a URL to which one part of exactly this size is PUT; sending it again is fine."""

    def list_parts(self, upload: MultipartUpload) -> list[StoredPart]:
        """Return the parts that are stored by number, or raise MultipartUploadMissing."""

    def complete(self, upload: MultipartUpload, parts: Sequence[StoredPart]) -> StoredObject:
        """Make the object of exactly these parts; PartsDiffer when others are stored."""

    def abort(self, upload: MultipartUpload) -> None:
        """Delete all parts; nothing happens when there is no such upload."""
