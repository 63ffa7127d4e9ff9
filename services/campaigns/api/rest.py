# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the campaigns service."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.database import Database
from chassis.rest import ApiBlueprint, CursorCodec, Page
from services.campaigns import usecases
from services.campaigns.api import schemas
from services.campaigns.domain import CampaignKind, CampaignPosition, CampaignQuery
from services.campaigns.usecases import CampaignPage

_VIDEOS = CursorCodec("campaigns.video_campaigns", CampaignPosition)
_STORIES = CursorCodec("campaigns.story_campaigns", CampaignPosition)


def blueprint(database: Database) -> ApiBlueprint:
    """Make the routes of campaigns."""
    api = ApiBlueprint("campaigns", __name__)

    @api.get("/api/video-campaigns")
    def list_video_campaigns(
        query: schemas.CampaignPageQuery, caller: Caller
    ) -> Page[schemas.VideoCampaignResource]:
        """List the caller's video campaigns, newest first.

        A video campaign is a batch of videos made from a list of ideas.
        """
        page = _read_page(database, CampaignKind.VIDEO, query, caller, _VIDEOS)
        return Page[schemas.VideoCampaignResource](
            items=[schemas.video_campaign_resource(one) for one in page.items],
            next_cursor=_VIDEOS.write(page.next),
        )

    @api.get("/api/story-campaigns")
    def list_story_campaigns(
        query: schemas.CampaignPageQuery, caller: Caller
    ) -> Page[schemas.StoryCampaignResource]:
        """List the caller's story campaigns, newest first.

        A story campaign is a batch of stories made from a list of topics.
        """
        page = _read_page(database, CampaignKind.STORY, query, caller, _STORIES)
        return Page[schemas.StoryCampaignResource](
            items=[schemas.story_campaign_resource(one) for one in page.items],
            next_cursor=_STORIES.write(page.next),
        )

    return api


def _read_page(
    database: Database,
    kind: CampaignKind,
    query: schemas.CampaignPageQuery,
    caller: Caller,
    cursors: CursorCodec[CampaignPosition],
) -> CampaignPage:
    after = cursors.read(query.cursor)
    asked = CampaignQuery(kind, caller.user_id, query.status, after, query.limit)
    return usecases.list_campaigns(database, query=asked)
