# SPDX-License-Identifier: Apache-2.0
"""Files under keys on a local or shared file system, each with a file of metadata."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from chassis.storage.port import (
    AlreadyStored,
    InvalidKey,
    StorageFull,
    StorageUnavailable,
    StoredObject,
    checked_key,
)

_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
CHUNK_BYTES = 1 << 20
_UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Staged:
    """A file on the disk that has no key yet; the etag is its SHA-256."""

    path: Path
    size_bytes: int
    etag: str


@dataclass(frozen=True, slots=True)
class _Metadata:
    """What is stored beside an object; size and time say whether it describes those bytes."""

    size_bytes: int
    mtime_ns: int
    etag: str
    content_type: str


class DiskFiles:
    """Publishes complete files under keys, one writer at a time, so that readers need no lock."""

    def __init__(self, root: Path, *, reserve_bytes: int = 0) -> None:
        self._reserve_bytes = reserve_bytes
        self._root = root.resolve()
        self._metadata = self._root / ".meta"
        self._staging = self._root / ".tmp"
        for folder in (self._metadata, self._staging):
            folder.mkdir(parents=True, exist_ok=True)

    def check_space(self, size_bytes: int = 0) -> None:
        """Raise StorageFull when so many more bytes would leave less than the reserve free."""
        if shutil.disk_usage(self._root).free - size_bytes < self._reserve_bytes:
            raise StorageFull("The disk is full, so that nothing new is stored.")

    def check_writable(self) -> None:
        """Write and delete a few bytes; StorageUnavailable when that fails."""
        with self.staged([b"writable"]):
            pass

    def path_of(self, key: str) -> Path:
        """Return the path at which the bytes of a key are or would be."""
        return self._root / checked_key(key)

    def describe(self, key: str) -> StoredObject | None:
        """Return what is known of an object; without metadata that fits, it is read for that."""
        path = self.path_of(key)
        try:
            status = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        metadata = self._read_metadata(key)
        if metadata and (metadata.size_bytes, metadata.mtime_ns) == (
            status.st_size,
            status.st_mtime_ns,
        ):
            return StoredObject(key, metadata.size_bytes, metadata.etag, metadata.content_type)
        return StoredObject(
            key, status.st_size, _digest(path), metadata.content_type if metadata else _UNKNOWN_TYPE
        )

    def adopt(self, key: str) -> None:
        """Describe a file that was put at its key by other means.

        Its etag is made from what the file system says of it, not from its bytes.
        """
        found = self.path_of(key).stat()
        identity = f"{found.st_dev} {found.st_ino} {found.st_size} {found.st_mtime_ns}"
        etag = hashlib.sha256(identity.encode()).hexdigest()
        metadata = _Metadata(found.st_size, found.st_mtime_ns, etag, _UNKNOWN_TYPE)
        with writing(), self._drafted(metadata) as draft, self._write_lock():
            self._move_metadata(draft, key)

    def stored_at(self, key: str) -> datetime:
        """Return when an object appeared under its key; now, when it has gone meanwhile."""
        try:
            # A file may have been written long before it was moved here.
            return datetime.fromtimestamp(self.path_of(key).stat().st_ctime, UTC)
        except (FileNotFoundError, NotADirectoryError):
            return datetime.now(UTC)

    @contextlib.contextmanager
    def staged(self, chunks: Iterable[bytes], *, sha256: str | None = None) -> Iterator[Staged]:
        """Write chunks to a file, which is deleted after the block unless it was published."""
        self.check_space()
        digest, size, path = hashlib.sha256(), 0, self._new_draft()
        try:
            with writing(), path.open("xb") as file:
                for chunk in chunks:
                    file.write(chunk)
                    if sha256 is None:
                        digest.update(chunk)
                    size += len(chunk)
                _sync(file)
            yield Staged(path, size, sha256 or digest.hexdigest())
        finally:
            path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def taken(self, source: Path, *, sha256: str | None = None) -> Iterator[Staged]:
        """Stage a file by moving it, which copies it only from another file system."""
        path = self._new_draft()
        try:
            with writing():
                shutil.move(source, path)
            self.write_out(path)
            yield Staged(path, path.stat().st_size, sha256 or _digest(path))
        finally:
            path.unlink(missing_ok=True)

    def write_out(self, path: Path) -> None:
        """Write a file out to its disk and wait for that."""
        with writing(), path.open("rb") as file:
            _sync(file)

    @contextlib.contextmanager
    def linked(self, source: StoredObject) -> Iterator[Staged]:
        """Stage a hard link to an object, whose bytes are never written again."""
        path = self._new_draft()
        try:
            path.hardlink_to(self.path_of(source.key))
            yield Staged(path, source.size_bytes, source.etag)
        finally:
            path.unlink(missing_ok=True)

    def publish(
        self, staged: Staged, key: str, *, content_type: str, replace: bool
    ) -> StoredObject:
        """Move a staged file to its key in one step; AlreadyStored if it may not replace one."""
        target, mtime_ns = self.path_of(key), staged.path.stat().st_mtime_ns
        metadata = _Metadata(staged.size_bytes, mtime_ns, staged.etag, content_type)
        # Waiting for the disk within the lock, files of several threads would wait for each other.
        with writing(), self._drafted(metadata) as draft:
            with self._write_lock():
                if not replace and target.is_file():
                    raise AlreadyStored(key)
                with _no_key_below_a_key(key):
                    self._move_metadata(draft, key)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    staged.path.rename(target)
            # Whoever deletes it meanwhile deletes its folder, too.
            with contextlib.suppress(FileNotFoundError):
                _sync_folder(target.parent)
        return StoredObject(key, staged.size_bytes, staged.etag, content_type)

    def remove(self, key: str) -> bool:
        """Delete an object, its metadata and the folders left empty; return whether it existed."""
        path, metadata = self.path_of(key), self._metadata / key
        with writing(), self._write_lock():
            if existed := path.is_file():
                path.unlink()
                _remove_empty_folders(path.parent, self._root)
            if metadata.is_file():
                metadata.unlink()
                _remove_empty_folders(metadata.parent, self._metadata)
        return existed

    def keys(self, prefix: str) -> list[str]:
        """Return the keys below a folder in their order."""
        found: list[str] = []
        for folder, subfolders, names in os.walk(self._root / prefix):
            for listed in (subfolders, names):
                listed[:] = [name for name in listed if not name.startswith(".")]
            found += (str(Path(folder, name).relative_to(self._root)) for name in names)
        return sorted(found)

    def sweep_unfinished(self, older_than: float) -> int:
        """Delete unfinished files older than so many seconds, and return how many."""
        count = 0
        for path in self._staging.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if time.time() - path.stat().st_ctime > older_than:
                    path.unlink()
                    count += 1
        return count

    def _new_draft(self) -> Path:
        return self._staging / secrets.token_hex(16)

    def _read_metadata(self, key: str) -> _Metadata | None:
        try:
            return _Metadata(**json.loads((self._metadata / key).read_text()))
        except (OSError, ValueError, TypeError):
            return None

    @contextlib.contextmanager
    def _drafted(self, metadata: _Metadata) -> Iterator[Path]:
        """Write metadata to a file on the disk, which is deleted unless it was moved to its key."""
        draft = self._new_draft()
        try:
            with draft.open("x") as file:
                json.dump(asdict(metadata), file)
                _sync(file)
            yield draft
        finally:
            draft.unlink(missing_ok=True)

    def _move_metadata(self, draft: Path, key: str) -> None:
        target = self._metadata / key
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.rename(target)

    @contextlib.contextmanager
    def _write_lock(self) -> Iterator[None]:
        """Hold the lock of the store, which the kernel releases when the process ends."""
        with (self._root / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def read_range(path: Path, start: int, length: int | None) -> Iterator[bytes]:
    """Read a range of a file in chunks; it ends where the file ends."""
    with path.open("rb") as file:
        left = path.stat().st_size if length is None else length
        file.seek(start)
        while left > 0 and (chunk := file.read(min(left, CHUNK_BYTES))):
            left -= len(chunk)
            yield chunk


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Raise errors of the file system in the block as StorageUnavailable."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_SPACE:
            text = f"The disk is full, so that nothing new is stored: {error.strerror}."
            raise StorageFull(text) from error
        raise StorageUnavailable(f"cannot write: {error}") from error


@contextlib.contextmanager
def _no_key_below_a_key(key: str) -> Iterator[None]:
    try:
        yield
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise InvalidKey(f"{key} is a folder, or lies below another object") from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(file: IO[Any]) -> None:  # Any because metadata is text and objects are bytes.
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_empty_folders(folder: Path, top: Path) -> None:
    with contextlib.suppress(OSError):
        while folder != top:
            folder.rmdir()
            folder = folder.parent
