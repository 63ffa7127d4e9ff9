# SPDX-License-Identifier: Apache-2.0
"""The REST routes of users and sessions."""

from __future__ import annotations

from flask import Response, request

from chassis.caller import Caller
from chassis.paging import cut_page
from chassis.rest import ApiBlueprint, CursorCodec, Ok, Page, PageQuery, client_address, idempotent
from services.accounts import domain
from services.accounts.api import cookies, schemas
from services.accounts.usecases import registering, signing_in, tokens
from services.accounts.usecases.dependencies import Dependencies

CREDENTIAL_PATHS = frozenset({"/api/register", "/api/login", "/api/session/refresh"})

_WORKSPACES = CursorCodec("accounts.workspaces", int)


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of users and sessions."""
    api = ApiBlueprint("accounts", __name__)
    _add_registration(api, deps)
    _add_signing_in(api, deps)
    _add_session(api, deps)
    _add_users(api, deps)
    return api


def _add_registration(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/register",
        answers={201: schemas.SessionAnswer},
        errors=[
            domain.InvalidEmail,
            domain.WeakPassword,
            domain.InvalidUserName,
            domain.EmailTaken,
            domain.RegistrationClosed,
        ],
        idempotency_key=True,
    )
    def register(body: schemas.RegistrationRequest) -> Response:
        """Register a user and sign them in.

        The user gets a workspace and a personal space. The session is in the cookies that the
        answer sets; programs create a personal access token with it.
        """
        # The user is registered once for each idempotency key; every answer has its own session.
        user_id = register_once(body).get_json()["userId"]
        user = tokens.get_users(deps, user_ids=[user_id])[0]
        opened = signing_in.open_session(deps, user=user, user_agent=_user_agent())
        return cookies.session_response(deps, opened, status=201)

    @idempotent(deps.database)
    def register_once(body: schemas.RegistrationRequest) -> schemas.SessionAnswer:
        new_user = registering.NewUser(
            email=body.email,
            password=body.password,
            display_name=body.display_name,
            phone=body.phone,
            invitation=body.invitation,
        )
        user = registering.register(deps, new_user)
        return schemas.SessionAnswer(user_id=user.user_id)


def _add_signing_in(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/login",
        answers={200: schemas.SessionAnswer},
        errors=[domain.InvalidEmail, domain.InvalidCredentials, domain.TooManyAttempts],
    )
    def sign_in(body: schemas.SignInRequest) -> Response:
        """Sign in with an email address and a password.

        The answer sets three cookies: `access` for ten minutes, `refresh` for thirty days, and
        `csrf`, whose value every other unsafe request must send as `x-csrf-token`.
        """
        session = signing_in.sign_in(
            deps,
            email=body.email,
            password=body.password,
            address=client_address(proxies=deps.proxies),
            user_agent=_user_agent(),
        )
        return cookies.session_response(deps, session)


def _add_session(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post("/api/logout", answers={200: Ok})
    def sign_out(caller: Caller | None) -> Response:
        """Sign out.

        The session ends and its cookies are deleted; the refresh token alone is enough, so that a
        browser whose access token has expired signs out, too. Without a session nothing happens.
        """
        if token := request.cookies.get(cookies.SIGN_OUT_COOKIE, ""):
            signing_in.sign_out_by_token(deps, refresh_token=token)
        if caller is not None and caller.session_id:
            signing_in.sign_out(deps, session_id=caller.session_id)
        return cookies.signed_out_response()

    @api.post(
        "/api/session/refresh",
        answers={200: schemas.SessionAnswer},
        errors=[domain.SessionOver],
    )
    def refresh_session() -> Response:
        """Refresh the session.

        The refresh token in the cookie `refresh` is exchanged for its successor; one that was
        exchanged more than ten seconds ago ends the session.
        """
        token = request.cookies.get(cookies.REFRESH_COOKIE, "")
        if not token:
            raise domain.SessionOver("The request has no refresh cookie; sign in.")
        return cookies.session_response(deps, signing_in.refresh(deps, refresh_token=token))


def _add_users(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/me", errors=[domain.SessionOver])
    def get_current_user(caller: Caller) -> schemas.CurrentUser:
        """Read the user who calls.

        The spaces of the user are listed by `GET /api/spaces?mine=1`.
        """
        return schemas.current_user(_user(deps, caller))

    @api.get("/api/workspaces", errors=[domain.SessionOver])
    def list_workspaces(query: PageQuery, caller: Caller) -> Page[schemas.WorkspaceResource]:
        """List the workspaces of the caller, oldest first.

        Every user has one from the beginning.
        """
        begin = _WORKSPACES.read(query.cursor) or 0
        page, last = cut_page(_user(deps, caller).workspaces[begin:], query.limit)
        following = None if last is None else begin + query.limit
        return Page[schemas.WorkspaceResource](
            items=[schemas.workspace_resource(one) for one in page],
            next_cursor=_WORKSPACES.write(following),
        )


def _user_agent() -> str:
    return request.headers.get("User-Agent", "").encode("ascii", "replace").decode()


def _user(deps: Dependencies, caller: Caller) -> domain.User:
    users = tokens.get_users(deps, user_ids=[caller.user_id])
    if not users:
        raise domain.SessionOver("The user of this session does not exist.")
    return users[0]
