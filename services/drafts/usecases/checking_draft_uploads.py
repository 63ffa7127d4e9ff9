# SPDX-License-Identifier: Apache-2.0
"""Check the uploads of a draft: the video that it is of, and what its config names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chassis.caller import Caller
from services.drafts.domain.draft_config import ConfigDocument
from services.drafts.domain.errors import config_error
from services.drafts.domain.production_draft import ProductionDraft
from services.drafts.usecases.dependencies import Dependencies
from timeline.document.checking import USABLE_STATES
from timeline.document.problems import TimelineProblem
from timeline.document.uploads import UploadDetails


def get_draftable_upload(deps: Dependencies, *, caller: Caller, upload_id: int) -> UploadDetails:
    """Return the video of which the caller makes a draft.

    Raises InvalidDraftConfig with the reason why there can be no draft of it; an upload of another
    user is as one that does not exist.
    """
    found = {one.upload_id: one for one in deps.uploads.get_uploads([upload_id])}
    upload = found.get(upload_id)
    problems = [*_source_problems(upload_id, upload, caller.user_id, where="/uploadId")]
    if problems or upload is None:
        raise config_error(problems, at="")
    return upload


def check_uploads(
    draft: ProductionDraft, config: ConfigDocument, uploads: Iterable[UploadDetails]
) -> None:
    """Raise InvalidDraftConfig for uploads of a draft that are missing, foreign or unusable."""
    by_id = {one.upload_id: one for one in uploads}
    upload_id, owner_user_id = draft.upload_id, draft.owner_user_id
    problems = [*_source_problems(upload_id, by_id.get(upload_id), owner_user_id, where="")]
    if problems:
        raise config_error(problems, at="")


def _source_problems(
    upload_id: int, upload: UploadDetails | None, owner_user_id: int, *, where: str
) -> Iterator[TimelineProblem]:
    name = f"Upload {upload_id}"
    if upload is None or not _is_usable_by(owner_user_id, upload):
        yield TimelineProblem("upload_not_found", where, f"{name} does not exist.")
    elif upload.kind != "video":
        yield TimelineProblem("invalid_upload_kind", where, f"{name} is no video.")
    elif upload.source_deleted:
        yield TimelineProblem("source_deleted", where, f"The source file of {name} was deleted.")
    elif upload.state not in USABLE_STATES:
        yield TimelineProblem("invalid_upload_state", where, f"{name} is {upload.state}.")


def _is_usable_by(user_id: int, upload: UploadDetails) -> bool:
    return upload.is_system or upload.owner_user_id in (None, user_id)
