# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the sessions of browsers, and of the password."""

from __future__ import annotations

from flask import Response

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Ok, Page, PageQuery, client_address
from services.accounts import domain
from services.accounts.api import cookies, schemas_sessions
from services.accounts.store.sessions import SessionPosition
from services.accounts.usecases import sessions
from services.accounts.usecases.dependencies import Dependencies

_SESSIONS = CursorCodec("accounts.sessions", SessionPosition)


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of sessions and of the password."""
    api = ApiBlueprint("sessions", __name__)
    _add_list(api, deps)
    _add_ends(api, deps)
    _add_password(api, deps)
    return api


def _add_list(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/sessions")
    def list_sessions(query: PageQuery, caller: Caller) -> Page[schemas_sessions.SessionResource]:
        """List the sessions of the caller that are not over, the one opened last first.

        Each is a browser in which the caller is signed in.
        """
        page = sessions.list_sessions(
            deps, user_id=caller.user_id, before=_SESSIONS.read(query.cursor), limit=query.limit
        )
        return Page[schemas_sessions.SessionResource](
            items=[schemas_sessions.session_resource(one, caller) for one in page.items],
            next_cursor=_SESSIONS.write(page.next_before),
        )


def _add_ends(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.delete("/api/sessions/<session_id>", scope="admin", errors=[domain.SessionNotFound])
    def end_session(path: schemas_sessions.SessionPath, caller: Caller) -> Ok:
        """End a session of the caller.

        Its browser may use its access token for ten more minutes, and cannot refresh it.
        """
        sessions.end_session(deps, user_id=caller.user_id, session_id=path.session_id)
        return Ok()

    @api.delete("/api/sessions", scope="admin", answers={200: schemas_sessions.EndedSessions})
    def end_sessions(
        query: schemas_sessions.EndSessionsQuery, caller: Caller
    ) -> schemas_sessions.EndedSessions | Response:
        """End the sessions of the caller everywhere, or everywhere else.

        Personal access tokens stay valid; delete those that are not wanted any more.
        """
        but = caller.session_id if query.keep_current else ""
        count = sessions.end_sessions(deps, user_id=caller.user_id, but=but)
        answer = schemas_sessions.EndedSessions(ended=count)
        return answer if query.keep_current else cookies.without_cookies(answer)


def _add_password(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/me/password",
        scope="admin",
        answers={200: Ok},
        errors=[
            domain.WeakPassword,
            domain.WrongPassword,
            domain.TooManyAttempts,
            domain.SessionOver,
        ],
    )
    def change_password(body: schemas_sessions.PasswordRequest, caller: Caller) -> Ok:
        """Change the password of the caller.

        Every other session of the caller ends. Personal access tokens stay valid.
        """
        sessions.change_password(
            deps,
            user_id=caller.user_id,
            current_password=body.current_password,
            new_password=body.new_password,
            session_id=caller.session_id,
            address=client_address(proxies=deps.proxies),
        )
        return Ok()
