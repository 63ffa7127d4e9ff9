# SPDX-License-Identifier: Apache-2.0
"""The caller of the request that is being answered."""

from __future__ import annotations

from flask import g, request

from chassis.caller import Caller
from chassis.standard_errors import FORBIDDEN, INSUFFICIENT_SCOPE, UNAUTHENTICATED

_LONGEST_ADDRESS = 64


def caller() -> Caller | None:
    """Return who calls, None when anonymous."""
    found: Caller | None = g.get("caller")
    return found


def require_user() -> Caller:
    """Return who calls, or raise ApiError `unauthenticated`."""
    found = caller()
    if found is None:
        raise UNAUTHENTICATED.error("Sign in first.")
    return found


def check_scope(scope: str) -> None:
    """Raise ApiError `insufficient_scope` when the token that was sent does not have a scope."""
    found = caller()
    if found is not None and not found.has_scope(scope):
        raise INSUFFICIENT_SCOPE.error(f"The token needs the scope {scope}; make one that has it.")


def require_admin() -> Caller:
    """Return the site administrator who calls, or raise ApiError `forbidden`."""
    found = require_user()
    if not found.is_admin:
        raise FORBIDDEN.error("Only site administrators may do this.")
    return found


def client_address(*, proxies: int) -> str:
    """Return the network address that a request came from, in front of so many trusted proxies."""
    forwarded = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
    if 0 < proxies <= len(forwarded):
        return forwarded[-proxies][:_LONGEST_ADDRESS]
    return (request.remote_addr or "")[:_LONGEST_ADDRESS]


def if_match() -> frozenset[str] | None:
    """Return the entity tags that `If-Match` names, None when any will do."""
    if request.headers.get("If-Match") is None or request.if_match.star_tag:
        return None
    # werkzeug reads an empty tag as None.
    return frozenset(tag for tag in request.if_match.as_set() if tag)


def expected_revisions() -> frozenset[int] | None:
    """Return the revisions that `If-Match` names, None when any is accepted."""
    tags = if_match()
    if tags is None:
        return None
    return frozenset(int(tag) for tag in tags if tag.isascii() and tag.isdigit() and len(tag) < 10)
