# SPDX-License-Identifier: Apache-2.0
"""Users as protobuf messages, and the table of announced events."""

from __future__ import annotations

from chassis.outbox import EventFormat, EventFormats
from reelmill.accounts.v1 import events_pb2, resources_pb2
from services.accounts.domain import User, UserRegistered


def user_message(user: User) -> resources_pb2.User:
    """Return a user as the message that other services read."""
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


EVENTS: EventFormats = {
    UserRegistered: EventFormat(
        "accounts.user.registered.v1",
        lambda event: events_pb2.UserRegistered(user=user_message(event.user)),
    ),
}
