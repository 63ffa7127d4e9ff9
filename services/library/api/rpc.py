# SPDX-License-Identifier: Apache-2.0
"""The RPCs of the library."""

from __future__ import annotations

from functools import partial

from chassis.caller import Caller
from chassis.rpc import Call
from chassis.rpc_server import Rpc, RpcService
from reelmill.library.v1 import resources_pb2, service_pb2, service_pb2_grpc
from services.library.domain.export_link import ExportLink
from services.library.store.messages import to_deleted_message, to_upload_message
from services.library.usecases import linking_exports, reading, usage
from services.library.usecases.dependencies import Dependencies
from services.registry import callers_of


def services(deps: Dependencies) -> list[RpcService]:
    """Make the RPCs of the library."""

    def batch_get_uploads(
        request: service_pb2.BatchGetUploadsRequest, call: Call
    ) -> service_pb2.BatchGetUploadsResponse:
        caller = Caller(call.acting_user_id) if call.acting_user_id else None
        found = reading.batch_get_uploads(deps, upload_ids=list(request.upload_ids), caller=caller)
        uploads = [to_upload_message(upload) for upload in found]
        return service_pb2.BatchGetUploadsResponse(
            uploads=uploads, deleted=_deleted(deps, request, {one.upload_id for one in found})
        )

    def get_usage(
        _request: service_pb2.GetUsageRequest, call: Call
    ) -> service_pb2.GetUsageResponse:
        stored, unfinished = usage.quotas_of(deps, call.acting_user_id)
        return service_pb2.GetUsageResponse(
            stored_bytes=stored.used,
            max_stored_bytes=stored.limit,
            unfinished_uploads=unfinished.used,
            max_unfinished_uploads=unfinished.limit,
        )

    return [
        RpcService(
            service_pb2_grpc.add_LibraryServiceServicer_to_server,
            "reelmill.library.v1.LibraryService",
            {
                "BatchGetUploads": Rpc(batch_get_uploads, callers=callers_of("library")),
                "GetUsage": Rpc(get_usage, callers=("drafts",)),
                "LinkExports": Rpc(partial(_link_exports, deps), callers=("drafts",)),
            },
        )
    ]


def _deleted(
    deps: Dependencies, request: service_pb2.BatchGetUploadsRequest, found: set[int]
) -> list[resources_pb2.Upload]:
    missing = [one for one in request.upload_ids if one not in found]
    if not missing or not request.deleted_of_user_id:
        return []
    user = Caller(request.deleted_of_user_id)
    deleted = reading.find_deleted_uploads(deps, upload_ids=missing, caller=user)
    return [to_deleted_message(one) for one in deleted]


def _link_exports(
    deps: Dependencies, request: service_pb2.LinkExportsRequest, _call: Call
) -> service_pb2.LinkExportsResponse:
    links = [
        ExportLink(one.upload_id, one.owner_user_id, one.project_id, one.project_name)
        for one in request.links
    ]
    outcomes = linking_exports.link_exports(deps, links, is_dry_run=request.dry_run)
    exports = [
        service_pb2.LinkedExport(upload_id=link.upload_id, outcome=outcome)
        for link, outcome in zip(links, outcomes, strict=True)
    ]
    return service_pb2.LinkExportsResponse(exports=exports)
