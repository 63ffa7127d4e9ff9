# SPDX-License-Identifier: Apache-2.0
"""Hash passwords with argon2id, by default with the low-memory parameters of RFC 9106."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MEMORY_KIB = 65_536
LEAST_MEMORY_KIB = 19_456
"""What OWASP asks of argon2id at least; with three passes it is more than that."""


class Passwords:
    """Hashes and verifies passwords; `memory_cost` is in KiB."""

    def __init__(self, *, time_cost: int = 3, memory_cost: int = MEMORY_KIB) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=1)
        self.hash_of_nobody = self.hash_password(secrets.token_hex())
        """Compared with for an unknown user, so that it takes as long as for a known one."""

    def hash_password(self, password: str) -> str:
        """Return the hash of a password, with its salt and parameters."""
        return self._hasher.hash(password)

    def matches(self, password_hash: str, password: str) -> bool:
        """Whether a hash was made from a password."""
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False
