# SPDX-License-Identifier: Apache-2.0
"""The RPCs of drafts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from chassis.caller import Caller
from chassis.rpc import Call
from chassis.rpc_server import Rpc, RpcService
from reelmill.drafts.v1 import service_pb2, service_pb2_grpc
from services.drafts.api.rpc_drafts import draft_rpcs
from services.drafts.store.messages import to_sealed_message
from services.drafts.usecases import exporting, previewing, text_images
from services.drafts.usecases.dependencies import Dependencies


def services(deps: Dependencies) -> list[RpcService]:
    """Make the RPCs of drafts."""

    def get_sealed_timeline(
        request: service_pb2.GetSealedTimelineRequest, _: Call
    ) -> service_pb2.GetSealedTimelineResponse:
        sealed = exporting.get_sealed_timeline(deps, export_id=request.export_id)
        return service_pb2.GetSealedTimelineResponse(sealed=to_sealed_message(sealed))

    def get_text_image(
        request: service_pb2.GetTextImageRequest, _: Call
    ) -> service_pb2.GetTextImageResponse:
        spec = text_images.get_text_image(deps, key=request.key, user_id=request.user_id or None)
        return service_pb2.GetTextImageResponse(spec=spec)

    def get_text_cues(
        request: service_pb2.GetTextCuesRequest, call: Call
    ) -> service_pb2.GetTextCuesResponse:
        cues = exporting.get_text_cues(
            deps, caller=Caller(call.acting_user_id), export_id=request.export_id
        )
        messages = [
            service_pb2.TextCue(start=_exact(cue.start), end=_exact(cue.end), text=cue.text)
            for cue in cues
        ]
        return service_pb2.GetTextCuesResponse(cues=messages)

    return [
        RpcService(
            service_pb2_grpc.add_DraftsServiceServicer_to_server,
            "reelmill.drafts.v1.DraftsService",
            {
                "GetSealedTimeline": Rpc(get_sealed_timeline, callers=("render",)),
                "GetTextImage": Rpc(get_text_image, callers=("render",)),
                "GetTextCues": Rpc(get_text_cues, callers=("hls",)),
                **_preview_rpcs(deps),
                **draft_rpcs(deps),
            },
        )
    ]


def _preview_rpcs(deps: Dependencies) -> Mapping[str, Rpc]:
    def get_project_timeline(
        request: service_pb2.GetProjectTimelineRequest, _: Call
    ) -> service_pb2.GetProjectTimelineResponse:
        found = previewing.get_project_timeline(
            deps, project_id=request.project_id, user_id=request.user_id or None
        )
        return service_pb2.GetProjectTimelineResponse(
            sealed=to_sealed_message(found.sealed), revision=found.revision
        )

    return {"GetProjectTimeline": Rpc(get_project_timeline, callers=("render",))}


def _exact(seconds: Fraction) -> str:
    return f"{seconds.numerator}/{seconds.denominator}"
