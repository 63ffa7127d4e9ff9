# SPDX-License-Identifier: Apache-2.0
"""What is written about the code is what the code says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.registry import NAMES
from timeline.document.timeline import TRACKS
from timeline.document.validation import parse
from tools import list_errors, list_events, list_timeline
from tools.failure_meanings import FAILURE_MEANINGS

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())


def pages() -> Iterator[Path]:
    yield from ROOT.glob("*.md")
    yield from (ROOT / "docs").rglob("*.md")
    yield from (ROOT / "deploy").rglob("*.md")
    yield from (ROOT / "services").glob("*/README.md")


def commands() -> Iterator[list[str]]:
    for container in COMPOSE["services"].values():
        found: Any = container.get("command", ())
        if found and found[:2] == ["python", "-m"]:
            yield found[2:]


@pytest.fixture(scope="module")
def errors() -> str:
    return list_errors.text()


def test_every_error_code_is_listed(errors: str) -> None:
    assert list_errors.TARGET.read_text() == errors, "run python -m tools.list_errors"


def test_every_event_is_listed() -> None:
    assert list_events.TARGET.read_text() == list_events.text(), "run python -m tools.list_events"


def test_the_timeline_reference_is_current() -> None:
    current = list_timeline.TARGET.read_text()

    assert current == list_timeline.text(), "run python -m tools.list_timeline"


def test_the_example_of_the_timeline_reference_is_valid_and_uses_every_track() -> None:
    document = json.loads(list_timeline.EXAMPLE.read_text())
    timeline = parse(document)

    assert {track for track, items in timeline.tracks() if items} == set(TRACKS)
    assert not timeline.unknown
    assert not [item for _, items in timeline.tracks() for item in items if item.unknown]


def test_links_between_pages_lead_somewhere() -> None:
    links = [
        (page, link)
        for page in pages()
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
    ]

    assert links
    assert not [f"{page}: {link}" for page, link in links if not (page.parent / link).exists()]


def test_every_service_and_role_has_a_container() -> None:
    expected = {(f"services.{name}", role) for name in NAMES for role in ("web", "rpc", "worker")}
    expected |= {("services.render", "node"), ("services.hls", "packager")}
    expected |= {("services.hls", "mediaconvert")}

    assert {(one[0], one[1]) for one in commands() if one[0] != "gateway"} == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_service_is_migrated_and_has_an_address(name: str) -> None:
    addresses = json.loads((ROOT / "deploy" / "addresses.json").read_text())

    assert name in COMPOSE["services"]["migrate"]["command"][-1]
    assert addresses[name] == f"{name}-rpc:9000"
    assert (
        f"{name}={name}-web:8000" in COMPOSE["services"]["site"]["environment"]["GATEWAY_UPSTREAMS"]
    )


def test_every_failure_has_a_meaning_and_no_other_code_has() -> None:
    assert list_errors.failure_codes() == set(FAILURE_MEANINGS)


def test_every_code_says_what_is_wrong_and_what_to_do(errors: str) -> None:
    rows = [line for line in errors.splitlines() if line.startswith("| `")]
    meanings = [row.rstrip(" |").rpartition("| ")[2] for row in rows]

    assert len(meanings) > 150
    assert not [one for one in meanings if not re.search(r"[:;.,] [\w`]", one)]
    assert not [one for one in meanings if one.startswith("…")]
