# SPDX-License-Identifier: Apache-2.0
"""The requests and answers of the REST routes."""

from __future__ import annotations

from pydantic import Field

from chassis.caller import SCOPES
from chassis.rest import Id, Moment, Ok, RequestBody, RequestPath, ResponseBody
from services.accounts.domain import ApiToken, User, Workspace


class RegistrationRequest(RequestBody):
    """A user to be registered."""

    email: str = Field(
        description="The email address to sign in with.", examples=["ada@example.org"]
    )
    password: str = Field(
        description="A password of 8 to 1024 characters.", examples=["correct horse battery"]
    )
    display_name: str = Field(
        "",
        description="The name others see, of up to 120 characters; by default one that is made up.",
        examples=["Ada"],
    )
    phone: str = Field(
        "", description="A phone number of up to 32 characters.", examples=["+44 20 7946 0000"]
    )
    invitation: str = Field(
        "",
        max_length=200,
        description="An invitation, where the installation asks for one.",
        examples=["k3JdT1c0Zr8v2mQe7yXw5bNf9uHs4pLa"],
    )


class SignInRequest(RequestBody):
    """An email address and its password."""

    email: str = Field(description="The email address of the user.", examples=["ada@example.org"])
    password: str = Field(
        description="The password of the user.", examples=["correct horse battery"]
    )


class TokenRequest(RequestBody):
    """A personal access token to be created."""

    name: str = Field(
        description="A name of 1 to 120 characters by which you know it.", examples=["laptop"]
    )
    days: int | None = Field(
        None,
        ge=1,
        le=3650,
        description="How many days it is valid; by default it does not expire.",
        examples=[90],
    )
    scopes: list[str] = Field(
        ["read", "write", "publish"],
        max_length=10,
        description="What it may be used for: read, write, publish, admin.",
        examples=[["read"]],
        json_schema_extra={"items": {"type": "string", "enum": [*SCOPES]}, "minItems": 1},
    )


class TokenPath(RequestPath):
    """The path of a personal access token."""

    token_id: int = Field(description="The id of the token.", examples=[3])


class SessionAnswer(Ok):
    """A session was opened or refreshed; its cookies are set."""

    user_id: Id = Field(description="The user who is signed in.", examples=[7])


class WorkspaceResource(ResponseBody):
    """A group of content and social accounts."""

    id: str = Field(
        description="The id of the workspace, a UUID.",
        examples=["a4a5f0a3-6d2e-4d0f-8a8c-6f0f2f9f6d10"],
    )
    name: str = Field(description="Its name.", examples=["Ada's workspace"])


class CurrentUser(ResponseBody):
    """The user who calls."""

    user_id: Id = Field(description="The id of the user.", examples=[7])
    email: str = Field(description="The email address.", examples=["ada@example.org"])
    display_name: str = Field(description="The name others see.", examples=["Ada"])
    roles: list[str] = Field(
        description="The roles on the whole site: site_member, site_moderator, site_admin.",
        examples=[["site_member"]],
    )
    workspaces: list[WorkspaceResource] = Field(description="The workspaces of the user.")


class TokenResource(ResponseBody):
    """A personal access token without its secret."""

    id: Id = Field(description="The id of the token.", examples=[3])
    name: str = Field(description="Its name.", examples=["laptop"])
    hint: str = Field(
        description="The first characters of the secret, by which you recognise it.",
        examples=["rm_k3Jd…"],
    )
    created_at: Moment = Field(description="When it was created.")
    expires_at: Moment | None = Field(description="When it expires; null for never.")
    scopes: list[str] = Field(
        description="What it may be used for: read, write, publish, admin.",
        examples=[["read", "write", "publish"]],
    )


class NewTokenResource(TokenResource):
    """A new personal access token with its secret."""

    secret: str = Field(
        description="The token to send as `Authorization: Bearer`; it is not shown again.",
        examples=["rm_k3JdT1c0Zr8v2mQe7yXw5bNf9uHs4pLa6gKi1oVxYtE"],
    )


class NewTokenAnswer(ResponseBody):
    """The new personal access token; its secret is not shown again."""

    token: NewTokenResource


def current_user(user: User) -> CurrentUser:
    """Return a user as `GET /api/me` answers."""
    return CurrentUser(
        user_id=user.user_id,
        email=user.email,
        display_name=user.display_name,
        roles=list(user.roles),
        workspaces=[workspace_resource(one) for one in user.workspaces],
    )


def workspace_resource(one: Workspace) -> WorkspaceResource:
    """Return a workspace as it is answered."""
    return WorkspaceResource(id=one.workspace_id, name=one.name)


def token_resource(one: ApiToken) -> TokenResource:
    """Return a personal access token as it is answered."""
    return TokenResource(
        id=one.token_id,
        name=one.name,
        hint=one.hint,
        created_at=one.created_at,
        expires_at=one.expires_at,
        scopes=list(one.scopes),
    )


def new_token_resource(one: ApiToken, secret: str) -> NewTokenResource:
    """Return a new personal access token with its secret."""
    return NewTokenResource(**token_resource(one).model_dump(by_alias=False), secret=secret)
