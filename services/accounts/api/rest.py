# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the accounts service."""

from __future__ import annotations

from flask import Response, jsonify, request

from chassis import rest
from chassis.rest import ApiBlueprint, idempotent
from services.accounts.api import cookies, schemas
from services.accounts.api.schemas import Json
from services.accounts.domain import SessionOver, User
from services.accounts.usecases import registering, signing_in, tokens
from services.accounts.usecases.dependencies import Dependencies

CREDENTIAL_PATHS = frozenset({"/api/register", "/api/login", "/api/session/refresh"})


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Return the routes of users, sessions and personal access tokens."""
    api = ApiBlueprint("accounts", __name__)
    _add_registration(api, deps)
    _add_sessions(api, deps)
    _add_users(api, deps)
    _add_tokens(api, deps)
    return api


def _add_registration(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post("/api/register")
    def register(body: schemas.RegistrationRequest) -> Response:
        # The user is registered once for each idempotency key; every response has a session.
        user_id = register_once(body).get_json()["userId"]
        user = tokens.get_users(deps, user_ids=[user_id])[0]
        return cookies.session_response(deps, signing_in.open_session(deps, user=user), status=201)

    @idempotent(deps.database)
    def register_once(body: schemas.RegistrationRequest) -> tuple[Json, int]:
        user = registering.register(
            deps,
            email=body.email,
            password=body.password,
            display_name=body.displayName,
            phone=body.phone,
        )
        return {"userId": user.user_id}, 201


def _add_sessions(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post("/api/login")
    def sign_in(body: schemas.SignInRequest) -> Response:
        return cookies.session_response(
            deps, signing_in.sign_in(deps, email=body.email, password=body.password)
        )

    @api.post("/api/logout")
    def sign_out() -> Response:
        caller = rest.caller()
        if caller is not None and caller.session_id:
            signing_in.sign_out(deps, session_id=caller.session_id)
        return cookies.signed_out_response()

    @api.post("/api/session/refresh")
    def refresh() -> Response:
        token = request.cookies.get(cookies.REFRESH_COOKIE, "")
        if not token:
            raise SessionOver("The request has no refresh cookie; sign in.")
        return cookies.session_response(deps, signing_in.refresh(deps, refresh_token=token))


def _add_users(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/me")
    def get_current_user() -> Response:
        return jsonify(schemas.user(_current_user(deps)))

    @api.get("/api/workspaces")
    def list_workspaces() -> Response:
        return jsonify(items=schemas.workspaces(_current_user(deps)), nextCursor=None)


def _current_user(deps: Dependencies) -> User:
    users = tokens.get_users(deps, user_ids=[rest.require_user().user_id])
    if not users:
        raise SessionOver("The user of this session does not exist.")
    return users[0]


def _add_tokens(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/tokens")
    def list_tokens() -> Response:
        found = tokens.list_tokens(deps, user_id=rest.require_user().user_id)
        return jsonify(items=[schemas.token(one) for one in found], nextCursor=None)

    @api.post("/api/tokens")
    def create_token(body: schemas.TokenRequest) -> tuple[Response, int]:
        token, secret = tokens.create_token(
            deps, user_id=rest.require_user().user_id, name=body.name, days=body.days
        )
        return jsonify(token={**schemas.token(token), "secret": secret}), 201

    @api.delete("/api/tokens/<int:token_id>")
    def delete_token(path: schemas.TokenPath) -> Response:
        tokens.delete_token(deps, user_id=rest.require_user().user_id, token_id=path.token_id)
        return jsonify(ok=True)
