# SPDX-License-Identifier: Apache-2.0
"""The REST routes of publications."""

from __future__ import annotations

from collections.abc import Callable

from chassis import rest
from chassis.caller import Caller
from chassis.errors import ApiError, ErrorKind
from chassis.rest import (
    Answer,
    ApiBlueprint,
    idempotent,
)
from services.publish.api import requests, schemas, schemas_approval
from services.publish.domain import errors
from services.publish.domain.publication import Publication
from services.publish.usecases import publishing, reading, reviewing
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.publishing import PublishOptions

Change = Callable[..., Publication]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of publications."""
    api = ApiBlueprint("publications", __name__)
    _add_publishing(api, deps)
    _add_reading(api, deps)
    _add_approval(api, deps)
    _add_rejection(api, deps)
    _add_owner_changes(api, deps)
    return api


def _add_publishing(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/productions/<int:production_id>/publications",
        scope="publish",
        answers={201: schemas.PublicationAnswer, 200: schemas.PublicationAnswer},
        errors=[
            errors.UnknownProduction,
            errors.SpaceNotFound,
            errors.Forbidden,
            errors.ProductionNotReady,
            errors.VisibilityTooWide,
        ],
    )
    @idempotent(deps.database)
    def publish_production(
        path: requests.PublishedProductionPath, body: requests.NewPublication, caller: Caller
    ) -> Answer[schemas.PublicationAnswer]:
        """Publish a production into a space.

        The owner of the production may do so where they hold the role of a poster, and
        administrators of the site. Answers 201 for a new publication, which is pending where the
        space requires approval. A
        publication that is pending or published there already is answered 200 and stays as it is;
        one that was unpublished or rejected is republished if the caller may do so.
        """
        result = publishing.publish_production(
            deps,
            caller=caller,
            production_id=path.production_id,
            space_id=body.space_id,
            options=PublishOptions(body.visibility, body.distribution_flags),
        )
        answer = schemas.PublicationAnswer(
            publication=schemas.publication_resource(result.publication)
        )
        return Answer(answer, status=201 if result.is_new else 200)


def _add_reading(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(
        "/api/publications/<int:publication_id>",
        errors=[errors.PublicationNotFound, errors.NotPublished, errors.Forbidden],
    )
    def get_publication(
        path: requests.PublicationPath, caller: Caller | None
    ) -> schemas_approval.PublicationDetailsAnswer:
        """Read a publication.

        Anybody may read one that is published in a public space. Its audit log is for its owner
        and the moderators.
        """
        details = reading.get_publication(deps, caller=caller, publication_id=path.publication_id)
        return schemas_approval.PublicationDetailsAnswer(
            publication=schemas.publication_resource(details.publication),
            events=[
                schemas.audit_entry_resource(one, details.actor_names) for one in details.audit_log
            ],
            can_republish_owner=details.can_republish_owner,
            proposed=schemas_approval.proposed_texts(details.publication, details.proposed),
        )


_REVIEW_ERRORS = [errors.PublicationNotFound, errors.Forbidden, errors.InvalidStatus]


def _add_approval(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/publications/<int:publication_id>/approve",
        scope="publish",
        errors=[*_REVIEW_ERRORS, errors.PublicationChanged],
        if_match=True,
    )
    @idempotent(deps.database)
    def approve_publication(
        path: requests.PublicationPath, body: requests.PublicationChange, caller: Caller
    ) -> schemas.ChangedPublicationAnswer:
        """Approve a pending publication, or the changed title and story of a published one.

        It is shown at once. Moderators of its space and administrators may do so. `If-Match` has
        the `revision` that was looked at; when its owner has changed it since, it is answered 412
        with the current one in `publication`. Without `If-Match` it must be as it was requested.
        """
        try:
            approved = reviewing.approve(
                deps,
                caller=caller,
                publication_id=path.publication_id,
                note=body.note,
                revisions=rest.expected_revisions(),
            )
        except errors.PublicationChanged as changed:
            raise _stale_error(changed) from changed
        return schemas.ChangedPublicationAnswer(publication=schemas.publication_resource(approved))


def _add_rejection(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/publications/<int:publication_id>/reject", scope="publish", errors=_REVIEW_ERRORS
    )
    @idempotent(deps.database)
    def reject_publication(
        path: requests.PublicationPath, body: requests.PublicationChange, caller: Caller
    ) -> schemas.ChangedPublicationAnswer:
        """Reject a pending publication, or the changed title and story of a published one.

        Moderators may publish a rejected one afterwards, and its owner may ask for approval again.
        A published one stays so with what was approved.
        """
        return _changed(reviewing.reject, deps, path, body, caller)


def _stale_error(changed: errors.PublicationChanged) -> ApiError:
    current = schemas.publication_resource(changed.current).model_dump(mode="json", by_alias=True)
    members = {"publication": current}
    return ApiError(ErrorKind.STALE, "stale_revision", str(changed), extra=members)


def _add_owner_changes(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/publications/<int:publication_id>/unpublish", scope="publish", errors=_REVIEW_ERRORS
    )
    @idempotent(deps.database)
    def unpublish_publication(
        path: requests.PublicationPath, body: requests.PublicationChange, caller: Caller
    ) -> schemas.ChangedPublicationAnswer:
        """Unpublish a pending or published publication.

        Its owner and moderators may do so.
        """
        return _changed(reviewing.unpublish, deps, path, body, caller)

    @api.post(
        "/api/publications/<int:publication_id>/republish",
        scope="publish",
        errors=[*_REVIEW_ERRORS, errors.SpaceNotFound, errors.ProductionNotReady],
    )
    @idempotent(deps.database)
    def republish_publication(
        path: requests.PublicationPath, body: requests.PublicationChange, caller: Caller
    ) -> schemas.ChangedPublicationAnswer:
        """Republish an unpublished or rejected publication.

        Its owner may republish what they unpublished themselves; where the space requires
        approval it is pending again. What was rejected is always pending when its owner asks again.
        Moderators may republish what moderators unpublished or rejected, administrators of the
        site everything.
        """
        return _changed(reviewing.republish, deps, path, body, caller)


def _changed(
    change: Change,
    deps: Dependencies,
    path: requests.PublicationPath,
    body: requests.PublicationChange,
    caller: Caller,
) -> schemas.ChangedPublicationAnswer:
    changed = change(deps, caller=caller, publication_id=path.publication_id, note=body.note)
    return schemas.ChangedPublicationAnswer(publication=schemas.publication_resource(changed))
