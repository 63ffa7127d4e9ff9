# SPDX-License-Identifier: Apache-2.0
"""Projects in the formats of other programs: written as files, and made of OpenTimelineIO."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from chassis.caller import Caller
from services.drafts.domain.errors import InterchangeUploadNotFound, InvalidInterchangeFile
from services.drafts.domain.events import ReferencesChanged
from services.drafts.domain.project import ProjectWithTimeline, validate_texts
from services.drafts.domain.timeline_document import (
    TimelineDocument,
    load_document,
    parse_document,
)
from services.drafts.usecases import usage
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.projects import find_project, get_project
from services.drafts.usecases.validating import get_uploads
from timeline.document.base_track import Clip
from timeline.document.positions import base_items
from timeline.document.problems import InvalidTimeline
from timeline.document.uploads import UploadDetails
from timeline.interchange.edl import EDL_FIELDS, write_edl
from timeline.interchange.fcpxml import FCPXML_FIELDS, write_fcpxml
from timeline.interchange.losses import FormatFields, Loss, losses_of
from timeline.interchange.media_files import MediaFile, MediaFiles
from timeline.interchange.otio_reading import (
    MissingFile,
    OtioFile,
    ReadTimeline,
    open_otio,
    read_otio,
)
from timeline.interchange.otio_writing import OTIO_FIELDS, write_otio
from timeline.interchange.uploads_fitting import with_usable_uploads
from timeline.plan.frames import output_size

Format = Literal["otio", "edl", "fcpxml"]

_FIELDS: Final[Mapping[Format, FormatFields]] = {
    "otio": OTIO_FIELDS,
    "edl": EDL_FIELDS,
    "fcpxml": FCPXML_FIELDS,
}
_MEDIA_TYPES: Final[Mapping[Format, str]] = {
    "otio": "application/json",
    "edl": "text/plain",
    "fcpxml": "application/xml",
}


@dataclass(frozen=True, slots=True)
class InterchangeFile:
    """A project as a file: its name, its media type and its text."""

    name: str
    media_type: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportedProject:
    """What was read of a file; the project is None when it was only tried."""

    project: ProjectWithTimeline | None
    losses: tuple[Loss, ...]
    missing: tuple[MissingFile, ...]


def write_file(
    deps: Dependencies, *, caller: Caller, project_id: int, file_format: Format
) -> InterchangeFile:
    """Return a project as a file of a format."""
    found = get_project(deps, caller=caller, project_id=project_id)
    document = load_document(found.document)
    owner_user_id = found.project.owner_user_id
    name = found.project.name or "Untitled"
    text = _text(deps, document, file_format, name=name, owner_user_id=owner_user_id)
    return InterchangeFile(f"{name[:120]}.{file_format}", _MEDIA_TYPES[file_format], text)


def find_losses(
    deps: Dependencies, *, caller: Caller, project_id: int, file_format: Format
) -> tuple[Loss, ...]:
    """Return what the file of a project would not hold of it."""
    found = get_project(deps, caller=caller, project_id=project_id)
    return losses_of(load_document(found.document).timeline, _FIELDS[file_format])


def import_otio(
    deps: Dependencies,
    *,
    caller: Caller,
    otio: object,
    files: Mapping[str, int],
    name: object = None,
    is_dry_run: bool = False,
) -> ImportedProject:
    """Create a project of the caller with the timeline of an OpenTimelineIO file.

    `files` says by their names which uploads its files are. A dry run creates nothing.
    """
    read = _read(deps, otio, files, user_id=caller.user_id)
    texts = validate_texts({"name": read.name or None if name is None else name})
    document = parse_document(read.document)
    if is_dry_run:
        return ImportedProject(None, read.losses, read.missing)
    with deps.unit_of_work() as uow:
        usage.check(deps, uow, usage.projects, caller.user_id)
        project_id = uow.projects.add_project(caller.user_id, texts, document, deps.now())
        created = find_project(uow, caller=caller, project_id=project_id)
        uow.project_revisions.add_revision(created.revision_by(caller.user_id))
        if created.upload_ids:
            uow.announce(ReferencesChanged.of_project(created), acting_user_id=caller.user_id)
    return ImportedProject(created, read.losses, read.missing)


def _files(
    deps: Dependencies, upload_ids: Sequence[int], *, owner_user_id: int
) -> dict[int, MediaFile]:
    if not upload_ids:
        return {}
    found = deps.uploads.get_files(upload_ids, deleted_of=owner_user_id)
    return {one.upload_id: one for one in found}


def _text(
    deps: Dependencies,
    document: TimelineDocument,
    file_format: Format,
    *,
    name: str,
    owner_user_id: int,
) -> str:
    files: MediaFiles = _files(deps, document.upload_ids, owner_user_id=owner_user_id)
    if file_format == "otio":
        return json.dumps(write_otio(document.timeline, name=name, files=files), ensure_ascii=False)
    if file_format == "edl":
        return write_edl(document.timeline, name=name, files=files)
    # What was deleted still decides the size, as it does where the timeline is shown.
    uploads = get_uploads(deps, document.upload_ids, owner_user_id=owner_user_id)
    details = {one.upload_id: one for one in uploads}
    clips = [each.item for each in base_items(document.timeline) if isinstance(each.item, Clip)]
    pictures = [details[clip.upload_id] for clip in clips if clip.upload_id in details]
    size = output_size(document.timeline.output, [one for one in pictures if one.width])
    return write_fcpxml(document.timeline, name=name, files=files, size=size)


def _read(
    deps: Dependencies, otio: object, files: Mapping[str, int], *, user_id: int
) -> ReadTimeline:
    try:
        opened: OtioFile = open_otio(otio, chosen=files)
        uploads = {
            one.upload_id: one
            for one in _details(deps, opened.upload_ids)
            if one.is_system or one.owner_user_id == user_id
        }
        for name, upload_id in files.items():
            if upload_id not in uploads:
                raise InterchangeUploadNotFound(name, upload_id)
        read = read_otio(opened, uploads)
        others = set(parse_document(read.document).upload_ids) - set(uploads)
        uploads |= {one.upload_id: one for one in _details(deps, sorted(others))}
        return with_usable_uploads(read, uploads, owner_user_id=user_id)
    except InvalidTimeline as error:
        raise InvalidInterchangeFile(error.problems) from error


def _details(deps: Dependencies, upload_ids: tuple[int, ...] | list[int]) -> list[UploadDetails]:
    return deps.uploads.get_uploads(upload_ids) if upload_ids else []
