# SPDX-License-Identifier: Apache-2.0
"""Make, list and revoke review links."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.errors import (
    Forbidden,
    ProductionNotReady,
    PublicationNotFound,
    ReviewLinkNotFound,
)
from services.publish.domain.production import ProductionCopy
from services.publish.domain.review import Reviewer, ReviewLink, check_room
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.uploads import get_production

MAX_LINKS = 200
_SECRET_BYTES = 24


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """A review link with its reviewers and the numbers of its notes."""

    link: ReviewLink
    reviewers: Sequence[Reviewer]
    notes_count: int
    open_notes_count: int


@dataclass(frozen=True, slots=True)
class ReviewLinkPage:
    """Some review links, newest first; the next page begins below the id `next_before`."""

    items: Sequence[ReviewSummary]
    next_before: int | None


@dataclass(frozen=True, slots=True)
class NewReviewLink:
    """What a review link is to be made for, and how long it is to live."""

    production_id: int
    publication_id: int | None
    name: str
    days: int


def create_review_link(
    deps: Dependencies, *, caller: Caller, requested: NewReviewLink
) -> tuple[ReviewSummary, str]:
    """Make a review link; it is returned with its token, which is stored nowhere.

    ProductionNotReady when the production cannot be played; PublicationNotFound when the
    publication is not one of the production.
    """
    production = _own_production(deps, caller, requested.production_id)
    if not production.is_ready:
        raise ProductionNotReady("Only a production that can be played can be reviewed.")
    token = secrets.token_urlsafe(_SECRET_BYTES)
    with deps.unit_of_work() as uow:
        _check_publication(uow, requested)
        check_room(uow.reviews.count_review_links(production.production_id), MAX_LINKS, "links")
        link = uow.reviews.add_review_link(_link(deps, production, requested), token)
    return ReviewSummary(link, [], 0, 0), token


def list_review_links(
    deps: Dependencies, *, caller: Caller, production_id: int, before: int | None, limit: int
) -> ReviewLinkPage:
    """Return a page of the review links of one of the caller's productions, newest first."""
    _own_production(deps, caller, production_id)
    with deps.reading() as uow:
        found = uow.reviews.list_review_links(production_id, before=before, limit=limit + 1)
        links, last = cut_page(found, limit)
        return ReviewLinkPage(summaries(uow, links), None if last is None else last.link_id)


def revoke_review_link(deps: Dependencies, *, caller: Caller, link_id: int) -> None:
    """Close the review under a link for everybody but its owner, who may still read it."""
    with deps.unit_of_work() as uow:
        link = uow.reviews.get_review_link(link_id)
        if link.owner_user_id != caller.user_id and not caller.is_admin:
            raise ReviewLinkNotFound("No review link has this id.")
        uow.reviews.revoke_review_link(link_id, deps.now())


def summaries(uow: UnitOfWork, links: Sequence[ReviewLink]) -> list[ReviewSummary]:
    """Return these links with their reviewers and the numbers of their notes."""
    link_ids = [link.link_id for link in links]
    reviewers = uow.reviews.list_reviewers(link_ids)
    counts = uow.review_notes.count_notes(link_ids)
    return [
        ReviewSummary(
            link,
            [one for one in reviewers if one.link_id == link.link_id],
            *counts.get(link.link_id, (0, 0)),
        )
        for link in links
    ]


def _own_production(deps: Dependencies, caller: Caller, production_id: int) -> ProductionCopy:
    production = get_production(deps, production_id=production_id)
    if production.owner_user_id != caller.user_id and not caller.is_admin:
        raise Forbidden("This production belongs to another user.")
    return production


def _check_publication(uow: UnitOfWork, requested: NewReviewLink) -> None:
    if requested.publication_id is None:
        return
    publication = uow.publications.get_publication(requested.publication_id)
    if publication.production_id != requested.production_id:
        raise PublicationNotFound("This production has no publication of this id.")


def _link(deps: Dependencies, production: ProductionCopy, requested: NewReviewLink) -> ReviewLink:
    now = deps.now()
    return ReviewLink(
        link_id=0,
        production_id=production.production_id,
        publication_id=requested.publication_id,
        owner_user_id=production.owner_user_id,
        name=requested.name.strip(),
        created_at=now,
        expires_at=now + dt.timedelta(days=requested.days),
    )
