# SPDX-License-Identifier: Apache-2.0
"""Which users may see which text images: those in whose timelines the texts were resolved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from services.drafts.domain.errors import TextImageNotFound
from services.drafts.usecases.dependencies import Dependencies
from timeline.spec.text_image import TextImageSpec

_STORED_DAYS = 60


def grant_text_images(deps: Dependencies, specs: Iterable[TextImageSpec], *, user_id: int) -> None:
    """Let a user see the images of texts; what was written today is not written again."""
    now = deps.now()
    granted = deps.granted_text_images
    fresh = {
        spec.key: spec.to_json()
        for spec in specs
        if granted.find_value((user_id, spec.key)) != now.date()
    }
    if not fresh:
        return
    with deps.unit_of_work() as uow:
        uow.text_images.upsert_text_images(user_id, fresh, at=now)
    for key in fresh:
        granted.store_value((user_id, key), now.date())


def get_text_image(deps: Dependencies, *, key: str, user_id: int | None) -> str:
    """Return the spec of a text image that a user may see, or that anybody may see without a user.

    Raises TextImageNotFound.
    """
    with deps.reading() as uow:
        spec = uow.text_images.find_spec(key, user_id=user_id)
    if spec is None:
        raise TextImageNotFound("There is no such text image.")
    return spec


def delete_unused_text_images(deps: Dependencies) -> None:
    """Delete the specs of texts that nobody has resolved for 60 days."""
    with deps.unit_of_work() as uow:
        uow.text_images.delete_text_images(before=deps.now() - dt.timedelta(days=_STORED_DAYS))
