# SPDX-License-Identifier: Apache-2.0
"""Which facts of accounts become public, and in what form."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chassis import outbox
from reelmill.accounts.v1 import events_pb2, resources_pb2
from services.accounts.domain.user import User


def to_proto(user: User) -> resources_pb2.User:
    """Write a user as the public resource."""
    return resources_pb2.User(
        user_id=user.user_id,
        email=user.email,
        display_name=user.display_name,
        roles=user.roles,
        workspaces=[
            resources_pb2.Workspace(workspace_id=one.workspace_id, name=one.name)
            for one in user.workspaces
        ],
    )


def registered(session: Session, user: User) -> None:
    """Announce that somebody registered."""
    fact = events_pb2.UserRegistered(user=to_proto(user))
    outbox.announce(session, "accounts.user.registered.v1", fact, acting_user_id=user.user_id)


def changed(session: Session, user: User) -> None:
    """Announce that a user changed."""
    fact = events_pb2.UserChanged(user=to_proto(user))
    outbox.announce(session, "accounts.user.changed.v1", fact)
