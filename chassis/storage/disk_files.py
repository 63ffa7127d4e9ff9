# SPDX-License-Identifier: Apache-2.0
"""Files under keys on a local or shared file system, each with a note of its type beside it."""

from __future__ import annotations

import contextlib
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
from pathlib import Path
from typing import IO, Any

from chassis.storage.port import (
    AlreadyStored,
    InvalidKey,
    StorageUnavailable,
    StoredObject,
    checked_key,
)

CHUNK_BYTES = 1 << 20
_UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Staged:
    """Bytes that are on the disk already but under no key yet; the etag is their SHA-256."""

    path: Path
    size_bytes: int
    etag: str


@dataclass(frozen=True, slots=True)
class _Note:
    """What is written beside an object; size and time tell whether it is about those bytes."""

    size_bytes: int
    mtime_ns: int
    etag: str
    content_type: str


class DiskFiles:
    """Publishes whole files under keys, one writer at a time, so that readers need no lock."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._notes = self._root / ".meta"
        self._staging = self._root / ".tmp"
        for room in (self._notes, self._staging):
            room.mkdir(parents=True, exist_ok=True)

    def path_of(self, key: str) -> Path:
        """Tell where the bytes of a key are or would be."""
        return self._root / checked_key(key)

    def describe(self, key: str) -> StoredObject | None:
        """Describe an object; without a note that fits, as after a crash, it is read anew."""
        path = self.path_of(key)
        try:
            status = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        note = self._read_note(key)
        if note and (note.size_bytes, note.mtime_ns) == (status.st_size, status.st_mtime_ns):
            return StoredObject(key, note.size_bytes, note.etag, note.content_type)
        return StoredObject(
            key, status.st_size, _digest(path), note.content_type if note else _UNKNOWN_TYPE
        )

    @contextlib.contextmanager
    def staged(self, chunks: Iterable[bytes], *, sha256: str | None = None) -> Iterator[Staged]:
        """Write the chunks to a file that is gone afterwards, unless it was published."""
        digest, size, path = hashlib.sha256(), 0, self._fresh_name()
        try:
            with _writing(), path.open("xb") as file:
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
        """Stage a file itself, which is copied only if it comes from another file system."""
        path = self._fresh_name()
        try:
            with _writing():
                shutil.move(source, path)
            self.write_out(path)
            yield Staged(path, path.stat().st_size, sha256 or _digest(path))
        finally:
            path.unlink(missing_ok=True)

    def write_out(self, path: Path) -> None:
        """Wait until the disk has all of a file."""
        with _writing(), path.open("rb") as file:
            _sync(file)

    @contextlib.contextmanager
    def linked(self, source: StoredObject) -> Iterator[Staged]:
        """Stage a second name for an object's bytes, which nobody ever writes into."""
        path = self._fresh_name()
        try:
            path.hardlink_to(self.path_of(source.key))
            yield Staged(path, source.size_bytes, source.etag)
        finally:
            path.unlink(missing_ok=True)

    def publish(
        self, staged: Staged, key: str, *, content_type: str, replace: bool
    ) -> StoredObject:
        """Move staged bytes to their key in one step, or refuse because the key is taken."""
        target = self.path_of(key)
        mtime_ns = staged.path.stat().st_mtime_ns
        note = _Note(staged.size_bytes, mtime_ns, staged.etag, content_type)
        with _writing(), self._one_writer():
            if not replace and target.is_file():
                raise AlreadyStored(key)
            with _no_key_below_a_key(key):
                self._write_note(key, note)
                target.parent.mkdir(parents=True, exist_ok=True)
                staged.path.rename(target)
            _sync_folder(target.parent)
        return StoredObject(key, staged.size_bytes, staged.etag, content_type)

    def remove(self, key: str) -> bool:
        """Remove an object, its note and the folders this leaves empty; tell if it was there."""
        path, note = self.path_of(key), self._notes / key
        with _writing(), self._one_writer():
            there = path.is_file()
            if there:
                path.unlink()
                _remove_empty_folders(path.parent, self._root)
            if note.is_file():
                note.unlink()
                _remove_empty_folders(note.parent, self._notes)
        return there

    def keys(self, prefix: str) -> list[str]:
        """List the keys that start with a folder's name, in their order."""
        found: list[str] = []
        for folder, subfolders, names in os.walk(self._root / prefix):
            for listed in (subfolders, names):
                listed[:] = [name for name in listed if not name.startswith(".")]
            found += (str(Path(folder, name).relative_to(self._root)) for name in names)
        return sorted(found)

    def sweep_unfinished(self, older_than: float) -> int:
        """Remove what writers that died left half written, and count it; ages are in seconds."""
        count = 0
        for path in self._staging.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if time.time() - path.stat().st_ctime > older_than:
                    path.unlink()
                    count += 1
        return count

    def _fresh_name(self) -> Path:
        return self._staging / secrets.token_hex(16)

    def _read_note(self, key: str) -> _Note | None:
        try:
            return _Note(**json.loads((self._notes / key).read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def _write_note(self, key: str, note: _Note) -> None:
        fresh, target = self._fresh_name(), self._notes / key
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with fresh.open("x") as file:
                json.dump(asdict(note), file)
                _sync(file)
            fresh.rename(target)
        finally:
            fresh.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _one_writer(self) -> Iterator[None]:
        """Hold the store's lock, which the kernel lets go should we die."""
        with (self._root / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@contextlib.contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
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


def _sync(file: IO[Any]) -> None:  # Any because notes are text and objects are bytes.
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
