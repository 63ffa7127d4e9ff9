# SPDX-License-Identifier: Apache-2.0
"""A client of the REST API, which retries without doing anything twice."""

from __future__ import annotations

import socket
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import IO, Any
from urllib.parse import urljoin

import httpx

Json = dict[str, Any]  # Any: JSON members of several types

_BUSY = (429, 502, 503, 504)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_LONGEST_DELAY = 2.0


class CommandFailed(Exception):
    """A command did not succeed; the text says why in one line."""


class PlatformUnreachable(CommandFailed):
    """The platform did not answer, or only that it is busy."""


class PlatformError(CommandFailed):
    """The platform answered with an error: its HTTP status and its stable code."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        self.status = status
        self.problem = dict(problem)
        self.code = str(problem.get("error", f"http_{status}"))
        super().__init__(_sentence(self.code, problem))


class Client:
    """A client of one platform, with the token of one user."""

    def __init__(
        self,
        url: str,
        token: str = "",
        *,
        retry_seconds: float = 30.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        self.retries = 0
        """How many requests were sent again."""
        self._retry_seconds = retry_seconds
        # Proxies of the environment cannot reach this machine.
        trust_env = httpx.URL(self.url).host not in _LOOPBACK
        self._http = httpx.Client(timeout=30.0, transport=transport, trust_env=trust_env)
        self._bytes = httpx.Client(timeout=120.0, transport=transport, trust_env=trust_env)
        """Sends signed forms, without the token."""
        self.use_token(token)

    def __enter__(self) -> Client:
        """Return the client itself."""
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()
        self._bytes.close()

    def use_token(self, token: str) -> None:
        """Send this personal access token with every request; empty: send none."""
        self._http.cookies.clear()
        self._http.headers.pop("Authorization", None)
        if token:
            self._http.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **params: object) -> Json:
        """Send a GET and return the JSON of the answer."""
        return self.call("GET", path, params=params)

    def text(self, path: str, **params: str) -> str:
        """Send a GET and return the text of the answer."""
        url = urljoin(f"{self.url}/", path)
        request = self._http.build_request("GET", url, params=params)
        response = self._answer(lambda: self._http.send(request))
        if response.is_error:
            _json(response)
        return response.text

    def post(self, path: str, body: Json | None = None, *, key: str = "") -> Json:
        """Send a POST, which has one effect however often it is sent, and return its JSON."""
        return self.call("POST", path, body, key=key)

    def patch(self, path: str, body: Json) -> Json:
        """Send a PATCH and return the JSON of the answer."""
        return self.call("PATCH", path, body)

    def call(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        params: Mapping[str, Any] | None = None,  # Any: query values of several types
        key: str = "",
    ) -> Json:
        """Send a request and return its JSON; a POST has one Idempotency-Key for all retries.

        Raises PlatformError for an error, PlatformUnreachable when nothing answers in time.
        """
        headers = self._csrf()
        if method == "POST":
            headers["Idempotency-Key"] = key or uuid.uuid4().hex
        request = self._http.build_request(
            method, urljoin(f"{self.url}/", path), json=body, params=params, headers=headers
        )
        return _json(self._answer(lambda: self._http.send(request)))

    def post_form(
        self, url: str, fields: Mapping[str, str], *, name: str, open_file: Callable[[], IO[bytes]]
    ) -> None:
        """POST a signed form with a file; an answer that it is stored already counts as success."""
        address = urljoin(f"{self.url}/", url)
        content_type = fields.get("Content-Type", "application/octet-stream")

        def send() -> httpx.Response:
            with open_file() as file:
                part = {"file": (name, file, content_type)}
                return self._bytes.post(address, data=dict(fields), files=part)

        response = self._answer(send)
        if response.is_error and response.status_code != httpx.codes.CONFLICT:
            _json(response)

    def sign_in(self, email: str, password: str, *, register: bool = False) -> str:
        """Sign in by password, make a personal access token, use it and return it."""
        self.use_token("")
        credentials = {"email": email, "password": password}
        self.post("/api/register" if register else "/api/login", credentials)
        made = self.post("/api/tokens", {"name": f"reelmill on {socket.gethostname()}"[:120]})
        token = str(made["token"]["secret"])
        self.use_token(token)
        return token

    def _csrf(self) -> dict[str, str]:
        found = self._http.cookies.get("csrf")
        return {"x-csrf-token": found} if found else {}

    def _answer(self, send: Callable[[], httpx.Response]) -> httpx.Response:
        """Send a request until it gets an answer, or the seconds for retries are over."""
        deadline = time.monotonic() + self._retry_seconds
        for delay in _delays():
            try:
                response = send()
            except httpx.TransportError as error:
                fault = PlatformUnreachable(
                    f"{self.url} does not answer: {error or type(error).__name__}"
                )
            else:
                if response.status_code not in _BUSY:
                    return response
                fault = PlatformUnreachable(f"{self.url} is busy ({response.status_code})")
            if time.monotonic() + delay > deadline:
                raise fault
            self.retries += 1
            time.sleep(delay)
        raise AssertionError("delays never end")


def _delays() -> Iterator[float]:
    delay = 0.1
    while True:
        yield delay
        delay = min(delay * 2, _LONGEST_DELAY)


def _json(response: httpx.Response) -> Json:
    try:
        found = response.json() if response.content else {}
    except ValueError:
        found = {}
    if response.is_error:
        raise PlatformError(response.status_code, found if isinstance(found, dict) else {})
    return found if isinstance(found, dict) else {"value": found}


def _sentence(code: str, problem: Mapping[str, Any]) -> str:  # Any: members of problem+json
    detail = str(problem.get("detail") or code)
    places = [
        f"{one.get('pointer', '')}: {one.get('detail', '')}" for one in problem.get("errors", [])
    ]
    where = f" [{'; '.join(places)}]" if places and places[0].split(": ")[-1] != detail else ""
    return f"{detail} ({code}){where}"
