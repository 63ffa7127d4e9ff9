# SPDX-License-Identifier: Apache-2.0
"""The paths, queries and bodies that the routes of spaces and their members take."""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import Annotated, Literal

from pydantic import Field

from chassis.rest import Id, PageQuery, RequestBody, RequestPath, RequestQuery
from services.publish.api.requests import SpacePath
from services.publish.domain.errors import InvalidIcon
from services.publish.domain.icon import MAX_ICON_BYTES
from services.publish.domain.space import SpaceChanges, SpaceType

SpaceRole = Literal[
    "space_admin", "space_moderator", "space_poster", "space_member", "space_subscriber"
]
LinkRole = Literal["space_poster", "space_member", "space_subscriber"]
_MAX_DESCRIPTION, _MAX_REASON, _MAX_NAME = 2000, 2000, 128
_MAX_ICON_TEXT = MAX_ICON_BYTES * 4 // 3 + 4
_ICON = (
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQAQAAAAA3iMLMAAAA"
    "DklEQVR42mP4/5+BFAQA/U4f4d7IdZcAAAAASUVORK5CYII="
)

SpaceName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=_MAX_NAME,
        pattern=r"\S",
        description="Its name.",
        examples=["Harbour crew"],
    ),
]
Description = Annotated[
    str,
    Field(
        max_length=_MAX_DESCRIPTION,
        description="What it is about.",
        examples=["All who work at the harbour."],
    ),
]
SpaceVisibility = Annotated[
    Literal["public", "members_only", "private"],
    Field(description="Who may see its feed: everybody, or its members."),
]
MembershipRule = Annotated[
    Literal["public", "invite", "none"],
    Field(description="Who may become a member: everybody, those who are invited, or nobody."),
]
CommentRule = Annotated[
    Literal["on", "off", "inherit"],
    Field(description="Whether what is published in it may be commented."),
]
ApprovalRule = Annotated[
    bool,
    Field(description="Whether a moderator must approve what is published in it."),
]


class _SpaceFields(RequestBody):
    """What can be said of a space when it is created and later."""

    description: Description | None = None
    visibility: SpaceVisibility | None = None
    membership: MembershipRule | None = None
    comments: CommentRule | None = None
    require_approval: ApprovalRule | None = None

    def changes(self, name: str | None = None) -> SpaceChanges:
        """Return what is to be changed."""
        return SpaceChanges(
            name=name,
            description=self.description,
            visibility=self.visibility,
            membership=self.membership,
            comments=self.comments,
            requires_approval=self.require_approval,
        )


class NewSpace(_SpaceFields):
    """A group or a channel to be created."""

    name: SpaceName
    type: Literal["group", "channel"] = Field("group", description="What kind of space it is.")

    @property
    def kind(self) -> SpaceType:
        """The type of the space."""
        return SpaceType(self.type)


class SpacePatch(_SpaceFields):
    """New settings of a space; what is left out stays as it is."""

    name: SpaceName | None = None


class IconBody(RequestBody):
    """The picture of a space."""

    image: str = Field(
        min_length=1,
        max_length=_MAX_ICON_TEXT,
        description="A PNG of 16 to 512 pixels a side and at most 256 KiB, in Base64.",
        examples=[_ICON],
        json_schema_extra={"contentEncoding": "base64", "contentMediaType": "image/png"},
    )

    @property
    def content(self) -> bytes:
        """The bytes of the picture; InvalidIcon when the text is not Base64."""
        try:
            return b64decode(self.image, validate=True)
        except (binascii.Error, ValueError) as error:
            raise InvalidIcon("The picture is not in Base64.") from error


class SiteSettingsPatch(RequestBody):
    """New settings of the site; what is left out stays as it is."""

    allow_group_creation: bool | None = Field(None, description="Whether users create groups.")
    allow_channel_creation: bool | None = Field(None, description="Whether users create channels.")
    require_group_review: bool | None = Field(
        None, description="Whether every group requires approval."
    )
    require_channel_review: bool | None = Field(
        None, description="Whether every channel requires approval."
    )

    def changes(self) -> dict[str, bool]:
        """Return the settings to be changed by name."""
        return self.model_dump(exclude_none=True)


class MembersQuery(PageQuery):
    """One page of members or bans."""

    limit: int = Field(50, ge=1, le=100, description="How many items a page holds at most.")


class MemberPath(SpacePath):
    """The path of a member of a space."""

    user_id: int = Field(description="The id of the user.", examples=[7])


class MemberRoles(RequestBody):
    """The roles that a member is to hold."""

    roles: list[SpaceRole] = Field(
        min_length=1, max_length=5, description="All their roles.", examples=[["space_poster"]]
    )


class NewBan(RequestBody):
    """A ban of a user from a space."""

    reason: str = Field(
        "", max_length=_MAX_REASON, description="Why, for administrators.", examples=["Spam."]
    )
    days: int | None = Field(
        None, ge=1, le=3650, description="For how many days; without, until it is lifted."
    )


class NewSpaceInvitation(RequestBody):
    """A user to be invited: by exactly one of their id, email address and name."""

    exactly_one_of = ("user_id", "email", "display_name")

    user_id: Id | None = Field(None, description="Their id.", examples=[7])
    email: str | None = Field(
        None,
        min_length=3,
        max_length=254,
        description="The email address they registered with.",
        examples=["ada@example.org"],
    )
    display_name: str | None = Field(
        None,
        min_length=1,
        max_length=120,
        description="Their name, if no other user has it.",
        examples=["Ada"],
    )
    role: SpaceRole = Field("space_member", description="The role they will hold.")


class SpaceInvitationPath(SpacePath):
    """The path of an invitation into a space."""

    invitation_id: int = Field(description="The id of the invitation.", examples=[4])


class ReceivedInvitationPath(RequestPath):
    """The path of an invitation of the caller."""

    invitation_id: int = Field(description="The id of the invitation.", examples=[4])


class NewInvitationLink(RequestBody):
    """A link by which users join a space."""

    role: LinkRole = Field("space_member", description="The role of those who join by it.")
    days: int = Field(7, ge=1, le=365, description="After how many days it expires.")
    max_uses: int | None = Field(
        None, ge=1, le=100_000, description="How many users may join by it; null for any number."
    )


class InvitationLinkPath(SpacePath):
    """The path of an invitation link of a space."""

    link_id: int = Field(description="The id of the link.", examples=[2])


class InvitationToken(RequestBody):
    """The token of an invitation link; it stands in no path, so that no log has it."""

    token: str = Field(
        min_length=1,
        max_length=200,
        description="What stands behind the `#` of the link.",
        examples=["kq0ZrJd0o2xXrPq9hQxv1mUu4nB7cT6e"],
    )


class IconQuery(RequestQuery):
    """Which version of a picture a page asks for."""

    v: str = Field(
        "", max_length=64, description="Anything; it makes the address change with the picture."
    )
