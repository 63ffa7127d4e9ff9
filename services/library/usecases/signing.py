# SPDX-License-Identifier: Apache-2.0
"""How somebody gets leave to send a file."""

from __future__ import annotations

import datetime as dt

from services.library.domain import intake, keys
from services.library.domain.intake import Accepted, Offer
from services.library.domain.upload import (
    Kind,
    Person,
    Probe,
    State,
    Upload,
    VideoRole,
    checked_description,
    checked_name,
)
from services.library.usecases.dependencies import Dependencies, Form


def sign_upload(deps: Dependencies, *, person: Person, offer: Offer) -> tuple[Upload, Form]:
    """Check what is offered, add its row and sign the form its bytes come by."""
    accepted = intake.accept(offer, person=person, max_bytes=deps.max_bytes)
    promised = _promised(deps, person, offer, accepted)
    form = deps.files.form(
        promised.storage_key, max_bytes=deps.max_bytes, content_type=accepted.content_type
    )
    with deps.unit_of_work() as uow:
        return uow.uploads.add(promised), form


def _promised(deps: Dependencies, person: Person, offer: Offer, accepted: Accepted) -> Upload:
    kind, now = accepted.kind, deps.now()
    is_system = kind is Kind.AUDIO and offer.audio_role is None
    return Upload(
        upload_id=0,
        user_id=None if is_system else person.user_id,
        kind=kind,
        state=State.SIGNED,
        storage_key=_key(deps, offer, accepted, at=now),
        original_filename=accepted.filename,
        content_type=accepted.content_type,
        created_at=now,
        video_role=VideoRole.SOURCE if kind is Kind.VIDEO else None,
        image_role=offer.image_role,
        audio_role=offer.audio_role and offer.audio_role.value,
        modified_filename=checked_name(offer.modified_filename),
        description=checked_description(offer.description, intake.LONGEST_DESCRIPTION),
        size_bytes=offer.size_bytes,
        probe=Probe(width=offer.width, height=offer.height, duration=offer.duration),
        is_system=is_system,
    )


def _key(deps: Dependencies, offer: Offer, accepted: Accepted, *, at: dt.datetime) -> str:
    asset_uuid, extension = deps.new_uuid(), accepted.extension
    role = offer.audio_role
    if role is not None:
        return keys.sound_key(role, at=at, asset_uuid=asset_uuid, extension=extension)
    return keys.source_key(accepted.kind, at=at, asset_uuid=asset_uuid, extension=extension)
