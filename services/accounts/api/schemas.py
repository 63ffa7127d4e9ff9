# SPDX-License-Identifier: Apache-2.0
"""The requests and responses of the REST routes."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from chassis.clock import to_iso
from services.accounts.domain import ApiToken, User

Json = dict[str, Any]  # Any: JSON members of several types


class RegistrationRequest(BaseModel):
    """Register a user."""

    model_config = ConfigDict(strict=True)
    email: str
    password: str
    displayName: str = ""
    phone: str = ""


class SignInRequest(BaseModel):
    """Sign in."""

    model_config = ConfigDict(strict=True)
    email: str
    password: str


class TokenRequest(BaseModel):
    """Create a personal access token."""

    model_config = ConfigDict(strict=True)
    name: str
    days: int | None = Field(None, ge=1, le=3650)


class TokenPath(BaseModel):
    """The path of a personal access token."""

    token_id: int


def user(one: User) -> Json:
    """Return a user as JSON."""
    return {
        "userId": one.user_id,
        "email": one.email,
        "displayName": one.display_name,
        "roles": list(one.roles),
        "workspaces": workspaces(one),
    }


def workspaces(one: User) -> list[Json]:
    """Return the workspaces of a user as JSON."""
    return [{"id": each.workspace_id, "name": each.name} for each in one.workspaces]


def token(one: ApiToken) -> Json:
    """Return a personal access token as JSON, without its secret."""
    return {
        "id": one.token_id,
        "name": one.name,
        "hint": one.hint,
        "createdAt": to_iso(one.created_at),
        "expiresAt": to_iso(one.expires_at),
    }
