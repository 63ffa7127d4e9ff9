# SPDX-License-Identifier: Apache-2.0
"""Playback addresses signed by HMAC over the stream and the moment they end."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable

from chassis.storage import port
from chassis.storage.signing import Signer
from services.hls.coordinator.domain.errors import BadSignature, PlaybackExpired

PATH = "/media/hls"

_STEP_SECONDS = 900
"""Links made within the same quarter of an hour are equal, so that browsers keep what they got."""


class HmacLinks:
    """Signs and checks `/media/hls/{expires}.{hmac}/{ulid}/`."""

    def __init__(self, secret: bytes, *, life_seconds: int, now: Callable[[], dt.datetime]) -> None:
        self._signer = Signer(secret)
        self._life_seconds = life_seconds
        self._now = now

    def folder(self, ulid: str) -> str:
        """Sign the folder of a stream, with its final slash, relative to the public URL."""
        ends = self._now().timestamp() + self._life_seconds
        expires = math.ceil(ends / _STEP_SECONDS) * _STEP_SECONDS
        return f"{PATH}/{self._signer.token(expires, PATH, ulid)}/{ulid}/"

    def seconds_left(self, token: str, ulid: str) -> int:
        """Check a link's token and tell how long it still lives."""
        now = self._now()
        try:
            self._signer.check_token(token, now, PATH, ulid)
        except port.BadSignature as error:
            raise BadSignature("This playback link was not signed by us.") from error
        except port.Expired as error:
            raise PlaybackExpired("This playback link had its time; ask for a new one.") from error
        return max(1, int(token.partition(".")[0]) - int(now.timestamp()))
