# SPDX-License-Identifier: Apache-2.0
"""Service tokens survive a clock that is set."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import jwt
import pytest

from chassis import clock
from chassis.identity import ServiceTokens
from chassis.keyring import Keyring


@pytest.mark.parametrize("hours", [2, -2, 0.1, -0.1])
def test_a_token_is_good_after_the_clock_was_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: float
) -> None:
    keyring = Keyring(tmp_path)
    keyring.make(pairs=["service-drafts", "service-library"], texts=[])
    drafts = ServiceTokens(keyring, me="drafts")
    library = ServiceTokens(keyring, me="library")
    assert library.verify(drafts.issue("library")) == "drafts"
    now = clock.now

    monkeypatch.setattr(clock, "now", lambda: now() + dt.timedelta(hours=hours))
    token = drafts.issue("library")
    claims = jwt.decode(token, options={"verify_signature": False})
    moment = clock.now().timestamp()

    assert claims["iat"] - 1 <= moment < claims["exp"] - 60
