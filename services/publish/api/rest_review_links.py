# SPDX-License-Identifier: Apache-2.0
"""The REST routes by which owners make, list and revoke review links."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Ok, Page, PageQuery
from services.publish.api import requests, review_answers
from services.publish.api import schemas_reviews as schemas
from services.publish.domain import errors
from services.publish.usecases import review_links
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.review_links import NewReviewLink

_LINKS = CursorCodec("publish.review_links", int)
_NOT_OWN = [errors.UnknownProduction, errors.Forbidden]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of review links."""
    api = ApiBlueprint("review_links", __name__)
    _add_making(api, deps)
    _add_list(api, deps)
    return api


def _add_making(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/productions/<int:production_id>/review-links",
        scope="publish",
        answers={201: schemas.NewReviewLinkAnswer},
        errors=[
            *_NOT_OWN,
            errors.PublicationNotFound,
            errors.ProductionNotReady,
            errors.ReviewFull,
        ],
    )
    def create_review_link(
        path: requests.PublishedProductionPath, body: schemas.NewReviewLinkBody, caller: Caller
    ) -> schemas.NewReviewLinkAnswer:
        """Make a review link.

        Whoever has it may watch the production without an account, write notes and give a verdict,
        until it expires or is revoked. Its token is stored as a digest and cannot be read again.
        """
        requested = NewReviewLink(path.production_id, body.publication_id, body.name, body.days)
        made, token = review_links.create_review_link(deps, caller=caller, requested=requested)
        return schemas.NewReviewLinkAnswer(
            review_link=review_answers.review_link_resource(made),
            token=token,
            url=f"/review/{token}",
        )

    @api.delete(
        "/api/review-links/<int:link_id>", scope="publish", errors=[errors.ReviewLinkNotFound]
    )
    def revoke_review_link(path: schemas.ReviewLinkPath, caller: Caller) -> Ok:
        """Revoke a review link.

        Its notes stay for the owner; nobody else can open it any more.
        """
        review_links.revoke_review_link(deps, caller=caller, link_id=path.link_id)
        return Ok()


def _add_list(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/productions/<int:production_id>/review-links", errors=_NOT_OWN)
    def list_review_links(
        path: requests.PublishedProductionPath, query: PageQuery, caller: Caller
    ) -> Page[schemas.ReviewLinkResource]:
        """List the review links of a production, newest first.

        Each has its reviewers with their verdicts, and the numbers of its notes.
        """
        page = review_links.list_review_links(
            deps,
            caller=caller,
            production_id=path.production_id,
            before=_LINKS.read(query.cursor),
            limit=query.limit,
        )
        return Page[schemas.ReviewLinkResource](
            items=[review_answers.review_link_resource(one) for one in page.items],
            next_cursor=_LINKS.write(page.next_before),
        )
