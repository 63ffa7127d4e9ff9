# SPDX-License-Identifier: Apache-2.0
"""The REST routes that create, change and delete spaces, and those of the site's settings."""

from __future__ import annotations

from flask import Response

from chassis.caller import Caller
from chassis.rest import Answer, ApiBlueprint, Content, idempotent
from chassis.standard_errors import NOT_FOUND
from services.publish.api import requests, schemas_spaces
from services.publish.api import requests_spaces as bodies
from services.publish.api import schemas_members as schemas
from services.publish.domain import errors
from services.publish.domain.space import SiteSettings
from services.publish.usecases import changing_spaces, deleting_spaces
from services.publish.usecases.deleting_spaces import SpaceDeletion
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.spaces import SpaceDetails

_ADMINISTERED = (errors.SpaceNotFound, errors.Forbidden)
_CHANGED = (*_ADMINISTERED, errors.PersonalSpace, errors.ReservedName)
_ICON = Content("The picture.", ("image/png",), {"ETag": "Changes with the picture."})
_SECONDS_OF_AN_HOUR = 3600


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of the settings of spaces and of the site."""
    api = ApiBlueprint("space-settings", __name__)
    _add_creation(api, deps)
    _add_deletion(api, deps)
    _add_icon(api, deps)
    _add_icon_changes(api, deps)
    _add_site_settings(api, deps)
    return api


def _add_creation(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/spaces",
        answers={201: schemas_spaces.SpaceAnswer},
        errors=[errors.Forbidden, errors.ReservedName],
    )
    @idempotent(deps.database)
    def create_space(body: bodies.NewSpace, caller: Caller) -> Answer[schemas_spaces.SpaceAnswer]:
        """Create a group or a channel.

        The caller owns and administers it. The settings of the site say whether users may do so.
        Nobody creates a second global space, nor one that is called like it.
        """
        made = changing_spaces.create_space(
            deps, caller=caller, kind=body.kind, name=body.name, changes=body.changes()
        )
        return Answer(_space(made), status=201)

    @api.patch("/api/spaces/<int:space_id>", errors=_CHANGED)
    def change_space(
        path: requests.SpacePath, body: bodies.SpacePatch, caller: Caller
    ) -> schemas_spaces.SpaceAnswer:
        """Change the name, the description and the settings of a space.

        Its administrators may do so, and the owner of a personal space.
        """
        changed = changing_spaces.change_space(
            deps, caller=caller, space_id=path.space_id, changes=body.changes(body.name)
        )
        return _space(changed)


def _add_deletion(api: ApiBlueprint, deps: Dependencies) -> None:
    possible = [*_ADMINISTERED, errors.PermanentSpace]

    @api.get("/api/spaces/<int:space_id>/deletion", errors=possible)
    def describe_space_deletion(
        path: requests.SpacePath, caller: Caller
    ) -> schemas.SpaceDeletionAnswer:
        """Say what the deletion of a space would take with it.

        Nothing is deleted.
        """
        return _deletion(
            deleting_spaces.describe_deletion(deps, caller=caller, space_id=path.space_id)
        )

    @api.delete("/api/spaces/<int:space_id>", errors=possible)
    def delete_space(path: requests.SpacePath, caller: Caller) -> schemas.SpaceDeletionAnswer:
        """Delete a group or a channel.

        What is published in it is unpublished; productions and uploads stay. Answers what the
        deletion took with it.
        """
        return _deletion(deleting_spaces.delete_space(deps, caller=caller, space_id=path.space_id))


def _add_icon(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/spaces/<int:space_id>/icon", answers={200: _ICON}, errors=_ADMINISTERED)
    def get_space_icon(
        path: requests.SpacePath, query: bodies.IconQuery, caller: Caller | None
    ) -> Response:
        """Read the picture of a space.

        Whoever may view the space may do so; 404 `not_found` when it has none.
        """
        content = changing_spaces.get_icon(deps, caller=caller, space_id=path.space_id)
        if content is None:
            raise NOT_FOUND.error("This space has no picture.")
        response = Response(content, mimetype="image/png")
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = f"private, max-age={_SECONDS_OF_AN_HOUR}"
        response.add_etag()
        return response


def _add_icon_changes(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.put("/api/spaces/<int:space_id>/icon", errors=[*_ADMINISTERED, errors.InvalidIcon])
    def set_space_icon(
        path: requests.SpacePath, body: bodies.IconBody, caller: Caller
    ) -> schemas_spaces.SpaceAnswer:
        """Give a space a picture.

        It takes the place of the one that the space had.
        """
        return set_icon(path.space_id, body.content, caller)

    @api.delete("/api/spaces/<int:space_id>/icon", errors=_ADMINISTERED)
    def delete_space_icon(path: requests.SpacePath, caller: Caller) -> schemas_spaces.SpaceAnswer:
        """Delete the picture of a space.

        It is no error when the space has none.
        """
        return set_icon(path.space_id, None, caller)

    def set_icon(
        space_id: int, content: bytes | None, caller: Caller
    ) -> schemas_spaces.SpaceAnswer:
        return _space(
            changing_spaces.set_icon(deps, caller=caller, space_id=space_id, content=content)
        )


def _add_site_settings(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/site-settings")
    def get_site_settings(caller: Caller) -> schemas.SiteSettingsAnswer:
        """Read the settings that hold for every space of the site.

        Every user may do so.
        """
        return _settings(changing_spaces.get_site_settings(deps))

    @api.patch("/api/site-settings", scope="admin", errors=[errors.Forbidden])
    def change_site_settings(
        body: bodies.SiteSettingsPatch, caller: Caller
    ) -> schemas.SiteSettingsAnswer:
        """Change settings that hold for every space of the site.

        Administrators of the site may do so.
        """
        return _settings(
            changing_spaces.change_site_settings(deps, caller=caller, changes=body.changes())
        )


def _space(details: SpaceDetails) -> schemas_spaces.SpaceAnswer:
    return schemas_spaces.SpaceAnswer(space=schemas_spaces.space_resource(details))


def _deletion(one: SpaceDeletion) -> schemas.SpaceDeletionAnswer:
    return schemas.SpaceDeletionAnswer(
        deletion=schemas.SpaceDeletionResource(
            publication_count=one.publication_count,
            member_count=one.member_count,
            invitation_count=one.invitation_count,
            link_count=one.link_count,
            schedule_count=one.schedule_count,
            subscriber_count=one.subscriber_count,
        )
    )


def _settings(one: SiteSettings) -> schemas.SiteSettingsAnswer:
    return schemas.SiteSettingsAnswer(
        settings=schemas.SiteSettingsResource(
            allow_group_creation=one.allow_group_creation,
            allow_channel_creation=one.allow_channel_creation,
            require_group_review=one.require_group_review,
            require_channel_review=one.require_channel_review,
        )
    )
