# SPDX-License-Identifier: Apache-2.0
"""Check the uploads of a draft: the video that it is of, and what its config names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from chassis.caller import Caller
from services.drafts.domain.draft_config import ConfigDocument, in_request
from services.drafts.domain.errors import config_error
from services.drafts.domain.production_draft import ProductionDraft
from services.drafts.usecases.dependencies import Dependencies
from timeline.compile.config_checking import check_config_uploads, check_video
from timeline.compile.config_rules import config_problems
from timeline.document.uploads import UploadDetails


def get_draftable_upload(deps: Dependencies, *, caller: Caller, upload_id: int) -> UploadDetails:
    """Return the video of which the caller makes a draft.

    Raises InvalidDraftConfig with the reason why there can be no draft of it; an upload of another
    user is as one that does not exist.
    """
    found = {one.upload_id: one for one in deps.uploads.get_uploads([upload_id])}
    check_draftable(upload_id, found, owner_user_id=caller.user_id)
    return found[upload_id]


def check_draftable(
    upload_id: int, uploads: Mapping[int, UploadDetails], *, owner_user_id: int
) -> None:
    """Raise InvalidDraftConfig with the reason why a user can make no draft of a video.

    An upload of another user is as one that does not exist.
    """
    problems = [
        replace(one, code="upload_not_found", detail=f"Upload {upload_id} does not exist.")
        if one.code == "forbidden"
        else one
        for one in check_video(upload_id, uploads, owner_user_id=owner_user_id)
    ]
    if problems:
        raise config_error(problems)


def check_uploads(
    draft: ProductionDraft, document: ConfigDocument, uploads: Iterable[UploadDetails]
) -> None:
    """Raise InvalidDraftConfig for the uploads of a draft that are missing, foreign or unusable.

    What its config names may be deleted; its video may not, because a draft is of it.

    The times of its config are compared with the duration of its video, once that is known.
    """
    by_id = {one.upload_id: one for one in uploads}
    upload_id, owner_user_id = draft.upload_id, draft.owner_user_id
    problems = [*check_video(upload_id, by_id, owner_user_id=owner_user_id)]
    config = document.config
    of_uploads = check_config_uploads(
        config, by_id, owner_user_id=owner_user_id, may_be_deleted=True
    )
    problems += in_request(of_uploads)
    video = by_id.get(upload_id)
    if video is not None and video.duration is not None:
        problems += in_request(config_problems(config, duration=video.duration))
    if problems:
        raise config_error(problems)
