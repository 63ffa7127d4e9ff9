# SPDX-License-Identifier: Apache-2.0
"""Production drafts from drafts over gRPC."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from chassis.errors import ApiError, ErrorKind
from chassis.rpc import Channels
from chassis.rpc_client import RpcClient
from reelmill.drafts.v1 import service_pb2, service_pb2_grpc
from services.hls.coordinator.domain.cues import Cue, plain_cue
from services.hls.coordinator.domain.draft_production import FoundDraft, SealedDraft
from services.hls.coordinator.domain.production import Production

_SEAL_SECONDS = 10.0
"""Drafts asks library before it answers."""


class GrpcDraftClient:
    """The production drafts of drafts over gRPC."""

    def __init__(self, channels: Channels) -> None:
        self._drafts = RpcClient(channels, "drafts", service_pb2_grpc.DraftsServiceStub)

    def get_draft(self, *, user_id: int, draft_id: int) -> FoundDraft:
        return self._find(service_pb2.FindDraftRequest(draft_id=draft_id), user_id)

    def find_draft(self, *, user_id: int, upload_id: int) -> FoundDraft | None:
        try:
            return self._find(service_pb2.FindDraftRequest(upload_id=upload_id), user_id)
        except ApiError as error:
            if error.response.kind is ErrorKind.NOT_FOUND:
                return None
            raise

    def _find(self, request: service_pb2.FindDraftRequest, user_id: int) -> FoundDraft:
        found = self._drafts.call(lambda stub: stub.FindDraft, request, acting_user_id=user_id)
        return FoundDraft(found.draft_id, found.upload_id)

    def seal_draft(self, production: Production, *, draft_id: int) -> SealedDraft:
        request = service_pb2.SealDraftRequest(
            draft_id=draft_id,
            production_ulid=production.ulid,
            production_id=production.production_id,
        )
        seal = self._drafts.call(
            lambda stub: stub.SealDraft,
            request,
            acting_user_id=production.owner_user_id,
            seconds=_SEAL_SECONDS,
        )
        return SealedDraft(
            seal.draft_id, seal.upload_id, seal.export_id, seal.name, seal.story, seal.config
        )

    def get_text_cues(self, *, user_id: int, export_id: str) -> Sequence[Cue]:
        request = service_pb2.GetTextCuesRequest(export_id=export_id)
        try:
            found = self._drafts.call(
                lambda stub: stub.GetTextCues, request, acting_user_id=user_id
            )
        except ApiError as error:
            if error.response.kind is ErrorKind.NOT_FOUND:
                return ()
            raise
        return [_cue(one) for one in found.cues]

    def cancel_master(self, production: Production) -> None:
        request = service_pb2.CancelMasterRequest(production_ulid=production.ulid)
        self._drafts.call(
            lambda stub: stub.CancelMaster, request, acting_user_id=production.owner_user_id
        )


def _cue(message: service_pb2.TextCue) -> Cue:
    return plain_cue(Fraction(message.start), Fraction(message.end), message.text)
