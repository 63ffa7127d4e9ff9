# SPDX-License-Identifier: Apache-2.0
"""Looking at spaces and at what is published in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.publish.domain.errors import Forbidden, SpaceNotFound, UploadNotFound
from services.publish.domain.membership import Person, Standing
from services.publish.domain.production import Playback, Production, Upload
from services.publish.domain.publication import Publication
from services.publish.domain.space import Space, SpaceType
from services.publish.usecases import provisioning
from services.publish.usecases.dependencies import Dependencies, FeedQuery, Position, UnitOfWork


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A publication as a feed shows it."""

    publication: Publication
    production: Production
    owner_name: str
    playback: Playback | None


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Some items of a feed, and where the next page begins."""

    items: Sequence[FeedItem]
    next: Position | None


@dataclass(frozen=True, slots=True)
class SpacePage:
    """Some spaces with who the reader is in them, and after which id the next page begins."""

    items: Sequence[Standing]
    next: int | None


def list_spaces(deps: Dependencies, *, person: Person | None, after: int, limit: int) -> SpacePage:
    """List the spaces somebody may look at."""
    with deps.reading() as uow:
        found = uow.spaces.visible_to(person, after=after, limit=limit + 1)
        standings = uow.spaces.standings(person, found[:limit])
    return SpacePage(standings, found[limit - 1].space_id if len(found) > limit else None)


def my_spaces(deps: Dependencies, *, person: Person) -> SpacePage:
    """List the spaces somebody owns or belongs to, their personal one among them."""
    provisioning.personal_space(deps, user_id=person.user_id)
    with deps.reading() as uow:
        return SpacePage(uow.spaces.standings(person, uow.spaces.held_by(person.user_id)), None)


def publish_options(deps: Dependencies, *, person: Person, upload_id: int) -> list[Space]:
    """List the spaces somebody may publish an upload into."""
    upload = own_upload(deps, person=person, upload_id=upload_id)
    if upload.owner_user_id:
        personal = [provisioning.personal_space(deps, user_id=upload.owner_user_id)]
    else:
        personal = []
    with deps.reading() as uow:
        held = uow.spaces.held_by(person.user_id)
        standings = uow.spaces.standings(person, [*held, uow.spaces.the_global()])
    others = [one.space for one in standings if one.may_post and not _is_personal(one.space)]
    return list({space.space_id: space for space in [*personal, *others]}.values())


def global_feed(
    deps: Dependencies, *, person: Person | None, before: Position | None, limit: int
) -> FeedPage:
    """Return a page of the feed of the whole site."""
    with deps.reading() as uow:
        standing = _viewing(uow, person, uow.spaces.the_global())
        rows = uow.publications.feed(FeedQuery(None, standing.is_member, before, limit + 1))
    return _page(deps, rows, limit)


def space_feed(
    deps: Dependencies, *, person: Person | None, space_id: int, before: Position | None, limit: int
) -> FeedPage:
    """Return a page of the feed of one space."""
    with deps.reading() as uow:
        space = uow.spaces.get(space_id)
        if space is None:
            raise SpaceNotFound("There is no such space.")
        standing = _viewing(uow, person, space)
        rows = uow.publications.feed(FeedQuery(space_id, standing.is_member, before, limit + 1))
    return _page(deps, rows, limit)


def own_upload(deps: Dependencies, *, person: Person, upload_id: int) -> Upload:
    """Return an upload of this person, or refuse."""
    upload = deps.uploads.by_id(upload_id)
    if upload is None:
        raise UploadNotFound("There is no such upload.")
    if upload.owner_user_id != person.user_id and not person.is_admin:
        raise Forbidden("This upload is somebody else's.")
    return upload


def _viewing(uow: UnitOfWork, person: Person | None, space: Space) -> Standing:
    standing = uow.spaces.standings(person, [space])[0]
    if not standing.may_view:
        raise Forbidden("This space is for its members.")
    return standing


def _is_personal(space: Space) -> bool:
    return space.type is SpaceType.PERSONAL


def _page(deps: Dependencies, rows: list[tuple[Publication, Production]], limit: int) -> FeedPage:
    shown = rows[:limit]
    if not shown:
        return FeedPage([], None)
    playback = deps.productions.playback([production.production_id for _, production in shown])
    names = deps.people.names(sorted({one.owner_user_id for one, _ in shown}))
    items = [
        FeedItem(
            publication,
            production,
            names.get(publication.owner_user_id, ""),
            playback.get(production.production_id),
        )
        for publication, production in shown
    ]
    last = shown[-1][0]
    if len(rows) <= limit or last.published_at is None:
        return FeedPage(items, None)
    return FeedPage(items, Position(last.published_at, last.publication_id))
