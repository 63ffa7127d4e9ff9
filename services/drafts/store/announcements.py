# SPDX-License-Identifier: Apache-2.0
"""Which facts of drafts become public, and in what form."""

from __future__ import annotations

import json

from google.protobuf.json_format import ParseDict
from sqlalchemy.orm import Session

from chassis import outbox
from reelmill.drafts.v1 import events_pb2, resources_pb2
from reelmill.library.v1 import resources_pb2 as library_pb2
from services.drafts.domain.export import PROJECT_EXPORT, Export, SealedTimeline
from services.drafts.domain.project import OpenProject, Project

_PURPOSES = {PROJECT_EXPORT: resources_pb2.PURPOSE_PROJECT_EXPORT}


def to_proto(sealed: SealedTimeline) -> resources_pb2.SealedTimeline:
    """Write a sealed timeline as the public resource."""
    uploads = json.loads(sealed.uploads)
    return resources_pb2.SealedTimeline(
        export_id=sealed.export_id,
        purpose=_PURPOSES[sealed.purpose],
        owner_user_id=sealed.owner_user_id,
        project_id=sealed.project_id,
        name=sealed.name,
        description=sealed.description,
        document=sealed.document,
        uploads=[
            ParseDict(upload, library_pb2.Upload(), ignore_unknown_fields=True)
            for upload in uploads
        ],
        cancelled=sealed.is_withdrawn,
    )


def requested(session: Session, export: Export, *, by: int) -> None:
    """Announce that a timeline was sealed and wants rendering."""
    fact = events_pb2.ExportRequested(
        export_id=export.export_id,
        purpose=resources_pb2.PURPOSE_PROJECT_EXPORT,
        owner_user_id=export.owner_user_id,
        project_id=export.project_id,
    )
    outbox.announce(session, "drafts.export.requested.v1", fact, acting_user_id=by)


def cancelled(session: Session, export: Export, *, by: int) -> None:
    """Announce that nobody wants an export any more."""
    fact = events_pb2.ExportCancelled(export_id=export.export_id)
    outbox.announce(session, "drafts.export.cancelled.v1", fact, acting_user_id=by)


def renamed(session: Session, project: Project, *, by: int) -> None:
    """Announce a project's name and description."""
    fact = events_pb2.ProjectRenamed(
        project_id=project.project_id,
        owner_user_id=project.owner_user_id,
        name=project.name or "",
        description=project.description or "",
        revision=project.revision,
    )
    outbox.announce(session, "drafts.project.renamed.v1", fact, acting_user_id=by)


def deleted(session: Session, project: Project, *, by: int) -> None:
    """Announce that a project is gone."""
    fact = events_pb2.ProjectDeleted(
        project_id=project.project_id, owner_user_id=project.owner_user_id
    )
    outbox.announce(session, "drafts.project.deleted.v1", fact, acting_user_id=by)


def references_changed(session: Session, saved: OpenProject, *, by: int) -> None:
    """Announce which uploads a project uses now."""
    fact = events_pb2.ReferencesChanged(
        document_kind="project",
        document_id=saved.project.project_id,
        upload_ids=saved.upload_ids,
        revision=saved.project.revision,
    )
    outbox.announce(session, "drafts.references.changed.v1", fact, acting_user_id=by)
