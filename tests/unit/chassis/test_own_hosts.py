# SPDX-License-Identifier: Apache-2.0
"""Readiness and metrics are not read by pages of a name that was made to lead here."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from chassis.identity import host_is_ours
from gateway import pages

PUBLIC_URL = "https://reel.example"
TOKEN = "t" * 32
OURS = ["localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "10.0.0.7", "reel.example"]
FOREIGN = ["rebound.example", "rebound.example:8080", "localhost.evil.example", "a@evil.example"]


@pytest.fixture
def client() -> FlaskClient:
    app = pages.create_app(dict, {}, metrics_token=TOKEN, public_url=PUBLIC_URL)
    return app.test_client()


@pytest.mark.parametrize("host", OURS)
def test_an_own_host_is_answered(client: FlaskClient, host: str) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        assert client.get(path, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_host_learns_only_that_the_process_runs(client: FlaskClient, host: str) -> None:
    found = {path: client.get(path, headers={"Host": host}) for path in ("/readyz", "/metrics")}

    assert found["/readyz"].get_json()["error"] == "foreign_origin"
    assert (found["/readyz"].status_code, found["/metrics"].status_code) == (403, 401)
    assert client.get("/healthz", headers={"Host": host}).json == {"ok": True}


def test_metrics_are_read_by_any_name_with_the_token(client: FlaskClient) -> None:
    headers = {"Host": "node-3:9100", "Authorization": f"Bearer {TOKEN}"}

    assert client.get("/metrics", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("host", "public_url", "is_ours"),
    [
        ("reel.example", "", False),
        ("REEL.example:443", PUBLIC_URL, True),
        ("reel.example.evil.example", PUBLIC_URL, False),
        ("[::1", PUBLIC_URL, False),
        ("", "", True),
    ],
)
def test_a_host_is_ours_by_address_or_public_url(host: str, public_url: str, is_ours: bool) -> None:
    assert host_is_ours(host, public_url=public_url) is is_ours
