# SPDX-License-Identifier: Apache-2.0
"""List campaigns."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from chassis.caller import Caller
from chassis.deployment import Deployment
from chassis.hosting import RunningService, migrate_service
from chassis.identity import AccessTokenIssuer
from chassis.keyring import ACCESS_KEY, Keyring
from services.campaigns.bootstrap import SERVICE
from services.campaigns.store.tables import METADATA, STORY_CAMPAIGNS, VIDEO_CAMPAIGNS
from services.registry import TOPOLOGY

ADA, BEN = 1, 2
MORNING = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)
SPEC_COLUMNS = {
    "video_campaigns": "id user_id workspace_id name status video_ideas item_statuses "
    "item_schedules generated_video_ids video_mode campaign_settings automation_mode "
    "schedule_start_date schedule_end_date preferred_publish_hours max_videos_per_day "
    "selected_platforms created_at updated_at",
    "story_campaigns": "id user_id workspace_id name status story_topics item_statuses "
    "item_schedules generated_story_ids template campaign_settings automation_mode "
    "schedule_start_date schedule_end_date preferred_publish_hours max_stories_per_day "
    "selected_platforms created_at updated_at",
}


class CampaignsWorld:
    """The campaigns service over a SQLite file."""

    def __init__(self, folder: Path) -> None:
        keyring = Keyring(folder)
        keyring.make(
            pairs=[ACCESS_KEY, "service-campaigns"],
            texts=["storage", "idempotency", "installation"],
        )
        self._issuer = AccessTokenIssuer(keyring.private(ACCESS_KEY))
        environ = {
            "BUS_URL": f"sqlitemq:///{folder}/bus.db",
            "STORAGE_URL": f"disk://{folder}/storage",
            "SECRETS_DIR": str(folder),
            "CAMPAIGNS_DATABASE_URL": f"sqlite:///{folder}/campaigns.db",
        }
        deployment = Deployment(environ, topology=TOPOLOGY, addresses={})
        assert migrate_service(SERVICE, deployment)
        self.running: RunningService = SERVICE.open(deployment)
        self._app = self.running.app()

    def client(self, user_id: int | None) -> FlaskClient:
        """Return an HTTP client with an access token of a user, or without one."""
        client = self._app.test_client()
        if user_id is not None:
            token = self._issuer.issue(Caller(user_id))
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    def add(self, table: sa.Table, user_id: int = ADA, **given: Any) -> str:
        """Insert a campaign and return its id."""
        values = {
            "id": str(uuid.uuid4()),
            "user_id": str(user_id),
            "workspace_id": str(uuid.uuid4()),
            "name": "Habits",
            "created_at": MORNING,
            "video_mode" if table is VIDEO_CAMPAIGNS else "template": "narrative",
        }
        row = {**values, **given}
        with self.running.database.begin_or_join() as session:
            session.execute(sa.insert(table).values(row))
        return str(row["id"])

    def ids(self, path: str, user_id: int = ADA) -> list[str]:
        """Return the ids of the campaigns in a list."""
        return [one["id"] for one in self.client(user_id).get(path).json["items"]]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[CampaignsWorld]:
    world = CampaignsWorld(tmp_path)
    yield world
    world.running.database.close()


def test_the_tables_have_the_columns_that_users_query(world: CampaignsWorld) -> None:
    made = sa.MetaData()
    made.reflect(world.running.database.engine)

    for name, columns in SPEC_COLUMNS.items():
        assert [one.name for one in made.tables[name].columns] == columns.split()
    for table in METADATA.sorted_tables:
        assert [one.name for one in table.columns] == [
            one.name for one in made.tables[table.name].columns
        ]
        assert {one.name for one in table.indexes} <= {
            one.name for one in made.tables[table.name].indexes
        }


def test_a_video_campaign_is_listed_with_all_its_columns(world: CampaignsWorld) -> None:
    campaign = world.add(
        VIDEO_CAMPAIGNS,
        video_ideas=[{"idea": "Rise early", "index": 0}],
        item_statuses={"0": {"status": "completed", "videoId": "v"}},
        generated_video_ids=["v"],
        schedule_start_date=MORNING,
        preferred_publish_hours=[9, 18],
    )

    shown = world.client(ADA).get("/api/video-campaigns").json["items"][0]

    assert (shown["id"], shown["status"], shown["automationMode"]) == (campaign, "draft", "manual")
    assert shown["videoIdeas"] == [{"idea": "Rise early", "index": 0}]
    assert shown["itemStatuses"]["0"]["videoId"] == "v"
    assert shown["generatedVideoIds"] == ["v"]
    assert shown["videoMode"] == "narrative"
    assert shown["maxVideosPerDay"] == 1
    assert shown["preferredPublishHours"] == [9, 18]
    assert shown["scheduleStartDate"] == "2026-03-01T09:00:00+00:00"
    assert (shown["itemSchedules"], shown["campaignSettings"]) == ({}, {})


def test_a_story_campaign_has_topics_instead_of_ideas(world: CampaignsWorld) -> None:
    world.add(STORY_CAMPAIGNS, story_topics=[{"topic": "Tea", "index": 0}])

    shown = world.client(ADA).get("/api/story-campaigns").json["items"][0]

    assert shown["storyTopics"] == [{"topic": "Tea", "index": 0}]
    assert (shown["generatedStoryIds"], shown["maxStoriesPerDay"]) == ([], 1)


def test_a_list_has_the_callers_own_campaigns_of_one_status(world: CampaignsWorld) -> None:
    draft = world.add(VIDEO_CAMPAIGNS)
    paused = world.add(VIDEO_CAMPAIGNS, status="paused", created_at=MORNING + dt.timedelta(1))
    others = world.add(VIDEO_CAMPAIGNS, BEN)

    assert world.ids("/api/video-campaigns") == [paused, draft]
    assert world.ids("/api/video-campaigns?status=paused") == [paused]
    assert world.ids("/api/video-campaigns", BEN) == [others]
    assert world.ids("/api/story-campaigns") == []


def test_a_list_is_paged_newest_first(world: CampaignsWorld) -> None:
    made = [world.add(VIDEO_CAMPAIGNS) for _ in range(3)]
    client = world.client(ADA)

    first = client.get("/api/video-campaigns?limit=2").json
    rest = client.get(f"/api/video-campaigns?limit=2&cursor={first['nextCursor']}").json

    assert [one["id"] for one in first["items"] + rest["items"]] == sorted(made, reverse=True)
    assert rest["nextCursor"] is None


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("status=burning", "invalid_parameter"),
        ("limit=0", "invalid_parameter"),
        ("limit=x", "invalid_parameter"),
        ("cursor=nonsense", "invalid_cursor"),
        ("page=2", "unknown_field"),
    ],
)
def test_an_invalid_query_is_refused(world: CampaignsWorld, query: str, error: str) -> None:
    answer = world.client(ADA).get(f"/api/video-campaigns?{query}")

    assert (answer.status_code, answer.json["error"]) == (400, error)


@pytest.mark.parametrize("kind", ["video", "story"])
def test_an_anonymous_caller_must_sign_in(world: CampaignsWorld, kind: str) -> None:
    answer = world.client(None).get(f"/api/{kind}-campaigns")

    assert (answer.status_code, answer.json["error"]) == (401, "unauthenticated")


def test_the_service_is_ready_and_handles_no_events(world: CampaignsWorld) -> None:
    assert world.client(None).get("/readyz").json["ok"] is True
    assert world.running.subscriptions == {}
