# SPDX-License-Identifier: Apache-2.0
"""The REST routes of invitations into spaces: of users, and by links."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rest import Answer, ApiBlueprint, CursorCodec, Ok, Page, PageQuery
from chassis.standard_errors import INVALID_BODY
from services.publish.api import requests, schemas_spaces
from services.publish.api import requests_spaces as bodies
from services.publish.api import schemas_members as schemas
from services.publish.domain import errors
from services.publish.usecases import invitation_links, inviting
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.inviting import Invitee, SpaceInvitationPage

_OF_SPACE = CursorCodec("publish.space_invitations", int)
_RECEIVED = CursorCodec("publish.received_invitations", int)
_LINKS = CursorCodec("publish.invitation_links", int)
_ADMINISTERED = (errors.SpaceNotFound, errors.Forbidden, errors.PersonalSpace)
_ANSWERING = (errors.SpaceInvitationNotFound, errors.SpaceInvitationOver)

InvitationsAnswer = Page[schemas.SpaceInvitationResource]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of invitations."""
    api = ApiBlueprint("space-invitations", __name__)
    _add_lists(api, deps)
    _add_inviting(api, deps)
    _add_revocation(api, deps)
    _add_answering(api, deps)
    _add_link_list(api, deps)
    _add_links(api, deps)
    _add_joining(api, deps)
    return api


