# SPDX-License-Identifier: Apache-2.0
"""The REST routes that list, read, change and delete uploads and exports."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, Ok, PageQuery
from services.library.api.deleted_resources import DeletedUploadPage, to_deleted_upload
from services.library.api.errors import CHOOSING, DELETING, EDITING, READING, UNUSED
from services.library.api.resources import (
    DeletedSourceAnswer,
    DetailedUploadAnswer,
    ExportPage,
    UploadAnswer,
    UploadPage,
    to_detailed_upload,
    to_export,
    to_upload,
)
from services.library.api.schemas import (
    EXPORTS,
    UPLOADS,
    DeletedUploadsQuery,
    DeleteUploadQuery,
    EditUploadBody,
    ListUploadsQuery,
    SummaryQuery,
    UploadIdPath,
)
from services.library.domain.errors import (
    InvalidTags,
    NotAnExport,
    NotAVideo,
    TooManyUploadIds,
    UploadAccessDenied,
)
from services.library.domain.listing import UploadFilter
from services.library.domain.upload import VideoRole
from services.library.usecases import editing, reading
from services.library.usecases.dependencies import Dependencies


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of uploads and exports."""
    api = ApiBlueprint("uploads", __name__)
    _add_lists(api, deps)
    _add_upload(api, deps)
    _add_deletions(api, deps)
    _add_exports(api, deps)
    return api


def _add_lists(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/uploads", errors=[UploadAccessDenied])
    def list_uploads(query: ListUploadsQuery, caller: Caller) -> UploadPage:
        """List uploads.

        They are the caller's own, newest first; exports are left out unless `videoRole` asks for
        them.
        """
        upload_filter = query.to_filter(caller)
        page, before_id = reading.list_uploads(deps, caller=caller, upload_filter=upload_filter)
        return UploadPage(
            items=[to_upload(one) for one in page], next_cursor=UPLOADS.write(before_id)
        )

    @api.get("/api/uploads/summary", errors=[TooManyUploadIds])
    def summarize_uploads(query: SummaryQuery, caller: Caller) -> UploadPage:
        """Read several uploads.

        Those that do not exist or that the caller may not read are left out. There is one page.
        """
        found = reading.summarize_uploads(deps, caller=caller, upload_ids=query.to_ids())
        return UploadPage(items=[to_upload(one) for one in found])

    @api.get("/api/uploads/deleted", errors=[TooManyUploadIds])
    def list_deleted_uploads(query: DeletedUploadsQuery, caller: Caller) -> DeletedUploadPage:
        """Read what is recorded of deleted uploads.

        Timelines that use them show what they miss by its name. Those of other users are left out,
        as those that exist. There is one page.
        """
        found = reading.find_deleted_uploads(deps, caller=caller, upload_ids=query.to_ids())
        return DeletedUploadPage(items=[to_deleted_upload(one) for one in found])


def _add_upload(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/uploads/<int:upload_id>", errors=READING)
    def get_upload(path: UploadIdPath, caller: Caller) -> DetailedUploadAnswer:
        """Read an upload.

        `usedBy` lists the projects, drafts and productions that use it, or are packaged anew from
        it, and its publications that are live or await approval; `audioTracks` lists its sounds.
        """
        details = reading.get_details(deps, caller=caller, upload_id=path.upload_id)
        return DetailedUploadAnswer(upload=to_detailed_upload(details))

    @api.patch("/api/uploads/<int:upload_id>", errors=[*EDITING, *CHOOSING, InvalidTags])
    def edit_upload(path: UploadIdPath, body: EditUploadBody, caller: Caller) -> UploadAnswer:
        """Rename, describe or tag an upload, or choose its sound.

        A member that is missing changes nothing. The chosen sound is heard in exports and streams
        that are begun from then on; no picture moves.
        """
        summary = editing.edit_upload(
            deps, caller=caller, upload_id=path.upload_id, changes=body.changes()
        )
        return UploadAnswer(upload=to_upload(summary))


def _add_deletions(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.delete("/api/uploads/<int:upload_id>", errors=[*DELETING, *UNUSED])
    def delete_upload(path: UploadIdPath, query: DeleteUploadQuery, caller: Caller) -> Ok:
        """Delete an upload.

        Its file and all that was derived from it are deleted, except HLS streams and freeze frames.
        One that a project, a draft or a production uses is deleted with `force=true` only: streams
        go on, and timelines show what is missing.
        """
        editing.delete_upload(
            deps, caller=caller, upload_id=path.upload_id, even_if_used=query.force
        )
        return Ok()

    @api.post("/api/uploads/<int:upload_id>/delete-source", errors=[*DELETING, NotAVideo])
    def delete_source(path: UploadIdPath, caller: Caller) -> DeletedSourceAnswer:
        """Delete the file of a video.

        The upload, its thumbnail and its HLS streams remain. Repeating it changes nothing.
        """
        is_first = editing.delete_source(deps, caller=caller, upload_id=path.upload_id)
        return DeletedSourceAnswer(already_deleted=not is_first)


def _add_exports(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/exports")
    def list_exports(query: PageQuery, caller: Caller) -> ExportPage:
        """List exports.

        They are the caller's own rendered videos, newest first, with the names of their projects.
        """
        upload_filter = UploadFilter(
            user_id=caller.user_id,
            video_role=VideoRole.EXPORT,
            before_id=EXPORTS.read(query.cursor),
            limit=query.limit,
        )
        page, before_id = reading.list_uploads(deps, caller=caller, upload_filter=upload_filter)
        return ExportPage(
            items=[to_export(one) for one in page], next_cursor=EXPORTS.write(before_id)
        )

    @api.delete("/api/exports/<int:upload_id>", errors=[*DELETING, *UNUSED, NotAnExport])
    def delete_export(path: UploadIdPath, query: DeleteUploadQuery, caller: Caller) -> Ok:
        """Delete an export.

        It is deleted like an upload; any other upload is refused.
        """
        editing.delete_upload(
            deps,
            caller=caller,
            upload_id=path.upload_id,
            only_export=True,
            even_if_used=query.force,
        )
        return Ok()
