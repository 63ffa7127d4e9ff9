# SPDX-License-Identifier: Apache-2.0
"""The JSON of members, bans, invitations, and of the settings of the site."""

from __future__ import annotations

from pydantic import Field

from chassis.rest import Id, Moment, ResponseBody
from services.publish.api.schemas_spaces import SpaceOption
from services.publish.domain.invitation import SpaceInvitationLink, SpaceInvitationStatus
from services.publish.domain.space import SpaceType
from services.publish.usecases.banning import BannedUser
from services.publish.usecases.inviting import SpaceInvitationDetails
from services.publish.usecases.members import SpaceMember

_NAME = "Their name, maybe empty."
_ROLE = "The role they will hold in the space."


class MemberResource(ResponseBody):
    """A user with the roles they hold in a space."""

    user_id: int = Field(description="The id of the user.", examples=[7])
    display_name: str = Field(description=_NAME, examples=["Ada"])
    roles: list[str] = Field(description="Their roles.", examples=[["space_admin"]])
    is_owner: bool = Field(description="Whether they own the space.")


class MemberAnswer(ResponseBody):
    """A member."""

    member: MemberResource = Field(description="The member.")


class BanResource(ResponseBody):
    """A user who is banned from a space."""

    user_id: int = Field(description="The id of the user.", examples=[8])
    display_name: str = Field(description=_NAME, examples=["Ben"])
    banned_by: int = Field(description="The administrator who did it.", examples=[7])
    reason: str = Field(description="Why.", examples=["Spam."])
    created_at: Moment = Field(description="Since when.")
    until: Moment | None = Field(description="Until when; null until it is lifted.")


class BanAnswer(ResponseBody):
    """A ban."""

    ban: BanResource = Field(description="The ban.")


class InvitedSpace(ResponseBody):
    """What an invitation says of its space."""

    id: Id = Field(description="The id of the space.", examples=[1])
    name: str = Field(description="Its name.", examples=["Harbour crew"])
    type: SpaceType = Field(description="What kind of space it is.")


class SpaceInvitationResource(ResponseBody):
    """An invitation of a user into a space."""

    id: Id = Field(description="The id of the invitation.", examples=[4])
    space: InvitedSpace = Field(description="The space.")
    user_id: int = Field(description="The user who is invited.", examples=[8])
    user_name: str = Field(description=_NAME, examples=["Ben"])
    inviter_name: str = Field(description="The name of who invited them.", examples=["Ada"])
    role: str = Field(description=_ROLE, examples=["space_member"])
    status: SpaceInvitationStatus = Field(description="Its status.")
    created_at: Moment = Field(description="When it was made.")


class SpaceInvitationAnswer(ResponseBody):
    """An invitation."""

    invitation: SpaceInvitationResource = Field(description="The invitation.")


class InvitationLinkResource(ResponseBody):
    """A link by which users join a space."""

    id: Id = Field(description="The id of the link.", examples=[2])
    space_id: Id = Field(description="The space it leads to.", examples=[1])
    role: str = Field(description="The role of those who join by it.", examples=["space_member"])
    created_by: int = Field(description="The administrator who made it.", examples=[7])
    created_at: Moment = Field(description="When it was made.")
    expires_at: Moment = Field(description="When it expires.")
    max_uses: int | None = Field(description="How many may join by it; null for any number.")
    uses: int = Field(description="How many have joined by it.", examples=[0])


class NewInvitationLinkAnswer(ResponseBody):
    """A new link with its token, which is answered only this once."""

    link: InvitationLinkResource = Field(description="The link.")
    token: str = Field(
        description="What whoever has it joins with.",
        examples=["kq0ZrJd0o2xXrPq9hQxv1mUu4nB7cT6e"],
    )
    url: str = Field(
        description="The address of the page where one joins.",
        examples=["http://localhost:8080/join#kq0ZrJd0o2xXrPq9hQxv1mUu4nB7cT6e"],
    )


class LinkedSpaceAnswer(ResponseBody):
    """What a link leads to."""

    space: SpaceOption = Field(description="The space.")
    description: str = Field(description="What it is about.", examples=["All at the harbour."])
    role: str = Field(description="The role one will hold.", examples=["space_member"])
    inviter_name: str = Field(description="Who made the link, maybe empty.", examples=["Ada"])
    expires_at: Moment = Field(description="When the link expires.")
    is_member: bool = Field(description="Whether the caller holds that role already.")


class SpaceDeletionResource(ResponseBody):
    """What the deletion of a space takes with it; productions and uploads stay."""

    publication_count: int = Field(
        description="How many pending and published publications are unpublished.", examples=[12]
    )
    member_count: int = Field(description="How many users lose their roles.", examples=[14])
    invitation_count: int = Field(description="How many invitations are revoked.", examples=[1])
    link_count: int = Field(description="How many invitation links end.", examples=[1])
    schedule_count: int = Field(description="How many schedules are cancelled.", examples=[2])
    subscriber_count: int = Field(description="How many users follow it no more.", examples=[30])


class SpaceDeletionAnswer(ResponseBody):
    """What the deletion of a space takes, or took, with it."""

    deletion: SpaceDeletionResource = Field(description="What it takes with it.")


class SiteSettingsResource(ResponseBody):
    """The settings that hold for every space of the site."""

    allow_group_creation: bool = Field(description="Whether users create groups.")
    allow_channel_creation: bool = Field(description="Whether users create channels.")
    require_group_review: bool = Field(description="Whether every group requires approval.")
    require_channel_review: bool = Field(description="Whether every channel requires approval.")


class SiteSettingsAnswer(ResponseBody):
    """The settings of the site."""

    settings: SiteSettingsResource = Field(description="The settings.")


def member_resource(one: SpaceMember) -> MemberResource:
    """Return a member as it is answered."""
    return MemberResource(
        user_id=one.user_id,
        display_name=one.display_name,
        roles=sorted(one.roles),
        is_owner=one.is_owner,
    )


def ban_resource(one: BannedUser) -> BanResource:
    """Return a ban as it is answered."""
    return BanResource(
        user_id=one.ban.user_id,
        display_name=one.display_name,
        banned_by=one.ban.banned_by,
        reason=one.ban.reason,
        created_at=one.ban.created_at,
        until=one.ban.until,
    )


def invitation_resource(one: SpaceInvitationDetails) -> SpaceInvitationResource:
    """Return an invitation as it is answered."""
    invitation, space = one.invitation, one.space
    return SpaceInvitationResource(
        id=invitation.invitation_id,
        space=InvitedSpace(id=space.space_id, name=space.name, type=space.type),
        user_id=invitation.user_id,
        user_name=one.user_name,
        inviter_name=one.inviter_name,
        role=invitation.role,
        status=invitation.status,
        created_at=invitation.created_at,
    )


def link_resource(one: SpaceInvitationLink) -> InvitationLinkResource:
    """Return a link as it is answered; its token is not known any more."""
    return InvitationLinkResource(
        id=one.link_id,
        space_id=one.space_id,
        role=one.role,
        created_by=one.created_by,
        created_at=one.created_at,
        expires_at=one.expires_at,
        max_uses=one.max_uses,
        uses=one.uses,
    )
