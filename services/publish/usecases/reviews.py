# SPDX-License-Identifier: Apache-2.0
"""Open a review by a token, join it as a reviewer, and give a verdict."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from chassis.caller import Caller
from services.publish.domain.errors import Forbidden, ReviewLinkNotFound, ReviewNotFound
from services.publish.domain.events import ReviewChanged
from services.publish.domain.production import DELETED, ProductionCopy, SignedPlayback
from services.publish.domain.review import (
    MAX_REVIEWERS,
    ReviewAccess,
    ReviewChange,
    Reviewer,
    ReviewLink,
    Verdict,
    check_room,
)
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.review_links import ReviewSummary, summaries

_SECRET_BYTES = 24
_LONGEST_ID = 9


@dataclass(frozen=True, slots=True)
class Review:
    """What a review shows; without links it says that the production cannot be played."""

    access: ReviewAccess
    summary: ReviewSummary
    production: ProductionCopy
    playback: SignedPlayback | None


def open_review(
    deps: Dependencies, uow: UnitOfWork, *, caller: Caller | None, token: str
) -> ReviewAccess:
    """Return what a token gives the caller, or raise ReviewNotFound, also for what was deleted.

    A token is that of a link, that of a reviewer, or, for the owner of the production and for
    administrators, the id of a link, which they may read when it has expired, too.
    """
    if token.isdecimal() and token.isascii() and len(token) <= _LONGEST_ID:
        access = _managed(uow, caller, int(token))
    else:
        found = uow.reviews.find_review_by_token(token, deps.now())
        if found is None:
            raise _nothing()
        link, reviewer = found
        access = ReviewAccess(link, reviewer, None if reviewer else _manager(caller, link))
    production = uow.productions.find_production_by_id(access.link.production_id)
    if production is not None and production.status == DELETED:
        raise _nothing()
    return access


def get_review(deps: Dependencies, *, caller: Caller | None, token: str) -> Review:
    """Return what a review shows to the caller."""
    with deps.reading() as uow:
        access = open_review(deps, uow, caller=caller, token=token)
        summary = summaries(uow, [access.link])[0]
    production_id = access.link.production_id
    production = deps.hls.find_production_by_id(production_id)
    if production is None or production.status == DELETED:
        raise _nothing()
    playback = deps.hls.sign_playback([production_id], with_chapters=True)
    return Review(access, summary, production, playback.get(production_id))


def add_reviewer(
    deps: Dependencies, *, caller: Caller | None, token: str, name: str
) -> tuple[Reviewer, str]:
    """Join a review under a name; the reviewer is returned with a token of their own.

    Who comes with that token is this reviewer; it is stored nowhere.
    """
    own_token = secrets.token_urlsafe(_SECRET_BYTES)
    with deps.unit_of_work() as uow:
        access = open_review(deps, uow, caller=caller, token=token)
        link_id = access.link.link_id
        check_room(len(uow.reviews.list_reviewers([link_id])), MAX_REVIEWERS, "reviewers")
        reviewer = Reviewer(0, link_id, name.strip(), deps.now())
        return uow.reviews.add_reviewer(reviewer, own_token), own_token


def give_verdict(
    deps: Dependencies, *, caller: Caller | None, token: str, verdict: Verdict, note: str
) -> Reviewer:
    """Store what a reviewer thinks of the production, in place of an earlier verdict."""
    with deps.unit_of_work() as uow:
        access = open_review(deps, uow, caller=caller, token=token)
        access.require_named()
        if access.reviewer is None:
            raise Forbidden("The owner of a video gives no verdict on it.")
        decided = replace(
            access.reviewer, verdict=verdict, verdict_note=note, decided_at=deps.now()
        )
        uow.reviews.save_verdict(decided)
        announce(uow, access, ReviewChange.VERDICT)
        return decided


def announce(uow: UnitOfWork, access: ReviewAccess, change: ReviewChange) -> None:
    """Announce what happened in a review."""
    event = ReviewChanged(access.link, change)
    uow.announce(event, acting_user_id=access.manager_user_id or 0)


def _managed(uow: UnitOfWork, caller: Caller | None, link_id: int) -> ReviewAccess:
    try:
        link = uow.reviews.get_review_link(link_id)
    except ReviewLinkNotFound as error:
        raise _nothing() from error
    manager = _manager(caller, link)
    if manager is None:
        raise _nothing()
    return ReviewAccess(link, manager_user_id=manager)


def _manager(caller: Caller | None, link: ReviewLink) -> int | None:
    if caller is None or not (caller.is_admin or caller.user_id == link.owner_user_id):
        return None
    return caller.user_id


def _nothing() -> ReviewNotFound:
    return ReviewNotFound("This review link is not valid, or not any more: ask for a new one.")
