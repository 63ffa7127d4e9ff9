# SPDX-License-Identifier: Apache-2.0
"""Identifiers that sort by the time they were made (ULID)."""

from __future__ import annotations

import datetime as dt

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 26
RANDOM_BYTES = 10


def ulid(now: dt.datetime, randomness: bytes) -> str:
    """Write 48 bits of milliseconds and 80 random bits as 26 digits of Crockford's base 32."""
    number = (int(now.timestamp() * 1000) << 80) | int.from_bytes(randomness[:RANDOM_BYTES])
    digits = [_DIGITS[(number >> (5 * place)) & 31] for place in range(_LENGTH)]
    return "".join(reversed(digits))
