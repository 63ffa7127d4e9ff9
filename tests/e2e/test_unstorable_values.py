# SPDX-License-Identifier: Apache-2.0
"""No place of any request takes a text or a number that a database cannot hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.support.conformance.unstorable_requests import UnstorableRequest, unstorable_requests
from tests.support.platform.creator import Creator, a_creator

HEADERS = ("Idempotency-Key", "If-Match", "X-Request-Id", "Range", "User-Agent", "Cookie", "Origin")

FILES = "/media/files"
"""Links that are signed for storage in a folder; another storage has its own."""


@pytest.fixture(scope="module")
def creator(platform: str) -> Iterator[Creator]:
    with a_creator(platform) as found:
        yield found


@pytest.fixture(scope="module")
def requests(creator: Creator) -> list[UnstorableRequest]:
    description = creator.get("/api/openapi.json")
    paths = {path: description["paths"][path] for path in paths_of_services(description)}
    found = unstorable_requests({**description, "paths": paths})
    return [one for one in found if not one.path.startswith(FILES)]


def paths_of_services(description: dict[str, Any]) -> list[str]:
    """List the paths that services answer; nginx answers those of the gateway by itself."""
    return [
        path
        for path, methods in description["paths"].items()
        if all("gateway" not in one["tags"] for one in methods.values())
    ]


def sent(creator: Creator, request: UnstorableRequest) -> httpx.Response:
    headers = {"Content-Type": request.media_type} if request.media_type else {}
    return creator.request(
        request.method, request.path, tries=False, content=request.content, headers=headers
    )


def test_every_text_with_nul_or_half_a_surrogate_pair_has_one_code(
    creator: Creator, requests: list[UnstorableRequest]
) -> None:
    texts = [one for one in requests if one.is_text]
    answers = {one: sent(creator, one) for one in texts}

    found = {
        f"{one.method} {one.path} {one.place}": answer.text
        for one, answer in answers.items()
        if (answer.status_code, answer.json()["error"]) != (400, "invalid_text")
    }
    assert len(texts) > 300
    assert found == {}


def test_every_number_beyond_what_is_exact_is_refused(
    creator: Creator, requests: list[UnstorableRequest]
) -> None:
    numbers = [one for one in requests if not one.is_text]
    answers = {one: sent(creator, one) for one in numbers}

    found = {
        f"{one.method} {one.path} {one.place} {one.value}": answer.text
        for one, answer in answers.items()
        if answer.status_code != 400 or answer.json()["errors"][0]["pointer"] == ""
    }
    assert len(numbers) > 50
    assert found == {}


def test_no_header_with_other_characters_than_those_of_ascii_is_a_fault(creator: Creator) -> None:
    statuses: Counter[int] = Counter()
    for path in paths_of_services(creator.get("/api/openapi.json")):
        ended = f"{path.translate({ord('{'): None, ord('}'): None})}?follow=false"
        for name in HEADERS:
            headers = {name: b'"\xc3\xa9\xff"'}
            answer = creator.request("GET", ended, tries=False, headers=headers)
            statuses[answer.status_code // 100] += 1

    assert statuses.keys() <= {2, 3, 4}, statuses
