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
    """Signs what a link allows, and recognises what it signed."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < _SHORTEST_SECRET:
            raise ValueError(f"a signing secret has at least {_SHORTEST_SECRET} bytes")
        self._secret = secret

    def signature(self, *parts: str) -> str:
        """Sign an unambiguous rendering of the parts, so that none can lend text to the next."""
        message = json.dumps(parts, separators=(",", ":")).encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()

    def check(self, signature: str, *parts: str) -> None:
        """Refuse a signature that is not ours, without telling by the time taken how it differs."""
        if not hmac.compare_digest(signature.encode(), self.signature(*parts).encode()):
            raise BadSignature("not signed by us")

    def token(self, expires: int, *parts: str) -> str:
        """Make `{expires}.{hmac}`, which allows the parts until that second of the epoch."""
        return f"{expires}.{self.signature(str(expires), *parts)}"

    def check_token(self, token: str, now: datetime, *parts: str) -> None:
        """Refuse a token that is forged, belongs to other parts, or has had its time."""
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise BadSignature("not a token")
        self.check(match[2], match[1], *parts)
        check_time(int(match[1]), now)


def expiry(now: datetime, seconds: float) -> int:
    """Tell the second of the epoch at which a permission given now ends."""
    return int((now + timedelta(seconds=seconds)).timestamp())


def check_time(expires: int, now: datetime) -> None:
    """Refuse what has had its time."""
    if now.timestamp() >= expires:
        raise Expired(f"expired at {expires}")
