# SPDX-License-Identifier: Apache-2.0
"""A signed-in user who sends the cases of schemathesis to a platform."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx
import schemathesis
from schemathesis.config import CacheConfig, SchemathesisConfig
from schemathesis.engine import from_schema

from tests.support.conformance.accepted_errors import (
    ACCEPTED_CODES,
    ACCEPTED_STATUSES,
    BUSY_CODES,
)
from tests.support.conformance.results import Conformance
from tests.support.process.waiting import HANG_SECONDS

Document = Mapping[str, Any]  # Any: a part of an OpenAPI document

_DESTRUCTIVE = ("DELETE", "archive", "delete-source")


@dataclass(frozen=True)
class FuzzingClient:
    """Sends cases to the platform at `url` as one user."""

    url: str
    headers: Mapping[str, str]
    """What authenticates the user: `Authorization`, or `Cookie` and `x-csrf-token`."""
    ids: Mapping[str, object]
    """Ids of resources of the user, by the names of variables of paths."""
    token_id: int
    """The personal access token that must not be deleted."""

    def send(self, *, cases: int, seed: int, is_covering: bool = True) -> Conformance:
        """Send at least so many cases, and return what the checks of schemathesis found.

        `is_covering`: whether the cases that schemathesis derives from the schemas are sent first;
        the others are drawn at random.
        """
        found, document = Conformance(), self._document()
        if is_covering:
            self._send(document, found, seed=seed, drawn=0)
        operations = sum(len(item) for item in document["paths"].values())
        while (missing := cases - found.cases.total()) > 0:
            seed += 1
            self._send(document, found, seed=seed, drawn=1 + missing // operations)
        return found

    def _document(self) -> Document:
        answer = httpx.get(f"{self.url}/api/openapi.json", timeout=HANG_SECONDS, trust_env=False)
        return dict(answer.json())

    def _send(self, document: Document, found: Conformance, *, seed: int, drawn: int) -> None:
        """Send derived cases when `drawn` is 0, and else at most so many random ones a route."""
        config = SchemathesisConfig(seed=seed, cache=CacheConfig(enabled=False))
        schema = schemathesis.openapi.from_dict(dict(document), config=config)
        self._configure(schema.config, drawn=drawn)
        with _hooks(self._before_call, self._is_failure):
            for event in from_schema(schema).execute():
                found.add(event)

    def _configure(self, config: Any, *, drawn: int) -> None:  # Any: schemathesis' ProjectConfig
        config.update(
            base_url=self.url,
            headers=dict(self.headers),
            continue_on_failure=True,
            request_timeout=HANG_SECONDS,
        )
        config.checks.update(
            included_check_names=["all"], excluded_check_names=["max_response_time"]
        )
        accepted = config.checks.positive_data_acceptance
        accepted.expected_statuses = [*accepted.expected_statuses, *ACCEPTED_STATUSES]
        # What was changed meanwhile is told before what is wrong with the change.
        rejected = config.checks.negative_data_rejection
        rejected.expected_statuses = [*rejected.expected_statuses, "412"]
        config.generation.update(no_shrink=True, database="none", max_examples=drawn or 1)
        phases = config.phases
        phases.examples.enabled = phases.coverage.enabled = not drawn
        phases.coverage.generate_duplicate_query_parameters = True
        phases.fuzzing.enabled = bool(drawn)
        phases.stateful.enabled = False

    def _before_call(self, _context: Any, case: Any, _options: Any) -> None:  # Any: schemathesis'
        """Aim at resources that exist, and give each request an idempotency key of its own."""
        variables = case.path_parameters or {}
        if _id_of(variables.get("tokenId")) == self.token_id:
            variables["tokenId"] = self.token_id + 10**6
        if not any(one in f"{case.method} {case.path}" for one in _DESTRUCTIVE):
            for name in self.ids.keys() & variables.keys():
                if (_id_of(variables[name]) or 0) % 3:
                    variables[name] = self.ids[name]
        if case.path == "/api/events":
            # A stream that stays open would never be a whole answer.
            asked = (case.query or {}).get("follow", True)
            is_open = str(asked).lower() == "true"
            case.query = {**(case.query or {}), "follow": "false" if is_open else asked}
        key = (case.headers or {}).get("Idempotency-Key")
        if isinstance(key, str) and key.isascii() and key.isprintable() and key.strip():
            case.headers["Idempotency-Key"] = uuid.uuid4().hex.ljust(len(key), "0")[: len(key)]

    def _is_failure(self, _context: Any, failure: Any, case: Any, response: Any) -> bool:
        """Whether a failure counts.

        A valid request may be refused by an error that no schema tells. A busy machine may answer
        503, which asks for the request to be sent again, and counts when it fails again.
        """
        name, code = type(failure).__name__, _code_of(response)
        if name == "ServerError" and code in BUSY_CODES:
            again = case.call(headers=dict(self.headers), timeout=HANG_SECONDS)
            return bool(again.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR)
        return name != "RejectedPositiveData" or code not in ACCEPTED_CODES


def _code_of(response: Any) -> str:
    """Return the code of a problem+json; empty for any other answer."""
    is_problem = "application/problem+json" in response.headers.get("content-type", [""])[0]
    return str(response.json()["error"]) if is_problem else ""


def _id_of(value: object) -> int | None:
    """Return the valid id that a variable of a path stands for, None when there is none."""
    text = str(value)
    return int(text) if text.isdecimal() and 1 <= int(text[:11]) < 2**31 else None


@contextmanager
def _hooks(before_call: Any, filter_failure: Any) -> Iterator[None]:
    """Have schemathesis call these functions for a block."""
    dispatcher = schemathesis.hooks.GLOBAL_HOOK_DISPATCHER
    dispatcher.register_hook_with_name(before_call, "before_call")
    dispatcher.register_hook_with_name(filter_failure, "filter_failure")
    try:
        yield
    finally:
        dispatcher.unregister(before_call)
        dispatcher.unregister(filter_failure)
