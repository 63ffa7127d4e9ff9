# SPDX-License-Identifier: Apache-2.0
"""Only pages of this site may change something by cookie, whatever name leads here."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.unit.chassis.rest.conftest import client, headers, keyring

__all__ = ["client", "headers", "keyring"]


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1:8080", True),
        ("[::1]:8080", True),
        ("localhost:8080", True),
        ("192.168.1.5:8080", True),
        ("rebound.example:8080", False),
        ("127.0.0.1.example", False),
    ],
)
def test_a_name_that_was_made_to_lead_here_is_not_our_origin(
    client: FlaskClient, host: str, is_ours: bool
) -> None:
    answer = client.delete(
        "/api/reels/1", base_url=f"http://{host}", headers={"Origin": f"http://{host}"}
    )

    found = (answer.status_code, (answer.json or {}).get("error"))
    assert found == ((200, None) if is_ours else (403, "foreign_origin"))
