# SPDX-License-Identifier: Apache-2.0
"""Somebody's own audio: voices and music, each in a list of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from services.library.domain.errors import SoundTooLarge, UploadNotFound, UploadTooLarge
from services.library.domain.intake import Offer
from services.library.domain.upload import AudioRole, Person, State, Upload
from services.library.usecases import changing, finding, signing
from services.library.usecases.dependencies import Card, Dependencies, Form, Selection

MOST_LISTED = 200
LONGEST = Fraction(1200)


def sign_sound(deps: Dependencies, *, person: Person, offer: Offer) -> tuple[Upload, Form]:
    """Check a voice or music somebody offers, and sign the form its bytes come by."""
    length = None if offer.duration is None else min(offer.duration, LONGEST)
    try:
        return signing.sign_upload(deps, person=person, offer=replace(offer, duration=length))
    except UploadTooLarge as error:
        raise SoundTooLarge(str(error)) from error


def list_sounds(deps: Dependencies, *, person: Person, role: AudioRole) -> list[Card]:
    """Show somebody's newest voices or pieces of music whose bytes have arrived."""
    states = frozenset({State.UPLOADED, State.READY})
    selection = Selection(person.user_id, states=states, audio_role=role, limit=MOST_LISTED)
    page, _ = finding.list_uploads(deps, person=person, selection=selection)
    return page


def edit_sound(
    deps: Dependencies,
    *,
    person: Person,
    role: AudioRole,
    upload_id: int,
    changes: Mapping[str, str | None],
) -> Card:
    """Give a voice or music another name or description."""
    _check(deps, person, role, upload_id)
    return changing.edit_upload(deps, person=person, upload_id=upload_id, changes=changes)


def delete_sound(deps: Dependencies, *, person: Person, role: AudioRole, upload_id: int) -> None:
    """Delete a voice or music with all that was derived from it."""
    _check(deps, person, role, upload_id)
    changing.delete_upload(deps, person=person, upload_id=upload_id)


def _check(deps: Dependencies, person: Person, role: AudioRole, upload_id: int) -> None:
    upload = finding.get_upload(deps, person=person, upload_id=upload_id)
    if upload.audio_role != role:
        raise UploadNotFound("There is no such upload.")
