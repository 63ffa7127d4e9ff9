# SPDX-License-Identifier: Apache-2.0
"""Signatures for links that carry their own permission: HMAC-SHA256 over all that they allow."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from datetime import datetime, timedelta

from chassis.storage.port import BadSignature, Expired

_TOKEN = re.compile(r"([0-9]{1,12})\.([0-9a-f]{64})")
_SHORTEST_SECRET = 16


class Signer:
    """Signs what a link allows, and verifies such signatures."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < _SHORTEST_SECRET:
            raise ValueError(f"a signing secret has at least {_SHORTEST_SECRET} bytes")
        self._secret = secret

    def signature(self, *parts: str) -> str:
        """Sign the parts in an unambiguous form, so that moving text between them changes it."""
        message = json.dumps(parts, separators=(",", ":")).encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()

    def check(self, signature: str, *parts: str) -> None:
        """Raise BadSignature unless it is the signature of the parts, in constant time."""
        if not hmac.compare_digest(signature.encode(), self.signature(*parts).encode()):
            raise BadSignature("not signed by us")

    def token(self, expires: int, *parts: str) -> str:
        """Make `{expires}.{hmac}`, which allows the parts until that second of the epoch."""
        return f"{expires}.{self.signature(str(expires), *parts)}"

    def check_token(self, token: str, now: datetime, *parts: str) -> None:
        """Raise BadSignature or Expired unless the token allows these parts now."""
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise BadSignature("not a token")
        self.check(match[2], match[1], *parts)
        check_time(int(match[1]), now)


def expiry(now: datetime, seconds: float) -> int:
    """Return the second of the epoch at which a permission ends that is given now."""
    return int((now + timedelta(seconds=seconds)).timestamp())


def check_time(expires: int, now: datetime) -> None:
    """Raise Expired at and after a second of the epoch."""
    if now.timestamp() >= expires:
        raise Expired(f"expired at {expires}")
