# SPDX-License-Identifier: Apache-2.0
"""Playback links: signed by HMAC over the stream and the moment they expire."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable

from chassis import clock
from chassis.storage import port
from chassis.storage.signing import Signer
from services.hls.coordinator.domain.errors import BadPlaybackSignature, PlaybackExpired

PATH = "/media/hls"

_STEP_SECONDS = 900
"""Links made within the same quarter of an hour are equal, so that browsers can cache streams."""


class PlaybackLinks:
    """Signs and verifies `/media/hls/{expires}.{hmac}/{ulid}/`."""

    def __init__(
        self, secret: bytes, *, life_seconds: int, now: Callable[[], dt.datetime] = clock.now
    ) -> None:
        self._signer = Signer(secret)
        self._life_seconds = life_seconds
        self._now = now

    @property
    def longest_life(self) -> dt.timedelta:
        """How long a link is valid at most."""
        return dt.timedelta(seconds=self._life_seconds + _STEP_SECONDS)

    def sign_folder(self, ulid: str) -> str:
        """Return the folder of a stream, with its final slash, relative to the public URL."""
        ends = self._now().timestamp() + self._life_seconds
        expires = math.ceil(ends / _STEP_SECONDS) * _STEP_SECONDS
        return f"{PATH}/{self._signer.token(expires, PATH, ulid)}/{ulid}/"

    def seconds_left(self, token: str, ulid: str) -> int:
        """Verify the token of a link and return the seconds until it expires.

        BadPlaybackSignature or PlaybackExpired when it is not valid.
        """
        now = self._now()
        try:
            self._signer.check_token(token, now, PATH, ulid)
        except port.BadSignature as error:
            message = "This playback link was not signed by this installation."
            raise BadPlaybackSignature(message) from error
        except port.Expired as error:
            message = "This playback link has expired; ask for a new one."
            raise PlaybackExpired(message) from error
        return max(1, int(token.partition(".")[0]) - int(now.timestamp()))
