# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the review queues of spaces, and of the stories of publications."""

from __future__ import annotations

from pydantic import Field

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Page, RequestBody, ResponseBody
from services.publish.api import requests, schemas_approval, schemas_spaces
from services.publish.domain import errors
from services.publish.domain.publication import MAX_STORY_LENGTH, StorySource
from services.publish.domain.space import SpaceType
from services.publish.usecases import review_queue, stories
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.stories import PublicationStory

_SPACES = CursorCodec("publish.spaces_to_review", int)
_QUEUE = CursorCodec("publish.review_queue", int)
_VIEWED = (errors.PublicationNotFound, errors.NotPublished, errors.Forbidden)
_OWN = (errors.PublicationNotFound, errors.Forbidden)


class SpaceToReviewResource(ResponseBody):
    """A space whose publications the caller may approve."""

    space: schemas_spaces.SpaceOption = Field(description="The space.")
    pending_count: int = Field(description="How many publications are pending.", examples=[3])


class PublicationStoryBody(RequestBody):
    """A story of a publication."""

    story_text: str = Field(
        max_length=MAX_STORY_LENGTH, description="The story.", examples=["How we made it."]
    )


class PublicationStoryResource(ResponseBody):
    """The story of a publication."""

    story_text: str = Field(description="What is shown.", examples=["How we made it."])
    story_source: StorySource = Field(
        description="Whether it is that of the production, or was written for the publication."
    )
    production_story_text: str = Field(
        description="The story of the production; empty where the caller may not read it yet.",
        examples=["How we made it."],
    )
    held_story_text: str | None = Field(
        description="The story that is shown once a moderator approves it, for those who manage"
        " the publication; else null.",
        examples=[None],
    )


class PublicationStoryAnswer(ResponseBody):
    """The story of a publication."""

    story: PublicationStoryResource = Field(description="The story.")


SpacesAnswer = Page[SpaceToReviewResource]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of review queues and stories."""
    api = ApiBlueprint("moderation", __name__)
    _add_spaces(api, deps)
    _add_queue(api, deps)
    _add_stories(api, deps)
    return api


def _add_spaces(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/space/review/groups")
    def list_groups_to_review(query: requests.FeedPageQuery, caller: Caller) -> SpacesAnswer:
        """List the groups in which the caller may approve, with how much is pending.

        Administrators of the site see all groups.
        """
        return listed(SpaceType.GROUP, query, caller)

    @api.get("/api/space/review/channels")
    def list_channels_to_review(query: requests.FeedPageQuery, caller: Caller) -> SpacesAnswer:
        """List the channels in which the caller may approve, with how much is pending.

        Administrators of the site see all channels, the global one included.
        """
        return listed(SpaceType.CHANNEL, query, caller)

    def listed(kind: SpaceType, query: requests.FeedPageQuery, caller: Caller) -> SpacesAnswer:
        page = review_queue.list_spaces_to_review(
            deps,
            caller=caller,
            kind=kind,
            after=_SPACES.read(query.cursor) or 0,
            limit=query.limit,
        )
        items = [
            SpaceToReviewResource(
                space=schemas_spaces.space_option(one.details), pending_count=one.pending_count
            )
            for one in page.spaces
        ]
        return SpacesAnswer(items=items, next_cursor=_SPACES.write(page.next_after))


def _add_queue(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(
        "/api/spaces/<int:space_id>/review/queue",
        errors=[errors.SpaceNotFound, errors.Forbidden],
    )
    def get_review_queue(
        path: requests.SpacePath, query: requests.FeedPageQuery, caller: Caller
    ) -> Page[schemas_approval.WaitingItemResource]:
        """List the publications of a space of which something waits for approval, newest first.

        These are pending ones, and published ones whose title or story was changed. Its moderators
        may do so; each has links by which it can be watched before it is decided.
        """
        queue = review_queue.get_review_queue(
            deps,
            caller=caller,
            space_id=path.space_id,
            before=_QUEUE.read(query.cursor),
            limit=query.limit,
        )
        return Page[schemas_approval.WaitingItemResource](
            items=[schemas_approval.waiting_item_resource(one) for one in queue.items],
            next_cursor=_QUEUE.write(queue.next_before),
        )


def _add_stories(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/publications/<int:publication_id>/story", errors=_VIEWED)
    def get_publication_story(
        path: requests.PublicationPath, caller: Caller | None
    ) -> PublicationStoryAnswer:
        """Read the story of a publication.

        Whoever may watch it may do so.
        """
        return _answer(stories.get_story(deps, caller=caller, publication_id=path.publication_id))

    @api.patch("/api/publications/<int:publication_id>/story", scope="publish", errors=_OWN)
    def write_publication_story(
        path: requests.PublicationPath, body: PublicationStoryBody, caller: Caller
    ) -> PublicationStoryAnswer:
        """Write a story for one publication.

        Its owner may do so. It no longer follows the story of the production. What is published
        where moderators approve shows it once they approve it.
        """
        return _answer(
            stories.write_story(
                deps,
                caller=caller,
                publication_id=path.publication_id,
                text=body.story_text,
            )
        )

    @api.post("/api/publications/<int:publication_id>/story/reset", scope="publish", errors=_OWN)
    def reset_publication_story(
        path: requests.PublicationPath, caller: Caller
    ) -> PublicationStoryAnswer:
        """Let a publication follow the story of its production again.

        Its owner may do so.
        """
        return _answer(stories.reset_story(deps, caller=caller, publication_id=path.publication_id))


def _answer(story: PublicationStory) -> PublicationStoryAnswer:
    publication = story.publication
    return PublicationStoryAnswer(
        story=PublicationStoryResource(
            story_text=publication.story_text,
            story_source=publication.story_source,
            production_story_text=story.production_text,
            held_story_text=story.held_text,
        )
    )
