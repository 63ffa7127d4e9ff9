# SPDX-License-Identifier: Apache-2.0
"""The caller of a REST request, by access cookie with CSRF check or by bearer token."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import request

from chassis import health
from chassis.caller import Caller
from chassis.identity import (
    ACCESS_COOKIE,
    AccessTokens,
    InvalidToken,
    TokenResolver,
    csrf_matches,
    is_address,
    origin_is_ours,
)
from chassis.standard_errors import CSRF_INVALID, FOREIGN_ORIGIN, INVALID_TOKEN

CSRF_COOKIE = "csrf"
CSRF_HEADER = "x-csrf-token"
UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True)
class Authenticator:
    """What the app of a service needs to identify callers."""

    access_tokens: AccessTokens
    resolve_token: TokenResolver
    public_url: str = ""
    open_forms: frozenset[str] = field(default_factory=frozenset)
    """Paths whose POST, and below which a PUT, carries a signature of its own: forms and parts of
    files. No caller is identified there."""
    credential_paths: frozenset[str] = field(default_factory=frozenset)
    """Paths that take a password or a refresh token: the access cookie is ignored there."""


def identify(authenticator: Authenticator) -> Caller | None:
    """Return the caller of the current request, None when anonymous; ApiError for invalid proof."""
    if _is_signed(authenticator) or request.path in health.PATHS:
        return None
    authorization = request.headers.get("Authorization")
    if authorization is not None:
        return _bearer(authorization, authenticator)
    if request.method in UNSAFE_METHODS:
        _check_origin(authenticator)
    cookie = request.cookies.get(ACCESS_COOKIE)
    if not cookie or request.path in authenticator.credential_paths:
        return None
    try:
        found = authenticator.access_tokens.verify(cookie)
    except InvalidToken:
        return None
    if request.method in UNSAFE_METHODS and not csrf_matches(
        found, request.headers.get(CSRF_HEADER), request.cookies.get(CSRF_COOKIE)
    ):
        raise CSRF_INVALID.error()
    return found


def _is_signed(authenticator: Authenticator) -> bool:
    """Whether the request carries a signature of its own."""
    if request.method == "PUT":
        return any(request.path.startswith(f"{one}/") for one in authenticator.open_forms)
    return request.path in authenticator.open_forms


def _bearer(authorization: str, authenticator: Authenticator) -> Caller:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() == "bearer" and token.startswith("rm_"):
        if (found := authenticator.resolve_token(token)) is not None:
            return found
    elif scheme.lower() == "bearer":
        try:
            return authenticator.access_tokens.verify(token)
        except InvalidToken:
            pass
    raise INVALID_TOKEN.error()


def _check_origin(authenticator: Authenticator) -> None:
    ours = [authenticator.public_url] if authenticator.public_url else []
    # Whoever owns a name may let it lead here, and its pages would be of our origin: only addresses
    # and the names of this machine are ours without being configured.
    if is_address(urlsplit(request.host_url).hostname or ""):
        ours.append(request.host_url)
    if not origin_is_ours(
        origin=request.headers.get("Origin"),
        fetch_site=request.headers.get("Sec-Fetch-Site"),
        allowed=ours,
    ):
        raise FOREIGN_ORIGIN.error()
