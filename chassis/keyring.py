# SPDX-License-Identifier: Apache-2.0
"""The secrets of an installation: files of mode 0600 in a folder, made once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ACCESS_KEY = "access"
"""The name of the key pair that signs access tokens of users."""


class Keyring:
    """A folder of Ed25519 key pairs (`NAME.key`, `NAME.pub`) and random secrets (`NAME.secret`)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, *, pairs: Iterable[str], texts: Iterable[str]) -> None:
        """Make the secrets that are missing; existing ones stay as they are."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in pairs:
            if not (self._folder / f"{name}.pub").exists():
                self._make_pair(name)
        for name in texts:
            path = self._folder / f"{name}.secret"
            if not path.exists():
                _write(path, secrets.token_hex(32).encode())

    def private(self, name: str) -> bytes:
        """Return a private key as PEM."""
        return (self._folder / f"{name}.key").read_bytes()

    def public(self, name: str) -> bytes | None:
        """Return a public key as PEM, None when there is none of that name."""
        path = self._folder / f"{name}.pub"
        return path.read_bytes() if path.exists() else None

    def secret(self, name: str) -> bytes:
        """Return a shared secret."""
        return (self._folder / f"{name}.secret").read_bytes()

    def mark(self, name: str) -> None:
        """Remember something of the installation by an empty file."""
        (self._folder / name).touch(mode=0o600)

    def has_mark(self, name: str) -> bool:
        """Whether something was remembered."""
        return (self._folder / name).exists()

    def _make_pair(self, name: str) -> None:
        key = Ed25519PrivateKey.generate()
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        _write(self._folder / f"{name}.key", private)
        _write(self._folder / f"{name}.pub", public)


def _write(path: Path, content: bytes) -> None:
    draft = path.with_suffix(path.suffix + f".{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
