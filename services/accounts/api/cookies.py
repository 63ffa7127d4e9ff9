# SPDX-License-Identifier: Apache-2.0
"""The cookies a signed-in browser holds."""

from __future__ import annotations

import json

from flask import Response, request

from chassis.authentication import ACCESS_COOKIE, CSRF_COOKIE
from chassis.identity import AccessTokenIssuer, Caller
from services.accounts.domain.session import LIFE
from services.accounts.domain.user import User
from services.accounts.usecases.signing_in import SignedIn

REFRESH_COOKIE = "refresh"
REFRESH_PATH = "/api/session"


def caller_of(user: User, *, session_id: str = "", csrf: str = "") -> Caller:
    """Return a user as the doors know callers."""
    return Caller(
        user_id=user.user_id,
        roles=frozenset(user.roles),
        session_id=session_id,
        csrf=csrf,
        workspaces=tuple(one.workspace_id for one in user.workspaces),
    )


def signed_in(
    session: SignedIn, issuer: AccessTokenIssuer, *, is_secure: bool, status: int = 200
) -> Response:
    """Answer `{ok, userId}` and give the browser its three cookies."""
    user = session.user
    body = {"ok": True, "userId": user.user_id}
    response = Response(json.dumps(body), status, mimetype="application/json")
    caller = caller_of(user, session_id=session.session_id, csrf=session.csrf)
    age = int(issuer.life.total_seconds())
    secure = is_secure or request.is_secure
    _set(response, ACCESS_COOKIE, issuer.issue(caller), age=age, secure=secure)
    month = int(LIFE.total_seconds())
    _set(
        response, REFRESH_COOKIE, session.refresh_token, age=month, secure=secure, path=REFRESH_PATH
    )
    response.set_cookie(CSRF_COOKIE, session.csrf, max_age=month, secure=secure, samesite="Lax")
    return response


def signed_out() -> Response:
    """Answer `{ok}` and take the cookies back."""
    response = Response(json.dumps({"ok": True}), 200, mimetype="application/json")
    response.delete_cookie(ACCESS_COOKIE)
    response.delete_cookie(CSRF_COOKIE)
    response.delete_cookie(REFRESH_COOKIE, path=REFRESH_PATH)
    return response


def _set(
    response: Response, name: str, value: str, *, age: int, secure: bool, path: str = "/"
) -> None:
    response.set_cookie(
        name, value, max_age=age, secure=secure, httponly=True, samesite="Lax", path=path
    )
