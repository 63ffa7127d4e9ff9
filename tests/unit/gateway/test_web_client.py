# SPDX-License-Identifier: Apache-2.0
"""The pages of the web client and the files that they load."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from chassis.rest.app import app_of
from gateway import web_client


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("the document")
    (tmp_path / "assets" / "index-1a2b3c4d.js").write_text("1")
    (tmp_path / "secret.js").write_text("2")
    return tmp_path


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    blueprints = [web_client.blueprint(folder)]
    return app_of("gateway", blueprints, authenticator=None, error_rules={}).test_client()


def test_every_page_is_the_same_document(client: FlaskClient) -> None:
    texts = {client.get(path).get_data(as_text=True) for path in web_client.PAGE_PATHS}

    assert texts == {"the document"}


def test_a_page_is_asked_for_again_and_runs_no_inline_code(client: FlaskClient) -> None:
    answer = client.get("/account?new=token")

    assert answer.headers["Cache-Control"] == "no-cache"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_an_asset_is_cached_for_good(client: FlaskClient) -> None:
    answer = client.get("/assets/index-1a2b3c4d.js")

    assert answer.mimetype == "text/javascript"
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["index-0.js", "..%2Fsecret.js", "..", "%2e%2e/secret.js"])
def test_only_the_files_of_the_client_are_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/assets/{name}").status_code == 404


def test_without_a_client_the_page_says_how_to_build_it(tmp_path: Path) -> None:
    assert "make web" in web_client.front_page(tmp_path)


def test_a_storage_that_browsers_talk_to_may_be_loaded_from() -> None:
    policy = web_client.content_policy(["https://media.example.org"])

    for directive in ("connect-src", "img-src", "media-src"):
        assert f"{directive} 'self' blob: https://media.example.org" in policy
