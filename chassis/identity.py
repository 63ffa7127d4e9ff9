# SPDX-License-Identifier: Apache-2.0
"""Tokens of users and of services, issued and verified."""

from __future__ import annotations

import datetime as dt
import functools
import hmac
import ipaddress
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt

from chassis import clock
from chassis.caller import Caller
from chassis.keyring import ACCESS_KEY, Keyring

ACCESS_COOKIE = "access"
"""The cookie in which browsers send the access token."""

ISSUER = "reelmill"
_ALGORITHM = "EdDSA"
_LEEWAY_SECONDS = 5
_RENEW_AFTER_SECONDS = 180
_SERVICE_NAME = re.compile(r"[a-z][a-z-]{1,30}")


class InvalidToken(Exception):
    """A token is forged, expired, or made for another service."""


TokenResolver = Callable[[str], Caller | None]


class AccessTokens:
    """Verifies access tokens of users with the public key of accounts.

    A signature is checked once; of a token that is cached only the expiry is.
    """

    def __init__(self, public_key: bytes, *, size: int = 4096) -> None:
        self._public_key = public_key
        self._size = size
        self._known: dict[str, tuple[Caller, float]] = {}

    def verify(self, token: str) -> Caller:
        """Return the caller that the token names, or raise InvalidToken."""
        return self.verify_until(token)[0]

    def verify_until(self, token: str) -> tuple[Caller, float]:
        """Return the caller that the token names and its last second of the epoch."""
        known = self._known.get(token)
        if known is None:
            known = self._read(token)
            if len(self._known) >= self._size:
                self._known.clear()
            self._known[token] = known
        caller, ends_at = known
        if time.time() >= ends_at + _LEEWAY_SECONDS:
            raise InvalidToken("expired")
        return caller, ends_at

    def _read(self, token: str) -> tuple[Caller, float]:
        claims = _decode(token, self._public_key, audience=ISSUER)
        caller = Caller(
            user_id=int(claims["sub"]),
            roles=frozenset(claims.get("roles", ())),
            session_id=claims.get("sid", ""),
            csrf=claims.get("csrf", ""),
            workspaces=tuple(claims.get("workspaces", ())),
        )
        return caller, float(claims["exp"])


@dataclass(frozen=True, slots=True)
class AccessTokenIssuer:
    """Signs access tokens of users; only accounts has the key."""

    private_key: bytes
    life: dt.timedelta = dt.timedelta(minutes=10)

    def issue(self, caller: Caller) -> str:
        """Return a token that names the caller and expires after `life`."""
        now = clock.now()
        claims = {
            "iss": ISSUER,
            "aud": ISSUER,
            "sub": str(caller.user_id),
            "roles": sorted(caller.roles),
            "sid": caller.session_id,
            "csrf": caller.csrf,
            "workspaces": list(caller.workspaces),
            "iat": now,
            "exp": now + self.life,
        }
        return jwt.encode(claims, self.private_key, _ALGORITHM, headers={"kid": ACCESS_KEY})


class ServiceTokens:
    """Issues and verifies the short-lived tokens by which services know each other.

    Each service signs with a key of its own, so that a stolen key is good for one service only.
    """

    def __init__(self, keyring: Keyring, *, me: str) -> None:
        self._keyring = keyring
        self.me = me
        self._issued: dict[str, tuple[str, float]] = {}
        self._public = functools.lru_cache(maxsize=64)(keyring.public)

    def issue(self, audience: str) -> str:
        """Return a token for calls to `audience`, good for at least two minutes.

        It is renewed by the clock that others verify it by, which may be set at any time.
        """
        token, issued_at = self._issued.get(audience, ("", 0.0))
        if not 0 <= clock.now().timestamp() - issued_at < _RENEW_AFTER_SECONDS:
            now = clock.now()
            claims = {
                "iss": ISSUER,
                "sub": self.me,
                "aud": audience,
                "iat": now,
                "exp": now + dt.timedelta(minutes=5),
            }
            key = self._keyring.private(f"service-{self.me}")
            token = jwt.encode(claims, key, _ALGORITHM, headers={"kid": self.me})
            self._issued[audience] = (token, now.timestamp())
        return token

    def renew(self, audience: str) -> None:
        """Let the next call to `audience` have a new token, because the last one was refused."""
        self._issued.pop(audience, None)

    def verify(self, token: str) -> str:
        """Return the name of the service that signed a token for us, or raise InvalidToken."""
        try:
            name = str(jwt.get_unverified_header(token).get("kid", ""))
        except jwt.InvalidTokenError as error:
            raise InvalidToken(str(error)) from error
        key = self._public(f"service-{name}") if _SERVICE_NAME.fullmatch(name) else None
        if key is None:
            raise InvalidToken("signed by an unknown service")
        if _decode(token, key, audience=self.me)["sub"] != name:
            raise InvalidToken("subject and key differ")
        return name


class CachedResolver:
    """Caches the owners of opaque tokens for `seconds`."""

    def __init__(self, resolve: TokenResolver, *, seconds: float = 60.0, size: int = 1000) -> None:
        self._resolve = resolve
        self._seconds = seconds
        self._size = size
        self._known: dict[str, tuple[Caller | None, float]] = {}
        self._lock = threading.Lock()

    def __call__(self, token: str) -> Caller | None:
        """Return the owner of the token, None when it is not valid."""
        now = time.monotonic()
        with self._lock:
            known = self._known.get(token)
        if known is not None and known[1] > now:
            return known[0]
        caller = self._resolve(token)
        with self._lock:
            if len(self._known) >= self._size:
                self._known.clear()
            self._known[token] = (caller, now + self._seconds)
        return caller


def csrf_matches(caller: Caller, header: str | None, cookie: str | None) -> bool:
    """Whether header, readable cookie and access token agree on the CSRF value."""
    if not caller.csrf or not header or not cookie:
        return False
    given = header.encode()
    return all(hmac.compare_digest(given, one.encode()) for one in (cookie, caller.csrf))


def origin_is_ours(*, origin: str | None, fetch_site: str | None, allowed: Sequence[str]) -> bool:
    """Whether a request comes from a page of this site, or from no page at all."""
    if fetch_site not in {None, "same-origin", "none"}:
        return False
    return origin is None or origin.rstrip("/") in {one.rstrip("/") for one in allowed}


def is_address(host: str) -> bool:
    """Whether a host is an IP address or a name of this machine, which nobody can redirect."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def host_is_ours(host: str, *, public_url: str) -> bool:
    """Whether a `Host` header names this installation by an address or by its `PUBLIC_URL`.

    A foreign name may be made to lead here (DNS rebinding), and its pages would read what is
    answered. Every browser sends the header; a request without it comes from no page.
    """
    if not host:
        return True
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return is_address(name) or (bool(public_url) and name == urlsplit(public_url).hostname)


def _decode(
    token: str, key: bytes, *, audience: str
) -> dict[str, Any]:  # Any: claims of several types
    required = ["exp", "iss", "aud", "sub"]
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[_ALGORITHM],
            audience=audience,
            issuer=ISSUER,
            leeway=_LEEWAY_SECONDS,
            options={"require": required},
        )
    except jwt.InvalidTokenError as error:
        raise InvalidToken(str(error)) from error
    return claims
