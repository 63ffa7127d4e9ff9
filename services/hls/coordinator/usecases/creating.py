# SPDX-License-Identifier: Apache-2.0
"""Create productions: of any video, of an export, or for another service."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from chassis.caller import Caller
from services.hls.contract.packagers import Packager
from services.hls.contract.profiles import AUTO
from services.hls.coordinator.domain.errors import (
    AlreadyLive,
    PackagerMissing,
    PackagerNotChoosable,
    RequestIdReused,
)
from services.hls.coordinator.domain.events import ProductionCaptionsChanged, ProductionCreated
from services.hls.coordinator.domain.production import (
    LONGEST_NAME,
    LONGEST_QUALITY,
    PackagingSettings,
    Production,
    checked_name,
    checked_profile,
    checked_story,
    output_prefix,
)
from services.hls.coordinator.domain.text_tracks import TextTrack, spoken_text
from services.hls.coordinator.domain.ulid import RANDOM_BYTES, ulid
from services.hls.coordinator.domain.upload import SourceUpload
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.access import accessible_upload
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.timeline_captions import CaptionsChoice, timeline_track


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionRequest:
    """The properties of a production to be created; without a name it takes its upload's.

    Without a packager it takes the one of the installation.
    """

    name: str | None = None
    story: str = ""
    profile: str = AUTO
    quality: str = ""
    packager: Packager | None = None
    request_id: str | None = None


def create_production(
    deps: Dependencies, *, caller: Caller, upload_id: int, request: ProductionRequest
) -> tuple[Production, bool]:
    """Create a production of an upload and return it with True.

    An export that has a production that has not failed returns that one with False.
    PackagerNotChoosable when the caller may not choose the packager.
    """
    upload = accessible_upload(deps, caller=caller, upload_id=upload_id)
    check_choice(request, caller=caller)
    return _create(deps, upload, request)


def check_choice(request: ProductionRequest, *, caller: Caller) -> None:
    """Raise PackagerNotChoosable when the caller may not choose the packager."""
    if request.packager is not None and not caller.is_admin:
        raise PackagerNotChoosable("Only administrators choose the packager of a production.")


def prepare_export(
    deps: Dependencies,
    *,
    caller: Caller,
    upload_id: int,
    name: str = "",
    captions: CaptionsChoice | None = None,
) -> tuple[Production, bool]:
    """Return the production of an export, created if need be, and whether it was created.

    A created one has the texts of its timeline as captions, if so chosen; NoTimelineTexts when the
    timeline has none.
    """
    upload = accessible_upload(deps, caller=caller, upload_id=upload_id)
    upload.check_export()
    with deps.reading() as uow:
        live = uow.productions.find_live_production_of_export(upload_id)
    if live is not None:
        return live, False
    track = None
    if captions is not None:
        track = timeline_track(
            deps, owner_user_id=upload.owner_user_id, export_id=upload.export_id, choice=captions
        )
    return _create(deps, upload, ProductionRequest(name=_shortened(name)), captions=track)


def create_production_for_service(
    deps: Dependencies, *, acting_user_id: int, upload_id: int, request_id: str, name: str = ""
) -> Production:
    """Create a production of an upload of the acting user, once per request id.

    RequestIdReused when the id was used before for another upload or user.
    """
    with deps.reading() as uow:
        production = uow.productions.find_production_by_request(request_id)
    if production is None:
        request = ProductionRequest(name=_shortened(name), request_id=request_id)
        caller = Caller(acting_user_id)
        production, _ = create_production(deps, caller=caller, upload_id=upload_id, request=request)
    if (production.owner_user_id, production.upload_id) != (acting_user_id, upload_id):
        raise RequestIdReused("This request id was used before for another upload.")
    return production


def _shortened(name: str) -> str | None:
    return name.strip()[:LONGEST_NAME] or None


def default_name(upload: SourceUpload) -> str:
    """Return the name of a production that is given none: that of its upload."""
    return _shortened(upload.name) or f"Upload {upload.upload_id}"


def _create(
    deps: Dependencies,
    upload: SourceUpload,
    request: ProductionRequest,
    *,
    captions: TextTrack | None = None,
) -> tuple[Production, bool]:
    story = checked_story(request.story)
    name = default_name(upload) if request.name is None else checked_name(request.name)
    upload.check_packagable()
    now = deps.now()
    production_ulid = ulid(now, secrets.token_bytes(RANDOM_BYTES))
    production = Production(
        ulid=production_ulid,
        owner_user_id=upload.owner_user_id,
        name=name,
        source=upload.source,
        output_prefix=output_prefix(upload.source, production_ulid, now),
        created_at=now,
        updated_at=now,
        settings=settings_of(deps, request),
        default_story_text=story,
        request_id=request.request_id,
    )
    with deps.unit_of_work() as uow:
        return _add_once(uow, production, captions)


def settings_of(deps: Dependencies, request: ProductionRequest) -> PackagingSettings:
    """Return how a production is packaged; UnknownProfile or PackagerMissing when it cannot be."""
    packager = request.packager or deps.packagers.usual
    if packager not in deps.packagers.available:
        raise PackagerMissing(f"This installation has no packager {packager}.")
    profile = checked_profile(request.profile)
    return PackagingSettings(profile, packager, request.quality[:LONGEST_QUALITY])


def _add_once(
    uow: UnitOfWork, production: Production, captions: TextTrack | None
) -> tuple[Production, bool]:
    try:
        added = uow.productions.add_production(production)
    except AlreadyLive:
        # Another call was faster: by the same request, or with the same export.
        existing = _find_existing(uow, production)
        if existing is None:
            raise
        return existing, False
    job_id = uow.jobs.add_job(added.production_id, added.settings.packager)
    uow.announce(ProductionCreated(added))
    if captions is not None:
        uow.text_tracks.save_track(replace(captions, production_id=added.production_id))
        uow.announce(ProductionCaptionsChanged(added, spoken_text(captions.text)))
    uow.wake_packagers(job_id)
    return added, True


def _find_existing(uow: UnitOfWork, production: Production) -> Production | None:
    if production.request_id is not None:
        found = uow.productions.find_production_by_request(production.request_id)
        if found is not None:
            return found
    return uow.productions.find_live_production_of_export(production.upload_id)
