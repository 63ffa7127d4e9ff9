# SPDX-License-Identifier: Apache-2.0
"""The REST routes of productions, their stories and the profiles."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Ok, Page, PageQuery
from services.hls.contract.profiles import PROFILES
from services.hls.coordinator.api.creating_productions import add_creation
from services.hls.coordinator.api.requests import (
    NewStory,
    ProductionCountQuery,
    ProductionIdPath,
    ProductionListQuery,
)
from services.hls.coordinator.api.schemas import (
    ProductionAnswer,
    ProductionCounts,
    ProductionView,
    ProfileView,
    StoryAnswer,
)
from services.hls.coordinator.api.views import production_detail_view, production_view, story_view
from services.hls.coordinator.domain import errors
from services.hls.coordinator.usecases import changing, reading
from services.hls.coordinator.usecases.dependencies import Dependencies

PRODUCTIONS = CursorCodec("hls.productions", int)
"""The position is the id of the last production of the page before."""

PROFILE_LIST = CursorCodec("hls.profiles", int)
PROFILE_VIEWS = tuple(ProfileView(name=name, description=text) for name, text in PROFILES.items())
"""The position is the number of profiles before the page."""

_NOT_USABLE = (errors.ProductionNotFound, errors.NotOwnedByCaller)


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of productions."""
    api = ApiBlueprint("productions", __name__)
    _add_lists(api, deps)
    add_creation(api, deps)
    _add_productions(api, deps)
    _add_story(api, deps)
    return api


def _add_lists(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/productions", errors=[errors.NotOwnedByCaller])
    def list_productions(query: ProductionListQuery, caller: Caller) -> Page[ProductionView]:
        """List productions.

        The newest come first. They are the caller's own; an administrator may list those of
        another user.
        """
        found = reading.list_productions(
            deps,
            caller=caller,
            chosen=query.to_filter(caller),
            before=PRODUCTIONS.read(query.cursor),
            limit=query.limit + 1,
        )
        shown = found[: query.limit]
        last = shown[-1].production.production_id if len(found) > len(shown) else None
        items = [production_view(one) for one in shown]
        return Page(items=items, next_cursor=PRODUCTIONS.write(last))

    @api.get("/api/productions/summary", errors=[errors.NotOwnedByCaller])
    def count_productions(query: ProductionCountQuery, caller: Caller) -> ProductionCounts:
        """Count productions by state.

        They are the caller's own; an administrator may count those of another user.
        """
        counts = reading.count_productions(deps, caller=caller, chosen=query.to_filter(caller))
        return ProductionCounts(total=sum(counts.values()), **counts)

    @api.get("/api/profiles")
    def list_profiles(query: PageQuery, caller: Caller) -> Page[ProfileView]:
        """List the profiles.

        A profile says in which sizes a video is packaged.
        """
        start = PROFILE_LIST.read(query.cursor) or 0
        end = start + query.limit
        shown = list(PROFILE_VIEWS[start:end])
        following = end if end < len(PROFILE_VIEWS) else None
        return Page(items=shown, next_cursor=PROFILE_LIST.write(following))


def _add_productions(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/productions/<int:production_id>", errors=_NOT_USABLE)
    def get_production(path: ProductionIdPath, caller: Caller) -> ProductionAnswer:
        """Get a production.

        It comes with its renditions, its packaging job and, once completed, its playback links.
        """
        detail = reading.get_production_detail(
            deps, caller=caller, production_id=path.production_id
        )
        return ProductionAnswer(production=production_detail_view(detail))

    @api.delete(
        "/api/productions/<int:production_id>",
        errors=[*_NOT_USABLE, errors.ProductionHasPublications],
    )
    def delete_production(path: ProductionIdPath, caller: Caller) -> Ok:
        """Delete a production.

        Its files are deleted soon afterwards; the upload stays. It may have no publication that is
        pending or published.
        """
        changing.delete_production(deps, caller=caller, production_id=path.production_id)
        return Ok(ok=True)


def _add_story(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/productions/<int:production_id>/story", errors=_NOT_USABLE)
    def get_story(path: ProductionIdPath, caller: Caller) -> StoryAnswer:
        """Get the default story of a production.

        Publications that have no story of their own show it.
        """
        production = reading.get_production(deps, caller=caller, production_id=path.production_id)
        return StoryAnswer(story=story_view(production))

    @api.patch(
        "/api/productions/<int:production_id>/story",
        errors=[*_NOT_USABLE, errors.InvalidStory],
    )
    def change_story(path: ProductionIdPath, body: NewStory, caller: Caller) -> StoryAnswer:
        """Change the default story of a production.

        Publications that have no story of their own show the new one.
        """
        production = changing.change_story(
            deps,
            caller=caller,
            production_id=path.production_id,
            story=body.default_story_text or "",
        )
        return StoryAnswer(story=story_view(production))
