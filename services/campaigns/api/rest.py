# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the campaigns service."""

from __future__ import annotations

from flask import Response, jsonify

from chassis import rest
from chassis.database import Database
from chassis.rest import ApiBlueprint
from services.campaigns import usecases
from services.campaigns.api import schemas
from services.campaigns.domain import CampaignKind, CampaignQuery


def blueprint(database: Database) -> ApiBlueprint:
    """Return the routes of campaigns."""
    api = ApiBlueprint("campaigns", __name__)

    @api.get("/api/video-campaigns")
    def list_video_campaigns(query: schemas.CampaignPageQuery) -> Response:
        return list_campaigns(CampaignKind.VIDEO, query)

    @api.get("/api/story-campaigns")
    def list_story_campaigns(query: schemas.CampaignPageQuery) -> Response:
        return list_campaigns(CampaignKind.STORY, query)

    def list_campaigns(kind: CampaignKind, query: schemas.CampaignPageQuery) -> Response:
        user_id, after = rest.require_user().user_id, schemas.read_cursor(query.cursor)
        page = usecases.list_campaigns(
            database, query=CampaignQuery(kind, user_id, query.status, after, query.limit)
        )
        items = [schemas.campaign(one) for one in page.items]
        return jsonify(items=items, nextCursor=schemas.write_cursor(page.next))

    return api
