# SPDX-License-Identifier: Apache-2.0
"""Why drafts refuses a request: one class for each reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.document.problems import TimelineProblem, pointer

if TYPE_CHECKING:
    from services.drafts.domain.preset import Preset
    from services.drafts.domain.production_draft import DraftWithConfig
    from services.drafts.domain.project import ProjectWithTimeline


@dataclass(frozen=True, slots=True)
class PatchProblem:
    """Why a patch does not fit: a code, the place in the patch (RFC 6901) and a sentence."""

    code: str
    pointer: str
    detail: str


class DraftsError(Exception):
    """Drafts refuses a request about a project, an export, a draft or a preset."""


class ProjectNotFound(DraftsError):
    """No project has this id: check the id."""


class ProjectAccessDenied(DraftsError):
    """The project, draft or preset belongs to another user: sign in as its owner."""


class ProjectArchived(DraftsError):
    """The project, draft or preset is archived and can only be read: use another one."""


class StaleProjectRevision(DraftsError):
    """The document was changed meanwhile: merge with the current one in the answer, then retry."""

    def __init__(self, current: ProjectWithTimeline) -> None:
        super().__init__(f"The current revision of the project is {current.project.revision}.")
        self.current = current


class RevisionNotFound(DraftsError):
    """The document has no such revision among its last 100: list those that are stored."""


class InvalidProjectName(DraftsError):
    """A name is a text of at most 255 characters: correct it."""


class InvalidProjectDescription(DraftsError):
    """A description is a text of at most 2000 characters: correct it."""


class ExportNotFound(DraftsError):
    """The project has no export with this id: check the id."""


class ExportAccessDenied(DraftsError):
    """The export belongs to another user: sign in as its owner."""


class TextImageNotFound(DraftsError):
    """No timeline of the user shows a text with this key: resolve the timeline again."""


class PatchNotApplicable(DraftsError):
    """An operation of the patch fails on the current timeline: read it and patch that."""

    def __init__(self, operation: int | None, detail: str) -> None:
        super().__init__(detail)
        where = "" if operation is None else f"/{operation}"
        self.problems = (PatchProblem("patch_not_applicable", where, detail),)


class InvalidTimelineDocument(DraftsError):
    """The timeline has the problems listed in `errors`: correct each of them."""

    def __init__(self, problems: Sequence[TimelineProblem]) -> None:
        super().__init__(problems[0].detail)
        self.problems = tuple(problems)
        codes = {problem.code for problem in problems}
        self.code = codes.pop() if len(codes) == 1 else "invalid_timeline"


class InvalidInterchangeFile(DraftsError):
    """The file is no timeline of OpenTimelineIO: correct the places listed in `errors`."""

    def __init__(self, problems: Sequence[TimelineProblem]) -> None:
        super().__init__(problems[0].detail)
        self.problems = tuple(
            TimelineProblem(one.code, f"/otio{one.pointer}", one.detail) for one in problems
        )


class InterchangeUploadNotFound(DraftsError):
    """A file was said to be an upload that the caller does not have: choose another one."""

    def __init__(self, name: str, upload_id: int) -> None:
        detail = f"Upload {upload_id} does not exist or belongs to another user."
        super().__init__(detail)
        self.problems = (TimelineProblem("upload_not_found", pointer("files", name), detail),)


class TimelineTooLarge(InvalidTimelineDocument):
    """The timeline has more bytes than allowed: split it into two projects."""


class TimelineUploadNotFound(InvalidTimelineDocument):
    """The timeline uses an upload that does not exist: remove it."""


class TimelineUploadForbidden(InvalidTimelineDocument):
    """The timeline uses an upload that its owner may not use there: remove it."""


class TimelineUploadUnusable(InvalidTimelineDocument):
    """The timeline uses an upload that is not ready or was deleted: wait for it or remove it."""


_CLASSES: dict[str, type[InvalidTimelineDocument]] = {
    "timeline_too_large": TimelineTooLarge,
    "upload_not_found": TimelineUploadNotFound,
    "forbidden": TimelineUploadForbidden,
    "invalid_audio_role": TimelineUploadForbidden,
    "invalid_upload_state": TimelineUploadUnusable,
    "source_deleted": TimelineUploadUnusable,
    "upload_not_ready": TimelineUploadUnusable,
}


def class_of_code(code: str) -> type[InvalidTimelineDocument]:
    """Return the class of the error whose problems all have this code."""
    return _CLASSES.get(code, InvalidTimelineDocument)


def timeline_error(problems: Sequence[TimelineProblem]) -> InvalidTimelineDocument:
    """Return the error of these problems, of a class of its own when all have the same code."""
    codes = {problem.code for problem in problems}
    error = class_of_code(codes.pop()) if len(codes) == 1 else InvalidTimelineDocument
    return error(
        [TimelineProblem(one.code, f"/timeline{one.pointer}", one.detail) for one in problems]
    )


class DraftNotFound(DraftsError):
    """There is no such draft, or no active one of the upload: create one."""


class DraftAccessDenied(DraftsError):
    """The draft belongs to another user: sign in as its owner."""


class DraftArchived(DraftsError):
    """The draft is archived and can only be read: use the active one, or make a new one."""


class DraftExists(DraftsError):
    """The upload has another active draft that was changed: archive that one first."""


class StaleDraftRevision(DraftsError):
    """The draft was changed meanwhile: merge with the current one in `draft`, then retry."""

    def __init__(self, current: DraftWithConfig) -> None:
        super().__init__(f"The current revision of the draft is {current.draft.revision}.")
        self.current = current


class InvalidDraftConfig(DraftsError):
    """The config of the draft has the problems listed in `errors`: correct each of them."""

    def __init__(self, problems: Sequence[TimelineProblem]) -> None:
        super().__init__(problems[0].detail)
        self.problems = tuple(problems)
        codes = {problem.code for problem in problems}
        self.code = codes.pop() if len(codes) == 1 else "invalid_config"


class DraftConfigTooLarge(InvalidDraftConfig):
    """The config has more bytes than allowed: remove some of it."""


class DraftConfigReferenceNotFound(InvalidDraftConfig):
    """The config names an upload or a preset that does not exist: remove it."""


class DraftConfigReferenceForbidden(InvalidDraftConfig):
    """The config names an upload or a preset that its owner may not use there: remove it."""


class DraftConfigReferenceUnusable(InvalidDraftConfig):
    """The config names an upload or a preset that cannot be used any more: choose another."""


_CONFIG_CLASSES: dict[str, type[InvalidDraftConfig]] = {
    "config_too_large": DraftConfigTooLarge,
    "upload_not_found": DraftConfigReferenceNotFound,
    "forbidden": DraftConfigReferenceForbidden,
    "invalid_upload_state": DraftConfigReferenceUnusable,
    "source_deleted": DraftConfigReferenceUnusable,
    "upload_not_ready": DraftConfigReferenceUnusable,
    "preset_archived": DraftConfigReferenceUnusable,
}


def class_of_config_code(code: str) -> type[InvalidDraftConfig]:
    """Return the class of the error whose problems all have this code."""
    if code.endswith("_not_found"):
        return DraftConfigReferenceNotFound
    return _CONFIG_CLASSES.get(code, InvalidDraftConfig)


def config_error(problems: Iterable[TimelineProblem]) -> InvalidDraftConfig:
    """Return the error of these problems, of a class of its own when all have the same code."""
    found = tuple(problems)
    codes = {problem.code for problem in found}
    error = class_of_config_code(codes.pop()) if len(codes) == 1 else InvalidDraftConfig
    return error(found)


class PresetNotFound(DraftsError):
    """No preset of this family has this id: check the id."""


class PresetAccessDenied(DraftsError):
    """The preset belongs to another user who does not share it: choose another one."""


class PresetArchived(DraftsError):
    """The preset is archived and can only be read: take it out of the archive first."""


class StalePresetRevision(DraftsError):
    """The preset was changed meanwhile: read it again, then retry."""

    def __init__(self, current: Preset) -> None:
        super().__init__(f"The current revision of the preset is {current.revision}.")
        self.current = current


class InvalidPreset(DraftsError):
    """The preset has the problems listed in `errors`: correct each of them."""

    def __init__(self, problems: Sequence[TimelineProblem]) -> None:
        super().__init__(problems[0].detail)
        self.problems = tuple(problems)
        codes = {problem.code for problem in problems}
        self.code = codes.pop() if len(codes) == 1 else "invalid_preset"
