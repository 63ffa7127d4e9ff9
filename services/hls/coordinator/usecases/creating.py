# SPDX-License-Identifier: Apache-2.0
"""How a production comes to be: of any video, of an export, or for another service."""

from __future__ import annotations

from dataclasses import dataclass

from services.hls.coordinator.domain.errors import (
    AlreadyLive,
    Forbidden,
    RequestIdReused,
    UploadNotFound,
)
from services.hls.coordinator.domain.production import (
    AUTO,
    LONGEST_NAME,
    Production,
    checked_name,
    checked_profile,
    checked_story,
    output_prefix,
)
from services.hls.coordinator.domain.upload import Upload
from services.hls.coordinator.usecases.dependencies import Dependencies, UnitOfWork


@dataclass(frozen=True, slots=True)
class Asker:
    """Who wants something: a person, who may be an administrator of the site."""

    user_id: int
    is_admin: bool = False

    def check_owner(self, owner_user_id: int) -> None:
        """Refuse what belongs to somebody else."""
        if not self.is_admin and owner_user_id != self.user_id:
            raise Forbidden("This belongs to somebody else.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a new production shall be like."""

    name: str | None = None
    story: str = ""
    profile: str = AUTO
    request_id: str | None = None


def create(
    deps: Dependencies, *, asker: Asker, upload_id: int, wish: Wish
) -> tuple[Production, bool]:
    """Package an upload; an export that is packaged already answers that production and False."""
    return _create(deps, own_upload(deps, asker=asker, upload_id=upload_id), wish)


def prepare_export(
    deps: Dependencies, *, asker: Asker, upload_id: int, name: str = ""
) -> tuple[Production, bool]:
    """Package an export unless it is, or is about to be; say whether anything was started."""
    upload = own_upload(deps, asker=asker, upload_id=upload_id)
    upload.check_export()
    with deps.reading() as uow:
        live = uow.productions.live_of_export(upload_id)
    if live is not None:
        return live, False
    chosen = name.strip()[:LONGEST_NAME] or None
    return _create(deps, upload, Wish(name=chosen))


def create_for_service(
    deps: Dependencies, *, acting_user_id: int, upload_id: int, request_id: str, name: str = ""
) -> Production:
    """Package an upload of the acting user once per request id."""
    asker = Asker(acting_user_id)
    with deps.reading() as uow:
        known = uow.productions.by_request(request_id)
    if known is None:
        chosen = name.strip()[:LONGEST_NAME] or None
        wish = Wish(name=chosen, request_id=request_id)
        known, _ = create(deps, asker=asker, upload_id=upload_id, wish=wish)
    if (known.owner_user_id, known.upload_id) != (acting_user_id, upload_id):
        raise RequestIdReused("This request id was used before for another upload.")
    return known


def own_upload(deps: Dependencies, *, asker: Asker, upload_id: int) -> Upload:
    """Ask library for an upload that the asker may use."""
    upload = deps.library.uploads([upload_id]).get(upload_id)
    if upload is None:
        raise UploadNotFound(f"There is no upload {upload_id}.")
    asker.check_owner(upload.owner_user_id)
    return upload


def default_name(upload: Upload) -> str:
    """Name a production like its upload."""
    return upload.name.strip()[:LONGEST_NAME] or f"Upload {upload.upload_id}"


def _create(deps: Dependencies, upload: Upload, wish: Wish) -> tuple[Production, bool]:
    profile, story = checked_profile(wish.profile), checked_story(wish.story)
    name = default_name(upload) if wish.name is None else checked_name(wish.name)
    upload.check_packagable()
    now, ulid = deps.now(), deps.new_ulid()
    wanted = Production(
        ulid=ulid,
        owner_user_id=upload.owner_user_id,
        name=name,
        source=upload.source,
        output_prefix=output_prefix(upload.source, ulid, now),
        created_at=now,
        updated_at=now,
        settings={"profile": profile},
        default_story_text=story,
        request_id=wish.request_id,
    )
    with deps.unit_of_work() as uow:
        return _once(uow, wanted)


def _once(uow: UnitOfWork, wanted: Production) -> tuple[Production, bool]:
    try:
        production = uow.productions.add(wanted)
    except AlreadyLive:
        # Somebody was quicker: by the same request, or with the same export.
        winner = _winner(uow, wanted)
        if winner is None:
            raise
        return winner, False
    task_id = uow.jobs.add(production.production_id)
    uow.announce("created", production)
    uow.announce("queued", production)
    uow.wake_packagers(task_id)
    return production, True


def _winner(uow: UnitOfWork, wanted: Production) -> Production | None:
    if wanted.request_id is not None:
        found = uow.productions.by_request(wanted.request_id)
        if found is not None:
            return found
    return uow.productions.live_of_export(wanted.upload_id)
