# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the members of spaces, of joining and leaving, and of bans."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Ok, Page
from services.publish.api import requests, schemas_spaces
from services.publish.api import requests_spaces as bodies
from services.publish.api import schemas_members as schemas
from services.publish.domain import errors
from services.publish.usecases import banning, members
from services.publish.usecases.dependencies import Dependencies

_MEMBERS = CursorCodec("publish.space_members", int)
_BANS = CursorCodec("publish.space_bans", int)
_ADMINISTERED = (errors.SpaceNotFound, errors.Forbidden, errors.PersonalSpace)


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of members and bans."""
    api = ApiBlueprint("space-members", __name__)
    _add_member_list(api, deps)
    _add_members(api, deps)
    _add_joining(api, deps)
    _add_ban_list(api, deps)
    _add_bans(api, deps)
    return api


def _add_member_list(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/spaces/<int:space_id>/members", errors=[errors.SpaceNotFound, errors.Forbidden])
    def list_space_members(
        path: requests.SpacePath, query: bodies.MembersQuery, caller: Caller
    ) -> Page[schemas.MemberResource]:
        """List the members of a space.

        Only members and administrators of the site may do so.
        """
        page = members.list_members(
            deps,
            caller=caller,
            space_id=path.space_id,
            after=_MEMBERS.read(query.cursor) or 0,
            limit=query.limit,
        )
        return Page[schemas.MemberResource](
            items=[schemas.member_resource(one) for one in page.members],
            next_cursor=_MEMBERS.write(page.next_after),
        )


def _add_members(api: ApiBlueprint, deps: Dependencies) -> None:
    changing = [*_ADMINISTERED, errors.NotAMember, errors.LastAdministrator]

    @api.patch("/api/spaces/<int:space_id>/members/<int:user_id>", errors=changing)
    def change_space_member(
        path: bodies.MemberPath, body: bodies.MemberRoles, caller: Caller
    ) -> schemas.MemberAnswer:
        """Set the roles of a member of a space.

        Administrators of the space may do so. The last administrator stays one.
        """
        changed = members.change_roles(
            deps,
            caller=caller,
            space_id=path.space_id,
            user_id=path.user_id,
            roles=set(body.roles),
        )
        return schemas.MemberAnswer(member=schemas.member_resource(changed))

    @api.delete("/api/spaces/<int:space_id>/members/<int:user_id>", errors=changing)
    def remove_space_member(path: bodies.MemberPath, caller: Caller) -> Ok:
        """Remove a member from a space.

        Administrators of the space may do so. What the member published in it stays.
        """
        members.remove_member(deps, caller=caller, space_id=path.space_id, user_id=path.user_id)
        return Ok()


def _add_joining(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/spaces/<int:space_id>/join",
        errors=[errors.SpaceNotFound, errors.Forbidden, errors.Banned],
    )
    def join_space(path: requests.SpacePath, caller: Caller) -> schemas_spaces.SpaceAnswer:
        """Become a member of a space that everybody may join.

        Members stay what they are.
        """
        joined = members.join(deps, caller=caller, space_id=path.space_id)
        return schemas_spaces.SpaceAnswer(space=schemas_spaces.space_resource(joined))

    @api.post(
        "/api/spaces/<int:space_id>/leave",
        errors=[
            errors.SpaceNotFound,
            errors.NotAMember,
            errors.PersonalSpace,
            errors.LastAdministrator,
        ],
    )
    def leave_space(path: requests.SpacePath, caller: Caller) -> Ok:
        """Leave a space.

        The last administrator cannot; a space whose owner leaves belongs to another one then.
        """
        members.leave(deps, caller=caller, space_id=path.space_id)
        return Ok()


def _add_ban_list(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/spaces/<int:space_id>/bans", errors=_ADMINISTERED)
    def list_space_bans(
        path: requests.SpacePath, query: bodies.MembersQuery, caller: Caller
    ) -> Page[schemas.BanResource]:
        """List the users who are banned from a space.

        Administrators of the space may do so.
        """
        page = banning.list_bans(
            deps,
            caller=caller,
            space_id=path.space_id,
            after=_BANS.read(query.cursor) or 0,
            limit=query.limit,
        )
        return Page[schemas.BanResource](
            items=[schemas.ban_resource(one) for one in page.bans],
            next_cursor=_BANS.write(page.next_after),
        )


def _add_bans(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.put(
        "/api/spaces/<int:space_id>/bans/<int:user_id>",
        errors=[*_ADMINISTERED, errors.UnknownUser, errors.LastAdministrator],
    )
    def ban_from_space(
        path: bodies.MemberPath, body: bodies.NewBan, caller: Caller
    ) -> schemas.BanAnswer:
        """Ban a user from a space.

        They lose their roles in it, and may neither view nor join it while the ban is on.
        """
        banned = banning.ban(
            deps,
            caller=caller,
            space_id=path.space_id,
            user_id=path.user_id,
            reason=body.reason,
            days=body.days,
        )
        return schemas.BanAnswer(ban=schemas.ban_resource(banned))

    @api.delete(
        "/api/spaces/<int:space_id>/bans/<int:user_id>",
        errors=[*_ADMINISTERED, errors.BanNotFound],
    )
    def lift_space_ban(path: bodies.MemberPath, caller: Caller) -> Ok:
        """Lift a ban.

        The roles that the user held before do not come back.
        """
        banning.lift_ban(deps, caller=caller, space_id=path.space_id, user_id=path.user_id)
        return Ok()
