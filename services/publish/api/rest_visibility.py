# SPDX-License-Identifier: Apache-2.0
"""The REST route that changes who may watch a publication."""

from __future__ import annotations

from pydantic import Field

from chassis.caller import Caller
from chassis.rest import ApiBlueprint
from services.publish.api import requests, schemas
from services.publish.domain import errors
from services.publish.domain.publication import Visibility
from services.publish.usecases import showing
from services.publish.usecases.dependencies import Dependencies


class VisibilityChange(requests.PublicationChange):
    """Another visibility of a publication."""

    visibility: Visibility = Field(
        strict=False, description="Who may watch it from now on.", examples=["members"]
    )


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the route that changes the visibility of a publication."""
    api = ApiBlueprint("visibility", __name__)

    @api.patch(
        "/api/publications/<int:publication_id>",
        scope="publish",
        errors=[
            errors.PublicationNotFound,
            errors.SpaceNotFound,
            errors.Forbidden,
            errors.VisibilityTooWide,
        ],
    )
    def change_visibility(
        path: requests.PublicationPath, body: VisibilityChange, caller: Caller
    ) -> schemas.ChangedPublicationAnswer:
        """Change who may watch a publication.

        Its owner and administrators of the site may do so. It changes at once and stands in the
        log. A published one that more people may watch then is pending where its space requires
        approval.
        """
        changed = showing.show(
            deps,
            caller=caller,
            publication_id=path.publication_id,
            visibility=body.visibility,
            note=body.note,
        )
        return schemas.ChangedPublicationAnswer(publication=schemas.publication_resource(changed))

    return api
