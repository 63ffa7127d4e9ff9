# SPDX-License-Identifier: Apache-2.0
"""Read the settings of publish, make its dependencies and open the service."""

from __future__ import annotations

from pathlib import Path

from chassis.config import Environment
from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service
from chassis.loops import repeatedly
from chassis.rest import ApiBlueprint
from services.access_tokens import token_resolver
from services.publish.api import (
    pages,
    pages_review,
    rest_comments,
    rest_invitations,
    rest_likes,
    rest_lists,
    rest_members,
    rest_moderation,
    rest_oembed,
    rest_productions,
    rest_publications,
    rest_reports,
    rest_review_links,
    rest_reviews,
    rest_schedules,
    rest_search,
    rest_space_settings,
    rest_spaces,
    rest_subscriptions,
    rest_syndication,
    rest_uploads,
    rest_visibility,
)
from services.publish.api.errors import ERROR_RULES
from services.publish.api.subscriptions import subscriptions
from services.publish.clients.accounts import GrpcAccountsClient
from services.publish.clients.hls import GrpcHlsClient
from services.publish.clients.library import GrpcLibraryClient
from services.publish.usecases.carrying_out_schedules import carry_out_due_schedules
from services.publish.usecases.dependencies import Dependencies

_SCHEDULE_SECONDS = 2.0


def build(deployment: Deployment) -> Dependencies:
    """Make the dependencies of publish from the settings `PUBLISH_*`."""
    env = Environment(deployment.environ, prefix="PUBLISH_")
    player_assets = env.path("PLAYER_ASSETS", "web/node_modules/hls.js/dist")
    fonts = env.path("FONTS", "web/node_modules/@fontsource-variable/inter/files")
    env.check()
    channels = deployment.channels("publish")
    return Dependencies(
        database=deployment.database("publish"),
        hls=GrpcHlsClient(channels),
        library=GrpcLibraryClient(channels),
        accounts=GrpcAccountsClient(channels),
        player_assets=player_assets.resolve(),
        fonts=fonts.resolve(),
        public_url=deployment.public_url,
        proxies=deployment.proxies,
    )


def blueprints(deps: Dependencies) -> list[ApiBlueprint]:
    """Make all REST routes and pages of publish."""
    return [
        rest_publications.blueprint(deps),
        rest_lists.blueprint(deps),
        rest_visibility.blueprint(deps),
        rest_productions.blueprint(deps),
        rest_uploads.blueprint(deps),
        rest_spaces.blueprint(deps),
        rest_review_links.blueprint(deps),
        rest_reviews.blueprint(deps),
        rest_space_settings.blueprint(deps),
        rest_schedules.blueprint(deps),
        rest_members.blueprint(deps),
        rest_moderation.blueprint(deps),
        rest_invitations.blueprint(deps),
        rest_likes.blueprint(deps),
        rest_subscriptions.blueprint(deps),
        rest_comments.blueprint(deps),
        rest_reports.blueprint(deps),
        rest_oembed.blueprint(deps),
        rest_search.blueprint(deps),
        rest_syndication.blueprint(deps),
        pages.blueprint(deps),
        pages_review.blueprint(deps),
    ]


def open_service(deployment: Deployment) -> RunningService:
    """Build publish with its REST routes, pages and subscriptions."""
    deps = build(deployment)
    return RunningService(
        name="publish",
        deployment=deployment,
        database=deps.database,
        blueprints=lambda: blueprints(deps),
        error_rules=ERROR_RULES,
        resolve_token=token_resolver(deployment.channels("publish")),
        subscriptions=subscriptions(deps),
        loops={
            "schedules": repeatedly(
                lambda: carry_out_due_schedules(deps), every_seconds=_SCHEDULE_SECONDS
            ),
        },
    )


SERVICE = Service(
    name="publish", migrations=Path(__file__).parent / "migrations", open=open_service
)
