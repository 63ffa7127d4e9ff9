# SPDX-License-Identifier: Apache-2.0
"""The REST route that gives an empty account sample clips."""

from __future__ import annotations

from pydantic import Field

from chassis import storage
from chassis.caller import Caller
from chassis.rest import ApiBlueprint, ResponseBody, idempotent
from services.library.api.resources import UploadResource, to_upload
from services.library.domain.errors import VideosExist
from services.library.usecases import samples
from services.library.usecases.dependencies import Dependencies


class SamplesAnswer(ResponseBody):
    """The uploads of the samples."""

    items: list[UploadResource] = Field(description="The uploads, whose files are being made.")


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the route of samples."""
    api = ApiBlueprint("samples", __name__)

    @api.post(
        "/api/uploads/samples",
        answers={201: SamplesAnswer},
        errors=[VideosExist, storage.StorageUnavailable],
    )
    @idempotent(deps.database)
    def add_samples(caller: Caller) -> SamplesAnswer:
        """Add three sample clips.

        They are made on the server for an account without videos, to try the product with; poll
        the uploads until their state is `ready`.
        """
        made = samples.request_samples(deps, caller=caller)
        return SamplesAnswer(items=[to_upload(one) for one in made])

    return api
