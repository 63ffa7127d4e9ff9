# SPDX-License-Identifier: Apache-2.0
"""Password hashing by argon2id, at the parameters RFC 9106 recommends for little memory."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passwords:
    """Hashes passwords by argon2id."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=1)

    def hash(self, password: str) -> str:
        """Return what is stored of a password."""
        return self._hasher.hash(password)

    def matches(self, stored: str, password: str) -> bool:
        """Whether a password is the stored one."""
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False
