# SPDX-License-Identifier: Apache-2.0
"""Placing productions into spaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.publish.domain import publication as publications
from services.publish.domain.errors import (
    Forbidden,
    ProductionNotFound,
    ProductionNotReady,
    PublicationNotFound,
    RequestIdReused,
    SpaceNotFound,
)
from services.publish.domain.membership import Person, Standing
from services.publish.domain.production import Production
from services.publish.domain.publication import Action, Entry, Placement, Publication, Visibility
from services.publish.domain.space import Space
from services.publish.usecases import browsing, provisioning
from services.publish.usecases.dependencies import Dependencies, UnitOfWork


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen when a production is placed into a space."""

    visibility: Visibility | None = None
    distribution_flags: Mapping[str, Any] | None = None  # Any: JSON members


@dataclass(frozen=True, slots=True)
class Placed:
    """The publication of a production in a space, and what had to be done for it."""

    publication: Publication
    is_new: bool = False
    is_republished: bool = False


def publish(
    deps: Dependencies, *, person: Person, production_id: int, space_id: int, options: Options
) -> Placed:
    """Place a production into a space; once there, it is answered or put back."""
    production = get_production(deps, production_id=production_id)
    with deps.unit_of_work() as uow:
        return _place(deps, uow, person, _wish(uow, person, production, space_id, options))


def request_publication(
    deps: Dependencies, *, request_id: str, person: Person, production_id: int, space_id: int
) -> Publication:
    """Place a production into a space on behalf of another service, once per request id."""
    earlier = _answered(deps, request_id, person)
    if earlier is not None:
        if earlier.production_id != production_id or space_id not in {0, earlier.space_id}:
            raise RequestIdReused("This request id was used before for another publication.")
        return earlier
    if not space_id:
        space_id = provisioning.personal_space(deps, user_id=person.user_id).space_id
    production = get_production(deps, production_id=production_id)
    with deps.unit_of_work() as uow:
        wish = _wish(uow, person, production, space_id, Options())
        placed = _place(deps, uow, person, wish)
        uow.requests.keep(request_id, placed.publication.publication_id)
    return placed.publication


def publish_upload(
    deps: Dependencies, *, person: Person, upload_id: int, space_ids: Sequence[int]
) -> list[Placed]:
    """Place the newest production of an upload into several spaces, or into none of them."""
    browsing.own_upload(deps, person=person, upload_id=upload_id)
    production = deps.productions.newest_of(upload_id)
    if production is None:
        raise ProductionNotReady("This upload was never prepared for publishing.")
    with deps.unit_of_work() as uow:
        # One order for everybody, so that two who publish the same never wait for each other.
        wishes = [
            _wish(uow, person, production, space_id, Options())
            for space_id in sorted(set(space_ids))
        ]
        return [_place(deps, uow, person, wish) for wish in wishes]


def prepare(deps: Dependencies, *, person: Person, upload_id: int, request_id: str) -> Production:
    """Ask hls to package an upload; what administrators prepare is made for its owner."""
    upload = browsing.own_upload(deps, person=person, upload_id=upload_id)
    owner = upload.owner_user_id or person.user_id
    return deps.productions.create(upload_id, acting_user_id=owner, request_id=request_id)


def get_production(deps: Dependencies, *, production_id: int) -> Production:
    """Return a production as hls has it now, or refuse."""
    production = deps.productions.by_id(production_id)
    if production is None:
        raise ProductionNotFound("There is no such production.")
    return production


def _answered(deps: Dependencies, request_id: str, person: Person) -> Publication | None:
    """Return what a request got before, to somebody who might ask for it now."""
    with deps.reading() as uow:
        answered = uow.requests.answered(request_id)
        earlier = None if answered is None else uow.publications.get(answered)
        if earlier is None:
            return None
        standing = uow.spaces.standings(person, [space_of(uow, earlier)])[0]
    if not standing.may_publish(earlier.owner_user_id):
        raise Forbidden("This request was somebody else's.")
    return earlier


def _wish(
    uow: UnitOfWork, person: Person, production: Production, space_id: int, options: Options
) -> Placement:
    space = uow.spaces.get(space_id)
    if space is None:
        raise SpaceNotFound("There is no such space.")
    standing = uow.spaces.standings(person, [space])[0]
    if not standing.may_publish(production.owner_user_id):
        raise Forbidden("You may not publish this production into this space.")
    uow.productions.keep(production)
    # A fact that came meanwhile may be newer than the answer: the copy has the newest of both.
    newest = uow.productions.get(production.production_id) or production
    if not newest.is_ready:
        raise ProductionNotReady(f"This production is {newest.status}, not completed.")
    return Placement(newest, space, person.user_id, options.visibility, options.distribution_flags)


def _place(deps: Dependencies, uow: UnitOfWork, person: Person, wish: Placement) -> Placed:
    needs_approval = wish.space.needs_approval(uow.spaces.site_settings())
    now = deps.now()
    publication, action = publications.place(wish, needs_approval=needs_approval, now=now)
    added = uow.publications.add(publication)
    if added is not None:
        note_down(deps, uow, added, action=action, actor_user_id=person.user_id)
        return Placed(added, is_new=True)
    found = uow.publications.find(wish.production.production_id, wish.space.space_id)
    if found is None:
        raise PublicationNotFound("There is no such publication.")
    if found.status in publications.LIVE:
        return Placed(found)
    return _put_back(deps, uow, found, wish, uow.spaces.standings(person, [wish.space])[0])


def _put_back(
    deps: Dependencies, uow: UnitOfWork, found: Publication, wish: Placement, standing: Standing
) -> Placed:
    needs_approval = wish.space.needs_approval(uow.spaces.site_settings())
    action = publications.republication(found, standing, needs_approval=needs_approval)
    republished = found.republish(action, by=wish.requested_by, now=deps.now())
    chosen = replace(
        republished,
        visibility=wish.visibility or found.visibility,
        distribution_flags=wish.distribution_flags or found.distribution_flags,
    )
    uow.publications.save(chosen)
    note_down(deps, uow, chosen, action=action, actor_user_id=wish.requested_by)
    return Placed(chosen, is_republished=True)


def note_down(
    deps: Dependencies,
    uow: UnitOfWork,
    publication: Publication,
    *,
    action: Action,
    actor_user_id: int | None,
    note: str = "",
) -> None:
    """Write a change into the publication's log and tell everyone."""
    entry = Entry(action, actor_user_id, note, deps.now())
    uow.publications.record(publication.publication_id, entry)
    uow.announce(publication, acting_user_id=actor_user_id or 0)


def space_of(uow: UnitOfWork, publication: Publication) -> Space:
    """Return the space of a publication; there always is one."""
    space = uow.spaces.get(publication.space_id)
    if space is None:
        raise SpaceNotFound("There is no such space.")
    return space
