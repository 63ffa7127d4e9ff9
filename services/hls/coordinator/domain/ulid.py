# SPDX-License-Identifier: Apache-2.0
"""Names that sort by the time they were given."""

from __future__ import annotations

import datetime as dt

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 26
RANDOM_BYTES = 10


def ulid(now: dt.datetime, randomness: bytes) -> str:
    """Write 48 bits of milliseconds and 80 of chance in Crockford's base 32."""
    number = (int(now.timestamp() * 1000) << 80) | int.from_bytes(randomness[:RANDOM_BYTES])
    letters = [_LETTERS[(number >> (5 * place)) & 31] for place in range(_LENGTH)]
    return "".join(reversed(letters))
