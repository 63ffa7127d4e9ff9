# SPDX-License-Identifier: Apache-2.0
"""The requests and answers of the routes of sessions and of the password."""

from __future__ import annotations

from pydantic import Field

from chassis.caller import Caller
from chassis.rest import Moment, Ok, RequestBody, RequestPath, RequestQuery, ResponseBody
from services.accounts.domain import BrowserSession


class SessionResource(ResponseBody):
    """A browser in which a user is signed in."""

    id: str = Field(
        description="The id of the session.", examples=["9f1c2a0b7d4e4f6c8a1b2c3d4e5f6a7b"]
    )
    user_agent: str = Field(
        description="What the browser called itself when it signed in, maybe empty.",
        examples=["Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"],
    )
    is_current: bool = Field(description="Whether this request came by it.", examples=[True])
    created_at: Moment = Field(description="When the user signed in.")
    refreshed_at: Moment = Field(description="When the browser last refreshed its access token.")
    expires_at: Moment = Field(description="When it ends unless it is refreshed.")


class SessionPath(RequestPath):
    """The path of a session."""

    session_id: str = Field(
        description="The id of the session.", examples=["9f1c2a0b7d4e4f6c8a1b2c3d4e5f6a7b"]
    )


class EndSessionsQuery(RequestQuery):
    """Which sessions end."""

    keep_current: bool = Field(False, description="Whether the session of this request stays.")


class EndedSessions(Ok):
    """Sessions were ended."""

    ended: int = Field(description="How many.", examples=[2])


class PasswordRequest(RequestBody):
    """A password and its successor."""

    current_password: str = Field(
        max_length=1024, description="The password so far.", examples=["correct horse battery"]
    )
    new_password: str = Field(
        description="A password of 8 to 1024 characters.", examples=["a better horse battery"]
    )


def session_resource(one: BrowserSession, caller: Caller) -> SessionResource:
    """Return a session as it is answered."""
    return SessionResource(
        id=one.session_id,
        user_agent=one.user_agent,
        is_current=one.session_id == caller.session_id,
        created_at=one.created_at,
        refreshed_at=one.rotated_at,
        expires_at=one.expires_at,
    )
