# SPDX-License-Identifier: Apache-2.0
"""The REST door of accounts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, jsonify, request
from flask_openapi3.blueprint import APIBlueprint
from pydantic import BaseModel, ConfigDict, Field

from chassis import rest
from chassis.rest_once import idempotent
from services.accounts.api import cookies
from services.accounts.bootstrap import Accounts
from services.accounts.domain.errors import SessionOver
from services.accounts.usecases import registering, signing_in, tokens
from services.accounts.usecases.dependencies import ApiToken

CREDENTIAL_PATHS = frozenset({"/api/register", "/api/login", "/api/session/refresh"})


class Registration(BaseModel):
    """Somebody who wants an account."""

    model_config = ConfigDict(strict=True)
    email: str
    password: str
    displayName: str = ""
    phone: str = ""


class Credentials(BaseModel):
    """An address and its password."""

    model_config = ConfigDict(strict=True)
    email: str
    password: str


class NewToken(BaseModel):
    """A personal access token to be made."""

    model_config = ConfigDict(strict=True)
    name: str
    days: int | None = Field(None, ge=1, le=3650)


class TokenPath(BaseModel):
    """Which token."""

    token_id: int


def blueprint(accounts: Accounts, *, public_url: str) -> APIBlueprint:
    """Make the routes of accounts."""
    api = APIBlueprint("accounts", __name__)
    is_secure = public_url.startswith("https://")
    _add_registration(api, accounts, is_secure=is_secure)
    _add_sessions(api, accounts, is_secure=is_secure)
    _add_people(api, accounts)
    _add_tokens(api, accounts)
    return api


def _add_registration(api: APIBlueprint, accounts: Accounts, *, is_secure: bool) -> None:
    deps, issuer = accounts.deps, accounts.issuer

    @api.post("/api/register")
    def register(body: Registration) -> Response:
        user_id = _register_once(body).get_json()["userId"]
        user = tokens.get_users(deps, user_ids=[user_id])[0]
        session = signing_in.open_session(deps, user=user)
        return cookies.signed_in(session, issuer, is_secure=is_secure, status=201)

    @idempotent(accounts.database)
    def _register_once(body: Registration) -> tuple[dict[str, Any], int]:
        user = registering.register(
            deps,
            email=body.email,
            password=body.password,
            display_name=body.displayName,
            phone=body.phone,
        )
        return {"userId": user.user_id}, 201


def _add_sessions(api: APIBlueprint, accounts: Accounts, *, is_secure: bool) -> None:
    deps, issuer = accounts.deps, accounts.issuer

    @api.post("/api/login")
    def login(body: Credentials) -> Response:
        session = signing_in.sign_in(deps, email=body.email, password=body.password)
        return cookies.signed_in(session, issuer, is_secure=is_secure)

    @api.post("/api/logout")
    def logout() -> Response:
        caller = rest.caller()
        if caller is not None and caller.session_id:
            signing_in.sign_out(deps, session_id=caller.session_id)
        return cookies.signed_out()

    @api.post("/api/session/refresh")
    def refresh() -> Response:
        token = request.cookies.get(cookies.REFRESH_COOKIE, "")
        if not token:
            raise SessionOver("Sign in first.")
        session = signing_in.refresh(deps, refresh_token=token)
        return cookies.signed_in(session, issuer, is_secure=is_secure)


def _add_people(api: APIBlueprint, accounts: Accounts) -> None:
    @api.get("/api/me")
    def me() -> Response:
        caller = rest.require_user()
        users = tokens.get_users(accounts.deps, user_ids=[caller.user_id])
        if not users:
            raise SessionOver("This account is gone.")
        user = users[0]
        return jsonify(
            userId=user.user_id,
            email=user.email,
            displayName=user.display_name,
            roles=list(user.roles),
            workspaces=[{"id": one.workspace_id, "name": one.name} for one in user.workspaces],
        )

    @api.get("/api/workspaces")
    def workspaces() -> Response:
        caller = rest.require_user()
        users = tokens.get_users(accounts.deps, user_ids=[caller.user_id])
        items = [{"id": one.workspace_id, "name": one.name} for one in users[0].workspaces]
        return jsonify(items=items, nextCursor=None)


def _add_tokens(api: APIBlueprint, accounts: Accounts) -> None:
    deps = accounts.deps

    @api.get("/api/tokens")
    def list_tokens() -> Response:
        caller = rest.require_user()
        items = [_token(one) for one in tokens.list_tokens(deps, user_id=caller.user_id)]
        return jsonify(items=items, nextCursor=None)

    @api.post("/api/tokens")
    def create_token(body: NewToken) -> tuple[Response, int]:
        caller = rest.require_user()
        token, secret = tokens.create_token(
            deps, user_id=caller.user_id, name=body.name, days=body.days
        )
        return jsonify(token={**_token(token), "secret": secret}), 201

    @api.delete("/api/tokens/<int:token_id>")
    def delete_token(path: TokenPath) -> Response:
        caller = rest.require_user()
        tokens.delete_token(deps, user_id=caller.user_id, token_id=path.token_id)
        return jsonify(ok=True)


def _token(token: ApiToken) -> dict[str, Any]:  # Any: JSON members of several types
    return {
        "id": token.token_id,
        "name": token.name,
        "hint": token.hint,
        "createdAt": _moment(token.created_at),
        "expiresAt": _moment(token.expires_at),
    }


def _moment(at: dt.datetime | None) -> str | None:
    return None if at is None else at.isoformat()
