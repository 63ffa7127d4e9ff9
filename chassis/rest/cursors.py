# SPDX-License-Identifier: Apache-2.0
"""Cursors: opaque texts that say where the next page of one list begins."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from chassis.errors import ApiError
from chassis.standard_errors import INVALID_CURSOR
from chassis.storable import reject_unstorable

_VERSION = 1
_DIGEST_BYTES = 6

Position = TypeVar("Position")


@dataclass(frozen=True, slots=True)
class CursorCodec(Generic[Position]):
    """Writes and reads the cursors of one list.

    A position is any value that pydantic can write as JSON, such as an int or a frozen dataclass.
    A cursor of another list, of another version or changed by hand is not accepted.
    """

    list_name: str
    """Unique among the lists of all services, such as `library.uploads`."""
    position: type[Position]

    def write(self, position: Position | None) -> str | None:
        """Return the cursor of a position; None, the end of the list, stays None."""
        if position is None:
            return None
        written = TypeAdapter(self.position).dump_json(position)
        text = base64.urlsafe_b64encode(self._digest(written) + written)
        return text.decode().rstrip("=")

    def read(self, cursor: str | None) -> Position | None:
        """Return the position of a cursor; None for no cursor, which is the first page.

        ApiError `invalid_cursor` when the cursor was not written for this list.
        """
        if not cursor:
            return None
        try:
            found = base64.b64decode(
                cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True
            )
            digest, written = found[:_DIGEST_BYTES], found[_DIGEST_BYTES:]
            if digest != self._digest(written):
                raise _invalid()
            reject_unstorable(json.loads(written))
            return TypeAdapter(self.position).validate_json(written)
        except (binascii.Error, ValidationError, ValueError, ApiError) as error:
            raise _invalid() from error

    def _digest(self, written: bytes) -> bytes:
        tied = f"{_VERSION} {self.list_name} ".encode() + written
        return hashlib.blake2b(tied, digest_size=_DIGEST_BYTES).digest()


def _invalid() -> ApiError:
    return INVALID_CURSOR.error("This is no cursor of this list; begin again without one.")
