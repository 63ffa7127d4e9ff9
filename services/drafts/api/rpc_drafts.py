# SPDX-License-Identifier: Apache-2.0
"""The RPCs of production drafts, which hls calls on behalf of the user who produces one."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.caller import Caller
from chassis.rpc import Call
from chassis.rpc_server import Rpc
from reelmill.drafts.v1 import service_pb2
from services.drafts.domain.draft_seal import DraftSeal
from services.drafts.usecases import sealing_drafts
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.sealing_drafts import SealedProduction


def draft_rpcs(deps: Dependencies) -> Mapping[str, Rpc]:
    """Make the RPCs of production drafts."""

    def find_draft(
        request: service_pb2.FindDraftRequest, call: Call
    ) -> service_pb2.FindDraftResponse:
        found = sealing_drafts.find_own_draft(
            deps,
            caller=Caller(call.acting_user_id),
            draft_id=request.draft_id,
            upload_id=request.upload_id,
        )
        return service_pb2.FindDraftResponse(draft_id=found.draft_id, upload_id=found.upload_id)

    def seal_draft(
        request: service_pb2.SealDraftRequest, call: Call
    ) -> service_pb2.SealDraftResponse:
        seal = sealing_drafts.seal_draft(
            deps,
            caller=Caller(call.acting_user_id),
            draft_id=request.draft_id,
            production=SealedProduction(request.production_ulid, request.production_id),
        )
        return _seal_message(seal)

    def cancel_master(
        request: service_pb2.CancelMasterRequest, call: Call
    ) -> service_pb2.CancelMasterResponse:
        caller = Caller(call.acting_user_id)
        sealing_drafts.cancel_master(deps, caller=caller, production_ulid=request.production_ulid)
        return service_pb2.CancelMasterResponse()

    return {
        "FindDraft": Rpc(find_draft, callers=("hls",)),
        "SealDraft": Rpc(seal_draft, callers=("hls",)),
        "CancelMaster": Rpc(cancel_master, callers=("hls",)),
    }


def _seal_message(seal: DraftSeal) -> service_pb2.SealDraftResponse:
    return service_pb2.SealDraftResponse(
        draft_id=seal.draft_id,
        upload_id=seal.upload_id,
        export_id=seal.export_id or "",
        name=seal.name,
        story=seal.story,
        config=seal.config,
    )
