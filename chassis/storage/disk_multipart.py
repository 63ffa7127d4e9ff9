# SPDX-License-Identifier: Apache-2.0
"""Multipart uploads to a folder: a received part is copied to its place in one growing file.

Each unfinished object has a folder `.parts/<name>` with its `data`, and for each part that is
stored an empty file whose name holds the number, the size and the digest of the part. A lock on the
folder's `type` orders its writers; completing renames `data`, so that it takes no time.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlencode

from chassis.storage.disk_files import CHUNK_BYTES, DiskFiles, Staged, writing
from chassis.storage.multipart import (
    MOST_PARTS,
    MultipartUpload,
    MultipartUploadMissing,
    PartsDiffer,
    StoredPart,
)
from chassis.storage.port import StoredObject, WrongSize, checked_key
from chassis.storage.signing import Signer, expiry

_NAME = re.compile(r"[0-9a-f]{32}")
_PART = re.compile(r"part-(\d{1,5})-(\d{1,15})-([0-9a-f]{64})")
_SIGNED_NAMES = ("upload", "number", "size", "partBytes")


class DiskMultipart:
    """Unfinished objects below the root of a folder store."""

    def __init__(
        self,
        root: Path,
        files: DiskFiles,
        signer: Signer,
        *,
        address: Callable[[], str],
        now: Callable[[], datetime],
    ) -> None:
        self._root = root / ".parts"
        self._files = files
        self._signer = signer
        self._address = address
        self._now = now

    def begin(self, key: str, *, content_type: str, part_bytes: int) -> MultipartUpload:
        upload = MultipartUpload(checked_key(key), part_bytes, secrets.token_hex(16))
        folder = self._root / upload.name
        with writing():
            folder.mkdir(parents=True)
            (folder / "data").touch()
            (folder / "type").write_text(json.dumps({"key": key, "content_type": content_type}))
        return upload

    def presign_part(
        self, upload: MultipartUpload, number: int, *, size_bytes: int, expires_in: float
    ) -> str:
        query = {
            "upload": upload.name,
            "number": str(number),
            "size": str(size_bytes),
            "partBytes": str(upload.part_bytes),
        }
        expires = expiry(self._now(), expires_in)
        token = self._signer.token(expires, *_signed(checked_key(upload.key), query))
        return f"{self._address()}/{token}/{upload.key}?{urlencode(query)}"

    def receive_part(
        self,
        token: str,
        key: str,
        query: Mapping[str, str],
        stream: BinaryIO,
        *,
        length: int | None,
    ) -> StoredPart:
        """Store what was sent to a URL of `presign_part`; `length` is what the request declares."""
        self.verify_part(token, key, query, length=length)
        number, size = int(query["number"]), int(query["size"])
        upload = MultipartUpload(checked_key(key), int(query["partBytes"]), query["upload"])
        with self._files.staged(_exactly(size, stream)) as staged:
            self._keep(upload, number, staged)
        return StoredPart(number, staged.size_bytes, staged.etag)

    def verify_part(
        self, token: str, key: str, query: Mapping[str, str], *, length: int | None
    ) -> None:
        """Raise what `receive_part` would of a URL and the length that its request declares."""
        self._signer.check_token(token, self._now(), *_signed(key, query))
        size = int(query["size"])
        if length is not None and length != size:
            raise WrongSize(f"the part has {length} bytes, not {size}")
        self._files.check_space(size)

    def list_parts(self, upload: MultipartUpload) -> list[StoredPart]:
        folder = self._folder(upload)
        try:
            names = [one.name for one in folder.iterdir()]
        except FileNotFoundError:
            raise MultipartUploadMissing(upload.key) from None
        matches = (_PART.fullmatch(one) for one in names)
        found = [StoredPart(int(one[1]), int(one[2]), one[3]) for one in matches if one]
        return sorted(found, key=lambda one: one.number)

    def complete(self, upload: MultipartUpload, parts: Sequence[StoredPart]) -> StoredObject:
        with self._locked(upload) as folder:
            if list(parts) != self.list_parts(upload) or not _are_whole(upload, parts):
                raise PartsDiffer(upload.key)
            described = json.loads((folder / "type").read_text())
            size = sum(one.size_bytes for one in parts)
            with writing():
                os.truncate(folder / "data", size)
            self._files.write_out(folder / "data")
            stored = self._files.publish(
                Staged(folder / "data", size, _etag(parts)),
                upload.key,
                content_type=described["content_type"],
                replace=False,
            )
            shutil.rmtree(folder)
            return stored

    def abort(self, upload: MultipartUpload) -> None:
        with contextlib.suppress(MultipartUploadMissing), self._locked(upload) as folder:
            shutil.rmtree(folder)

    def sweep(self, older_than: float) -> int:
        """Delete the unfinished objects that took no part for so many seconds; return how many."""
        folders = list(self._root.iterdir()) if self._root.is_dir() else []
        count = 0
        for folder in folders:
            # It may be completed or given up at this moment.
            with contextlib.suppress(FileNotFoundError):
                if time.time() - folder.stat().st_mtime > older_than:
                    shutil.rmtree(folder)
                    count += 1
        return count

    def _keep(self, upload: MultipartUpload, number: int, staged: Staged) -> None:
        """Copy a received part to its place; the kernel does the copying."""
        with self._locked(upload) as folder, writing():
            for earlier in folder.glob(f"part-{number}-*"):
                earlier.unlink()
            _copy(staged.path, folder / "data", at=(number - 1) * upload.part_bytes)
            (folder / f"part-{number}-{staged.size_bytes}-{staged.etag}").touch()

    @contextlib.contextmanager
    def _locked(self, upload: MultipartUpload) -> Iterator[Path]:
        """Hold the lock of an unfinished object; MultipartUploadMissing once it is finished."""
        folder = self._folder(upload)
        try:
            lock = (folder / "type").open("rb")
        except FileNotFoundError:
            raise MultipartUploadMissing(upload.key) from None
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "type").exists():
                raise MultipartUploadMissing(upload.key)
            yield folder

    def _folder(self, upload: MultipartUpload) -> Path:
        checked_key(upload.key)
        if not _NAME.fullmatch(upload.name):
            raise MultipartUploadMissing(upload.key)
        return self._root / upload.name


def _signed(key: str, query: Mapping[str, str]) -> tuple[str, ...]:
    return ("PUT", key, *(query.get(name, "") for name in _SIGNED_NAMES))


def _exactly(size: int, stream: BinaryIO) -> Iterator[bytes]:
    received = 0
    while chunk := stream.read(min(CHUNK_BYTES, size + 1 - received)):
        received += len(chunk)
        if received > size:
            raise WrongSize(f"the part has more than {size} bytes")
        yield chunk
    if received < size:
        raise WrongSize(f"the part has {received} bytes, not {size}")


def _are_whole(upload: MultipartUpload, parts: Sequence[StoredPart]) -> bool:
    """Whether the parts are numbered without a gap and only the last is shorter."""
    if not 1 <= len(parts) <= MOST_PARTS:
        return False
    is_numbered = [one.number for one in parts] == list(range(1, len(parts) + 1))
    return is_numbered and all(one.size_bytes == upload.part_bytes for one in parts[:-1])


def _etag(parts: Sequence[StoredPart]) -> str:
    """Return the digest of the parts' digests, so that the object is not read for its etag."""
    digest = hashlib.sha256("".join(one.etag for one in parts).encode()).hexdigest()
    return f"{digest}-{len(parts)}"


def _copy(source: Path, target: Path, *, at: int) -> None:
    with source.open("rb") as reading, target.open("r+b") as written:
        written.seek(at)
        sent, size = 0, os.fstat(reading.fileno()).st_size
        while sent < size:
            sent += os.sendfile(written.fileno(), reading.fileno(), sent, size - sent)
        os.fsync(written.fileno())
