# SPDX-License-Identifier: Apache-2.0
"""The JSON of spaces."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from chassis.rest import Id, ResponseBody
from services.publish.domain.space import Space, SpaceType
from services.publish.usecases.spaces import SpaceDetails


class SpaceOption(ResponseBody):
    """A space that an upload may be published into."""

    id: Id = Field(description="The id of the space.", examples=[1])
    name: str = Field(description="Its name.", examples=["Ada"])
    slug: str = Field(description="Its name as in addresses, unique in its type.", examples=["ada"])
    type: SpaceType = Field(description="What kind of space it is.")
    is_global: bool = Field(description="Whether its feed is that of the whole site.")
    needs_approval: bool = Field(
        description="Whether a moderator must approve what is published in it."
    )
    member_count: int = Field(description="How many users hold a role in it.", examples=[14])
    icon_url: str | None = Field(
        description="The path of its picture; null when it has none.",
        examples=["/api/spaces/1/icon?v=5f3a9c"],
    )


class SpaceResource(SpaceOption):
    """A space with the roles and rights of the caller in it."""

    ulid: str = Field(
        description="An id that never changes and is unique across installations.",
        examples=["01JC2W4ZAMJQ7K7N3Q0V2E8D5T"],
    )
    owner_user_id: int | None = Field(
        description="Its owner; null for the space of the site.", examples=[7]
    )
    settings: dict[str, Any] = Field(
        description="Its settings: visibility, membership, publishing, comments.",
        examples=[{"visibility": "public", "publishing": {"policy": "owner_only"}}],
    )
    roles: list[str] = Field(
        description="The roles the caller holds in it.", examples=[["space_member", "space_poster"]]
    )
    description: str = Field(
        description="What it is about, maybe empty.", examples=["All who work at the harbour."]
    )
    may_post: bool = Field(
        description="Whether the caller may publish productions of their own in it."
    )
    may_approve: bool = Field(description="Whether the caller may approve what is published in it.")
    may_administer: bool = Field(
        description="Whether the caller may change its settings and members."
    )
    may_join: bool = Field(description="Whether the caller may become a member by themselves.")


class SpaceAnswer(ResponseBody):
    """A space."""

    space: SpaceResource = Field(description="The space.")


class PublishOptionsAnswer(ResponseBody):
    """The spaces an upload may be published into."""

    upload_id: Id = Field(description="The id of the upload.", examples=[5])
    spaces: list[SpaceOption] = Field(description="The spaces, the personal one first.")


def space_option(one: SpaceDetails) -> SpaceOption:
    """Return a space that an upload may be published into."""
    return SpaceOption(**_space_members(one))


def space_resource(one: SpaceDetails) -> SpaceResource:
    """Return a space with the roles and rights of the caller in it."""
    space, membership = one.space, one.membership
    return SpaceResource(
        **_space_members(one),
        ulid=space.ulid,
        owner_user_id=space.owner_user_id,
        settings=dict(space.settings),
        roles=sorted(membership.roles),
        description=space.description,
        may_post=membership.may_post,
        may_approve=membership.may_approve,
        may_administer=membership.may_administer,
        may_join=membership.may_join,
    )


def _icon_url(space: Space) -> str | None:
    if not space.icon_digest:
        return None
    return f"/api/spaces/{space.space_id}/icon?v={space.icon_digest[:12]}"


def _space_members(one: SpaceDetails) -> dict[str, Any]:  # Any: members of several types
    space = one.space
    return {
        "id": space.space_id,
        "name": space.name,
        "slug": space.slug,
        "type": space.type,
        "is_global": space.is_global,
        "needs_approval": one.needs_approval,
        "member_count": one.member_count,
        # Nobody is sent to a picture that only members may load.
        "icon_url": _icon_url(space) if one.membership.may_view else None,
    }