def _add_lists(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/spaces/<int:space_id>/invitations", errors=_ADMINISTERED)
    def list_space_invitations(
        path: requests.SpacePath, query: bodies.MembersQuery, caller: Caller
    ) -> InvitationsAnswer:
        """List the pending invitations into a space.

        Administrators of the space may do so.
        """
        page = inviting.list_invitations_of_space(
            deps,
            caller=caller,
            space_id=path.space_id,
            before=_OF_SPACE.read(query.cursor),
            limit=query.limit,
        )
        return _invitations(page, _OF_SPACE)

    @api.get("/api/spaces/invitations")
    def list_received_invitations(query: bodies.MembersQuery, caller: Caller) -> InvitationsAnswer:
        """List the pending invitations of the caller, newest first.

        They lead into spaces that the caller may not be able to view yet.
        """
        page = inviting.list_received_invitations(
            deps, caller=caller, before=_RECEIVED.read(query.cursor), limit=query.limit
        )
        return _invitations(page, _RECEIVED)


def _add_inviting(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/spaces/<int:space_id>/invitations",
        answers={
            201: schemas.SpaceInvitationAnswer,
            200: schemas.SpaceInvitationAnswer,
        },
        errors=[
            *_ADMINISTERED,
            errors.UnknownUser,
            errors.AmbiguousName,
            errors.AlreadyMember,
            errors.Banned,
        ],
    )
    def invite_into_space(
        path: requests.SpacePath, body: bodies.NewSpaceInvitation, caller: Caller
    ) -> Answer[schemas.SpaceInvitationAnswer]:
        """Invite a user into a space by id, email address or name.

        A user who is invited already is answered 200; the invitation gets the role.
        """
        invitee = Invitee(body.user_id, body.email, body.display_name)
        if not body.is_exact:
            raise INVALID_BODY.error("Name the user by one of userId, email and displayName.")
        invited, is_new = inviting.invite(
            deps, caller=caller, space_id=path.space_id, invitee=invitee, role=body.role
        )
        answer = schemas.SpaceInvitationAnswer(invitation=schemas.invitation_resource(invited))
        return Answer(answer, status=201 if is_new else 200)


def _add_revocation(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.delete(
        "/api/spaces/<int:space_id>/invitations/<int:invitation_id>",
        errors=[*_ADMINISTERED, *_ANSWERING],
    )
    def revoke_space_invitation(path: bodies.SpaceInvitationPath, caller: Caller) -> Ok:
        """Revoke a pending invitation into a space.

        Administrators of the space may do so.
        """
        inviting.revoke_invitation(
            deps, caller=caller, space_id=path.space_id, invitation_id=path.invitation_id
        )
        return Ok()


def _add_answering(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/spaces/invitations/<int:invitation_id>/accept",
        errors=[*_ANSWERING, errors.SpaceNotFound],
    )
    def accept_space_invitation(
        path: bodies.ReceivedInvitationPath, caller: Caller
    ) -> schemas_spaces.SpaceAnswer:
        """Accept an invitation.

        The caller then holds its role in the space.
        """
        joined = inviting.accept_invitation(deps, caller=caller, invitation_id=path.invitation_id)
        return schemas_spaces.SpaceAnswer(space=schemas_spaces.space_resource(joined))

    @api.post("/api/spaces/invitations/<int:invitation_id>/decline", errors=_ANSWERING)
    def decline_space_invitation(path: bodies.ReceivedInvitationPath, caller: Caller) -> Ok:
        """Decline an invitation.

        Administrators of the space may invite the caller again.
        """
        inviting.decline_invitation(deps, caller=caller, invitation_id=path.invitation_id)
        return Ok()


def _add_link_list(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/spaces/<int:space_id>/invitation-links", errors=_ADMINISTERED)
    def list_invitation_links(
        path: requests.SpacePath, query: PageQuery, caller: Caller
    ) -> Page[schemas.InvitationLinkResource]:
        """List the links by which users can join a space, newest first.

        Administrators of the space may do so. Tokens are not answered again.
        """
        page = invitation_links.list_links(
            deps,
            caller=caller,
            space_id=path.space_id,
            before=_LINKS.read(query.cursor),
            limit=query.limit,
        )
        return Page[schemas.InvitationLinkResource](
            items=[schemas.link_resource(one) for one in page.items],
            next_cursor=_LINKS.write(page.next_before),
        )


def _add_links(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/spaces/<int:space_id>/invitation-links",
        answers={201: schemas.NewInvitationLinkAnswer},
        errors=_ADMINISTERED,
    )
    def create_invitation_link(
        path: requests.SpacePath, body: bodies.NewInvitationLink, caller: Caller
    ) -> Answer[schemas.NewInvitationLinkAnswer]:
        """Make a link by which whoever has it can join a space.

        It expires, may be limited to a number of users, and can be revoked. Only the digest of
        its token is stored, so the answer alone has it.
        """
        link, token = invitation_links.create_link(
            deps,
            caller=caller,
            space_id=path.space_id,
            role=body.role,
            days=body.days,
            max_uses=body.max_uses,
        )
        answer = schemas.NewInvitationLinkAnswer(
            link=schemas.link_resource(link), token=token, url=f"{deps.public_url}/join#{token}"
        )
        return Answer(answer, status=201)

    @api.delete(
        "/api/spaces/<int:space_id>/invitation-links/<int:link_id>",
        errors=[*_ADMINISTERED, errors.SpaceInvitationNotFound],
    )
    def revoke_invitation_link(path: bodies.InvitationLinkPath, caller: Caller) -> Ok:
        """Revoke a link, so that nobody joins by it any more.

        Those who joined by it stay.
        """
        invitation_links.revoke_link(
            deps, caller=caller, space_id=path.space_id, link_id=path.link_id
        )
        return Ok()


def _add_joining(api: ApiBlueprint, deps: Dependencies) -> None:
    possible = [*_ANSWERING, errors.Banned]

    @api.post("/api/spaces/invitation-links/look-up", errors=possible)
    def look_up_invitation_link(
        body: bodies.InvitationToken, caller: Caller
    ) -> schemas.LinkedSpaceAnswer:
        """Say what an invitation link leads to.

        Nothing is changed. It is a POST so that no log has the token.
        """
        found = invitation_links.look_up_link(deps, caller=caller, token=body.token)
        return schemas.LinkedSpaceAnswer(
            space=schemas_spaces.space_option(found.details),
            description=found.details.space.description,
            role=found.link.role,
            inviter_name=found.inviter_name,
            expires_at=found.link.expires_at,
            is_member=not found.details.membership.gains_by(found.link.role),
        )

    @api.post("/api/spaces/invitation-links/accept", errors=possible)
    def accept_invitation_link(
        body: bodies.InvitationToken, caller: Caller
    ) -> schemas_spaces.SpaceAnswer:
        """Join a space by an invitation link.

        Members who hold its role or a stronger one stay what they are, and do not use it up.
        """
        joined = invitation_links.use_link(deps, caller=caller, token=body.token)
        return schemas_spaces.SpaceAnswer(space=schemas_spaces.space_resource(joined))


def _invitations(page: SpaceInvitationPage, cursors: CursorCodec[int]) -> InvitationsAnswer:
    return InvitationsAnswer(
        items=[schemas.invitation_resource(one) for one in page.items],
        next_cursor=cursors.write(page.next_before),
    )
