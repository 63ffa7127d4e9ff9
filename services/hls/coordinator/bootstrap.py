# SPDX-License-Identifier: Apache-2.0
"""Read the settings of hls, make its dependencies and open the service."""

from __future__ import annotations

from pathlib import Path

from chassis.config import Environment, InvalidConfiguration
from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service
from chassis.jobs.settings import read_leases
from chassis.loops import repeatedly
from chassis.reconcile_command import Reconcile, reconcile_verb, reconciler
from chassis.rest import ApiBlueprint
from services.access_tokens import token_resolver
from services.hls.aws.jobs import ConversionCancellation, MediaConvertJobs
from services.hls.aws.settings import MediaConvertSettings, check_storage, read_settings
from services.hls.contract.packagers import FFMPEG, PACKAGERS
from services.hls.coordinator.api import (
    rest_downloads,
    rest_exports,
    rest_extras,
    rest_media,
    rest_productions,
    rest_replacing,
    rpc,
    rpc_jobs,
)
from services.hls.coordinator.api.errors import ERROR_RULES
from services.hls.coordinator.api.subscriptions import subscriptions
from services.hls.coordinator.clients.drafts import GrpcDraftClient
from services.hls.coordinator.clients.frames import FfmpegFrameClient
from services.hls.coordinator.clients.library import GrpcSourceUploadClient
from services.hls.coordinator.store.tables import JOBS
from services.hls.coordinator.usecases import reconciling
from services.hls.coordinator.usecases.cancelling import (
    cancel_conversions,
    find_unowned_conversions,
)
from services.hls.coordinator.usecases.changing import delete_removed_folders
from services.hls.coordinator.usecases.clients import ConversionClient
from services.hls.coordinator.usecases.dependencies import Dependencies, PackagerChoice
from services.hls.coordinator.usecases.packaging import take_back_lost_leases
from services.hls.coordinator.usecases.playback_links import PlaybackLinks
from services.hls.coordinator.usecases.producing import seal_unsealed_productions
from services.hls.coordinator.usecases.text_tracks import announce_stored_captions

_PLAYBACK_SECONDS = 4 * 3600
_SWEEP_SECONDS = 2.0
_UNOWNED_SECONDS = 600.0


def build(deployment: Deployment) -> Dependencies:
    """Make the dependencies of hls from `HLS_*`, or raise InvalidConfiguration."""
    env = Environment(deployment.environ, prefix="HLS_")
    leases = read_leases(env, JOBS)
    playback_seconds = env.integer("PLAYBACK_SECONDS", _PLAYBACK_SECONDS, least=60)
    packager = env.text("PACKAGER", FFMPEG)
    env.check()
    mediaconvert = read_settings(deployment.environ, deployment.keyring)
    check_storage(mediaconvert, deployment.environ)
    return Dependencies(
        database=deployment.database("hls"),
        storage=deployment.storage,
        uploads=GrpcSourceUploadClient(deployment.channels("hls")),
        drafts=GrpcDraftClient(deployment.channels("hls")),
        frames=FfmpegFrameClient(deployment.environ, deployment.scratch.absolute() / "hls"),
        links=PlaybackLinks(deployment.keyring.secret("playback"), life_seconds=playback_seconds),
        leases=leases,
        packagers=_packager_choice(packager, mediaconvert),
        conversions=_conversions(mediaconvert),
    )


def _conversions(mediaconvert: MediaConvertSettings | None) -> ConversionClient | None:
    if mediaconvert is None:
        return None
    return ConversionCancellation(MediaConvertJobs(mediaconvert))


def _packager_choice(usual: str, mediaconvert: MediaConvertSettings | None) -> PackagerChoice:
    available = frozenset({FFMPEG} if mediaconvert is None else PACKAGERS)
    for one in available:
        if one == usual:
            return PackagerChoice(one, available)
    needed = "ffmpeg, or mediaconvert with MEDIACONVERT_ROLE_ARN"
    raise InvalidConfiguration(f"HLS_PACKAGER must be {needed}: {usual!r}")


def blueprints(deps: Dependencies) -> list[ApiBlueprint]:
    """Make all REST routes of hls."""
    return [
        rest_productions.blueprint(deps),
        rest_exports.blueprint(deps),
        rest_media.blueprint(deps),
        rest_extras.blueprint(deps),
        rest_downloads.blueprint(deps),
        rest_replacing.blueprint(deps),
    ]


def reconcile(deps: Dependencies) -> Reconcile:
    """Return what compares the storage with the rows of this service."""
    return lambda age, is_dry_run: reconciling.reconcile(deps, age, is_dry_run)


def open_service(deployment: Deployment) -> RunningService:
    """Build hls with its REST routes, RPCs, subscriptions and loops."""
    deps = build(deployment)
    return RunningService(
        name="hls",
        deployment=deployment,
        database=deps.database,
        blueprints=lambda: blueprints(deps),
        error_rules=ERROR_RULES,
        resolve_token=token_resolver(deployment.channels("hls")),
        rpc=[rpc.hls_service(deps), rpc_jobs.packaging_job_service(deps)],
        subscriptions=subscriptions(deps),
        loops={
            "reconciler": reconciler(reconcile(deps)),
            "sweeper": repeatedly(
                lambda: take_back_lost_leases(deps), every_seconds=_SWEEP_SECONDS
            ),
            "cancellations": repeatedly(
                lambda: cancel_conversions(deps), every_seconds=_SWEEP_SECONDS
            ),
            "unowned-conversions": repeatedly(
                lambda: find_unowned_conversions(deps), every_seconds=_UNOWNED_SECONDS
            ),
            "seals": repeatedly(
                lambda: seal_unsealed_productions(deps), every_seconds=_SWEEP_SECONDS
            ),
            "captions": repeatedly(
                lambda: announce_stored_captions(deps), every_seconds=_SWEEP_SECONDS
            ),
            "removals": repeatedly(
                lambda: delete_removed_folders(deps), every_seconds=_SWEEP_SECONDS
            ),
        },
    )


SERVICE = Service(
    name="hls",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
    verbs={"reconcile": reconcile_verb("hls", lambda deployment: reconcile(build(deployment)))},
)
