# SPDX-License-Identifier: Apache-2.0
"""Who may register where nothing is configured."""

from __future__ import annotations

from pathlib import Path

import pytest

from chassis.config import InvalidConfiguration
from gateway.installation import Installation
from tests.support.accounts.configured import configured


def registration(tmp_path: Path, **environ: str) -> str:
    return configured(tmp_path, **environ).registration


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8080", "open"),
        ("http://localhost:8080", "open"),
        ("https://film.example", "invite"),
        ("http://192.168.1.5:8080", "invite"),
    ],
)
def test_registration_is_open_on_loopback_only(tmp_path: Path, url: str, expected: str) -> None:
    assert registration(tmp_path, PUBLIC_URL=url) == expected
    assert registration(tmp_path, PUBLIC_URL=url, REGISTRATION="closed") == "closed"


def test_an_unknown_kind_of_registration_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidConfiguration):
        registration(tmp_path, REGISTRATION="maybe")


@pytest.mark.parametrize(
    ("host", "given", "expected"),
    [
        ("127.0.0.1", {}, "open"),
        ("0.0.0.0", {}, "invite"),
        ("127.0.0.1", {"PUBLIC_URL": "https://film.example"}, "invite"),
        ("127.0.0.1", {"PUBLIC_URL": "https://film.example", "REGISTRATION": "open"}, "open"),
    ],
)
def test_an_installation_is_open_where_only_this_machine_reaches_it(
    tmp_path: Path, host: str, given: dict[str, str], expected: str
) -> None:
    environ = Installation(tmp_path, host, 8080).environ(given, url="http://127.0.0.1:8080")
    settings = {name: environ.get(name, "") for name in ("PUBLIC_URL", "REGISTRATION")}

    assert registration(tmp_path, **settings) == expected
