# SPDX-License-Identifier: Apache-2.0
"""The conditions under which drafts refuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeline.document.problems import TimelineProblem

if TYPE_CHECKING:
    from services.drafts.domain.project import OpenProject


class DraftsError(Exception):
    """Something about a project or an export is not as it must be."""


class ProjectNotFound(DraftsError):
    """There is no such project."""


class ProjectForbidden(DraftsError):
    """The project belongs to somebody else."""


class ProjectArchived(DraftsError):
    """The project was archived: it can be read, but neither changed nor exported."""


class StaleRevision(DraftsError):
    """Somebody saved meanwhile: merge with the current project, which the error carries."""

    def __init__(self, current: OpenProject) -> None:
        super().__init__(f"The project is at revision {current.project.revision} by now.")
        self.current = current


class InvalidName(DraftsError):
    """A name is a text of at most 255 characters: correct it."""


class InvalidDescription(DraftsError):
    """A description is a text of at most 2000 characters: correct it."""


class InvalidCursor(DraftsError):
    """The cursor was not given out by this list: begin at its first page."""


class ExportNotFound(DraftsError):
    """There is no such export here."""


class ExportForbidden(DraftsError):
    """The export belongs to somebody else."""


class InvalidDocument(DraftsError):
    """The timeline cannot be taken as it is: mend every problem listed."""

    def __init__(self, problems: Sequence[TimelineProblem]) -> None:
        super().__init__(problems[0].detail)
        self.problems = tuple(problems)
        codes = {problem.code for problem in problems}
        self.code = codes.pop() if len(codes) == 1 else "invalid_timeline"


class TimelineTooLarge(InvalidDocument):
    """The timeline has more bytes than a timeline may have: split the film."""


class UploadMissing(InvalidDocument):
    """The timeline uses an upload that does not exist: remove it."""


class UploadForbidden(InvalidDocument):
    """The timeline uses an upload that its author may not use there: remove it."""


class UploadUnusable(InvalidDocument):
    """The timeline uses an upload whose state forbids it: wait for it or remove it."""


_CONDITIONS: dict[str, type[InvalidDocument]] = {
    "timeline_too_large": TimelineTooLarge,
    "upload_not_found": UploadMissing,
    "forbidden": UploadForbidden,
    "invalid_audio_role": UploadForbidden,
    "invalid_upload_state": UploadUnusable,
    "source_deleted": UploadUnusable,
    "upload_not_ready": UploadUnusable,
}


def document_refused(problems: Sequence[TimelineProblem]) -> InvalidDocument:
    """Make the error that says all of this: a condition of its own when all problems share it."""
    codes = {problem.code for problem in problems}
    kind = _CONDITIONS.get(codes.pop(), InvalidDocument) if len(codes) == 1 else InvalidDocument
    return kind(
        [TimelineProblem(one.code, f"/timeline{one.pointer}", one.detail) for one in problems]
    )
