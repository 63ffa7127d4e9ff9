# SPDX-License-Identifier: Apache-2.0
"""The little of HTTP that live events need: reading a head, writing an answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlsplit

import h11

from chassis import logging
from chassis.errors import ErrorRule

_LONGEST_HEAD = 32 * 1024
_HEADERS_OF_PROBLEMS = {
    401: {"WWW-Authenticate": "Bearer"},
    405: {"Allow": "GET, HEAD"},
    429: {"Retry-After": "60"},
}


class BadHead(Exception):
    """What was received is not the head of a request."""


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """The head of a request; names of headers are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The path without the query."""
        return urlsplit(self.target).path

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the query; of one that is repeated the last."""
        return dict(self._pairs())

    @property
    def has_repeated_parameters(self) -> bool:
        """Whether a parameter of the query stands there more than once."""
        return len(self.parameters) < len(self._pairs())

    def _pairs(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)

    def cookie(self, name: str) -> str:
        """Return a cookie, empty when it is missing."""
        try:
            found = SimpleCookie(self.headers.get("cookie", "")).get(name)
        except CookieError:
            return ""
        return found.value if found else ""


async def read_head(reader: asyncio.StreamReader) -> LiveRequest:
    """Read the head of a request, or raise BadHead."""
    connection = h11.Connection(h11.SERVER, max_incomplete_event_size=_LONGEST_HEAD)
    try:
        while (event := connection.next_event()) is h11.NEED_DATA:
            connection.receive_data(await reader.read(4096))
    except (h11.RemoteProtocolError, OSError) as error:
        raise BadHead(str(error)) from error
    if not isinstance(event, h11.Request):
        raise BadHead("no request")
    headers = {name.decode("ascii"): one.decode("latin-1") for name, one in event.headers}
    return LiveRequest(event.method.decode("ascii"), event.target.decode("latin-1"), headers)


def head_of(status: int, headers: Mapping[str, str]) -> bytes:
    """Write the head of an answer whose connection ends with it."""
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    all_headers = {
        **headers,
        "X-Request-Id": logging.request_id(),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Connection": "close",
    }
    lines += [f"{name}: {value}" for name, value in all_headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def whole_answer(
    status: int, content_type: str, body: bytes, headers: Mapping[str, str] | None = None
) -> bytes:
    """Write a whole answer."""
    described = {"Content-Type": content_type, "Content-Length": str(len(body))}
    return head_of(status, {**described, **(headers or {})}) + body


def problem_answer(rule: ErrorRule) -> bytes:
    """Write an error as problem+json."""
    status = rule.kind.http_status
    body = {
        "type": f"urn:reelmill:error:{rule.code}",
        "title": rule.code.replace("_", " ").capitalize(),
        "status": status,
        "detail": rule.meaning,
        "error": rule.code,
        "requestId": logging.request_id(),
    }
    text = json.dumps(body).encode()
    return whole_answer(
        status, "application/problem+json", text, _HEADERS_OF_PROBLEMS.get(status, {})
    )
