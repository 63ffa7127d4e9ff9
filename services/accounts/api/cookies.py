# SPDX-License-Identifier: Apache-2.0
"""The cookies of a session: access token, refresh token (twice, by path) and CSRF value."""

from __future__ import annotations

from flask import Response, request

from chassis.authentication import CSRF_COOKIE
from chassis.identity import ACCESS_COOKIE
from chassis.rest import Ok
from services.accounts.api.schemas import SessionAnswer
from services.accounts.domain import SESSION_LIFE
from services.accounts.usecases.dependencies import Dependencies
from services.accounts.usecases.signing_in import SessionCredentials

REFRESH_COOKIE = "refresh"
SIGN_OUT_COOKIE = "sign_out"
"""The refresh token once more, for signing out without an access token."""

_REFRESH_PATHS = {REFRESH_COOKIE: "/api/session", SIGN_OUT_COOKIE: "/api/logout"}
"""The only path that browsers send each cookie with the refresh token to."""


def session_response(
    deps: Dependencies, session: SessionCredentials, *, status: int = 200
) -> Response:
    """Return `{ok, userId}` with the cookies of a session."""
    user = session.user
    response = _json(SessionAnswer(user_id=user.user_id), status=status)
    access_token = deps.issuer.issue(user.caller(session_id=session.session_id, csrf=session.csrf))
    secure = deps.uses_https or request.is_secure
    life = int(SESSION_LIFE.total_seconds())
    access_life = int(deps.issuer.life.total_seconds())
    response.set_cookie(
        ACCESS_COOKIE,
        access_token,
        max_age=access_life,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )
    for name, path in _REFRESH_PATHS.items():
        response.set_cookie(
            name,
            session.refresh_token,
            max_age=life,
            secure=secure,
            httponly=True,
            samesite="Lax",
            path=path,
        )
    response.set_cookie(CSRF_COOKIE, session.csrf, max_age=life, secure=secure, samesite="Lax")
    return response


def signed_out_response() -> Response:
    """Return `{ok}` and delete the cookies."""
    return without_cookies(Ok())


def without_cookies(answer: Ok) -> Response:
    """Return an answer that deletes the cookies."""
    response = _json(answer)
    response.delete_cookie(ACCESS_COOKIE)
    response.delete_cookie(CSRF_COOKIE)
    for name, path in _REFRESH_PATHS.items():
        response.delete_cookie(name, path=path)
    return response


def _json(answer: Ok, *, status: int = 200) -> Response:
    return Response(answer.model_dump_json(by_alias=True), status, mimetype="application/json")
