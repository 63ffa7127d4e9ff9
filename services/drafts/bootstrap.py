# SPDX-License-Identifier: Apache-2.0
"""Read the settings of drafts, make its dependencies and open the service."""

from __future__ import annotations

from pathlib import Path

from chassis.config import Environment
from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service
from chassis.loops import repeatedly
from chassis.rest import ApiBlueprint
from services.access_tokens import token_resolver
from services.drafts.api import (
    rest_current_project,
    rest_draft_revisions,
    rest_draft_timelines,
    rest_drafts,
    rest_exports,
    rest_interchange,
    rest_presets,
    rest_projects,
    rest_resolved,
    rest_revisions,
    rest_timelines,
    rest_title_styles,
    rest_usage,
    rpc,
)
from services.drafts.api.backfill_command import backfill_verb
from services.drafts.api.errors import ERROR_RULES
from services.drafts.api.subscriptions import subscriptions
from services.drafts.clients.uploads import GrpcUploadClient
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.projects import delete_old_exports
from services.drafts.usecases.text_images import delete_unused_text_images

_DELETE_SECONDS = 3600.0


def build(deployment: Deployment) -> Dependencies:
    """Make the dependencies of drafts from the settings `DRAFTS_*`."""
    env = Environment(deployment.environ, prefix="DRAFTS_")
    seconds = env.seconds("LIBRARY_SECONDS", 3.0)
    max_projects = env.integer("MAX_USER_PROJECTS", 10_000, least=1)
    max_drafts = env.integer("MAX_USER_DRAFTS", 10_000, least=1)
    max_presets = env.integer("MAX_USER_PRESETS", 1000, least=1)
    max_running_exports = env.integer("MAX_USER_EXPORTS", 100, least=1)
    env.check()
    return Dependencies(
        max_projects=max_projects,
        max_drafts=max_drafts,
        max_presets=max_presets,
        max_running_exports=max_running_exports,
        database=deployment.database("drafts"),
        uploads=GrpcUploadClient(deployment.channels("drafts"), seconds=seconds),
    )


def blueprints(deps: Dependencies) -> list[ApiBlueprint]:
    """Make all REST routes of drafts."""
    return [
        rest_projects.blueprint(deps),
        rest_current_project.blueprint(deps),
        rest_revisions.blueprint(deps),
        rest_exports.blueprint(deps),
        rest_interchange.blueprint(deps),
        rest_timelines.blueprint(deps),
        rest_resolved.blueprint(deps),
        rest_usage.blueprint(deps),
        rest_drafts.blueprint(deps),
        rest_draft_timelines.blueprint(deps),
        rest_draft_revisions.blueprint(deps),
        *rest_presets.blueprints(deps),
        rest_title_styles.blueprint(deps),
    ]


def open_service(deployment: Deployment) -> RunningService:
    """Build drafts with its REST routes, RPCs and subscriptions."""
    deps = build(deployment)
    return RunningService(
        name="drafts",
        deployment=deployment,
        database=deps.database,
        blueprints=lambda: blueprints(deps),
        error_rules=ERROR_RULES,
        resolve_token=token_resolver(deployment.channels("drafts")),
        rpc=rpc.services(deps),
        subscriptions=subscriptions(deps),
        loops={
            "text-images": repeatedly(
                lambda: delete_unused_text_images(deps), every_seconds=_DELETE_SECONDS
            ),
            "old-exports": repeatedly(
                lambda: delete_old_exports(deps), every_seconds=_DELETE_SECONDS
            ),
        },
    )


SERVICE = Service(
    name="drafts",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
    verbs={"backfill-exports": backfill_verb(build)},
)
