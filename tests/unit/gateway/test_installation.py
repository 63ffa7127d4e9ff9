# SPDX-License-Identifier: Apache-2.0
"""The environment of the processes of an installation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gateway import embedded, keys
from gateway.child_process import rotate
from gateway.installation import Installation, from_environment
from gateway.supervisor import CannotStart, Lock, address_of
from services.registry import NAMES


def test_the_defaults_are_those_of_the_readme() -> None:
    found = from_environment({})

    assert (found.host, found.port, found.var) == ("127.0.0.1", 8080, Path("var").resolve())
    assert from_environment({"PORT": "0", "HOST": "::"}).port == 0


def test_a_setting_of_the_user_wins_unless_it_says_where_things_are(tmp_path: Path) -> None:
    installation = Installation(tmp_path, "127.0.0.1", 8080)
    given = {"PUBLIC_URL": "https://films.example", "STORAGE_URL": "s3://elsewhere"}

    recorded = installation.environ(given, url="http://127.0.0.1:8080")

    assert recorded["PUBLIC_URL"] == "https://films.example"
    assert recorded["STORAGE_URL"] == f"disk://{tmp_path}/storage"
    assert {f"{name.upper()}_DATABASE_URL" for name in NAMES} <= set(recorded)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("0.0.0.0", "http://127.0.0.1:80"),
        ("::", "http://[::1]:80"),
        ("::1", "http://[::1]:80"),
        ("studio.example", "http://studio.example:80"),
    ],
)
def test_the_address_is_one_that_this_machine_reaches(host: str, url: str) -> None:
    assert address_of(host, 80) == url


def test_only_one_holds_the_lock(tmp_path: Path) -> None:
    with (
        Lock(tmp_path / "lock"),
        pytest.raises(CannotStart, match="already running"),
        Lock(tmp_path / "lock"),
    ):
        pass

    with Lock(tmp_path / "lock"):
        assert (tmp_path / "lock").read_text().isdigit()


def test_a_long_log_is_put_aside_and_a_short_one_goes_on(tmp_path: Path) -> None:
    short, long = tmp_path / "short.log", tmp_path / "long.log"
    short.write_text("a line\n")
    with long.open("wb") as file:
        file.truncate(11 << 20)

    rotate(short)
    rotate(long)
    rotate(tmp_path / "none.log")

    assert short.exists()
    assert not long.exists()
    assert (tmp_path / "long.log.1").exists()


def test_the_address_file_is_replaced_at_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "addresses.json"

    embedded.write_addresses(path, {"accounts": "127.0.0.1:1"})
    embedded.write_addresses(path, {"accounts": "127.0.0.1:2"})

    assert json.loads(path.read_text()) == {"accounts": "127.0.0.1:2"}
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_keys_are_made_once(tmp_path: Path) -> None:
    keys.make(tmp_path / "secrets")
    before = {path.name: path.read_bytes() for path in (tmp_path / "secrets").iterdir()}
    keys.make(tmp_path / "secrets")

    assert {path.name: path.read_bytes() for path in (tmp_path / "secrets").iterdir()} == before
    assert {"access.key", "service-node.pub", "playback.secret"} <= set(before)
