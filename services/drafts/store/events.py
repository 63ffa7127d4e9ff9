# SPDX-License-Identifier: Apache-2.0
"""The topic and the message of every event of drafts."""

from __future__ import annotations

from google.protobuf.message import Message

from chassis.outbox import EventFormat, EventFormats
from reelmill.drafts.v1 import events_pb2
from services.drafts.domain import events
from services.drafts.store.messages import PURPOSES


def _export_requested(event: events.ExportRequested) -> Message:
    export = event.export
    return events_pb2.ExportRequested(
        export_id=export.export_id,
        purpose=PURPOSES[event.purpose],
        owner_user_id=export.owner_user_id,
        project_id=export.project_id,
    )


def _export_cancelled(event: events.ExportCancelled) -> Message:
    return events_pb2.ExportCancelled(export_id=event.export.export_id)


def _project_renamed(event: events.ProjectRenamed) -> Message:
    project = event.project
    return events_pb2.ProjectRenamed(
        project_id=project.project_id,
        owner_user_id=project.owner_user_id,
        name=project.name or "",
        description=project.description or "",
        revision=project.revision,
    )


def _project_deleted(event: events.ProjectDeleted) -> Message:
    project = event.project
    return events_pb2.ProjectDeleted(
        project_id=project.project_id, owner_user_id=project.owner_user_id
    )


def _references_changed(event: events.ReferencesChanged) -> Message:
    return events_pb2.ReferencesChanged(
        document_kind=event.document_kind,
        document_id=event.document_id,
        upload_ids=event.upload_ids,
        revision=event.revision,
    )


EVENTS: EventFormats = {
    events.ExportRequested: EventFormat("drafts.export.requested.v1", _export_requested),
    events.ExportCancelled: EventFormat("drafts.export.cancelled.v1", _export_cancelled),
    events.ProjectRenamed: EventFormat("drafts.project.renamed.v1", _project_renamed),
    events.ProjectDeleted: EventFormat("drafts.project.deleted.v1", _project_deleted),
    events.ReferencesChanged: EventFormat("drafts.references.changed.v1", _references_changed),
}
