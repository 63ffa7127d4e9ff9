# SPDX-License-Identifier: Apache-2.0
"""HlsService: productions and playback for other services."""

from __future__ import annotations

from chassis.errors import ApiError, ErrorKind
from chassis.rpc import Call
from chassis.rpc_server import Handler, Rpc, RpcService
from reelmill.hls.v1 import resources_pb2, service_pb2, service_pb2_grpc
from services.hls.coordinator.domain.playback import Playback
from services.hls.coordinator.store.events import production_message
from services.hls.coordinator.usecases import creating, playing, reading
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.registry import callers_of

_MOST_IDS = 200
_LONGEST_REQUEST_ID = 100


def hls_service(deps: Dependencies) -> RpcService:
    """Make the gRPC service that publish calls."""
    handlers = {"CreateProduction": _creating(deps), **_reading(deps)}
    return RpcService(
        service_pb2_grpc.add_HlsServiceServicer_to_server,
        "reelmill.hls.v1.HlsService",
        {name: Rpc(handler, callers_of("hls")) for name, handler in handlers.items()},
    )


def _creating(deps: Dependencies) -> Handler:
    def create_production(
        request: service_pb2.CreateProductionRequest, call: Call
    ) -> service_pb2.CreateProductionResponse:
        _check(request, call)
        production = creating.create_production_for_service(
            deps,
            acting_user_id=call.acting_user_id,
            upload_id=request.upload_id,
            request_id=request.request_id,
            name=request.name,
        )
        return service_pb2.CreateProductionResponse(production=production_message(production))

    return create_production


def _reading(deps: Dependencies) -> dict[str, Handler]:
    def batch_get_productions(
        request: service_pb2.BatchGetProductionsRequest, _: Call
    ) -> service_pb2.BatchGetProductionsResponse:
        found = reading.get_productions(
            deps,
            production_ids=request.production_ids[:_MOST_IDS],
            upload_ids=request.upload_ids[:_MOST_IDS],
        )
        productions = [production_message(one) for one in found]
        return service_pb2.BatchGetProductionsResponse(productions=productions)

    def batch_get_playback(
        request: service_pb2.BatchGetPlaybackRequest, _: Call
    ) -> service_pb2.BatchGetPlaybackResponse:
        signed = playing.sign_playbacks(
            deps,
            production_ids=request.production_ids[:_MOST_IDS],
            with_chapters=request.with_chapters,
        )
        playbacks = [_playback_message(one) for one in signed]
        return service_pb2.BatchGetPlaybackResponse(playbacks=playbacks)

    return {"BatchGetProductions": batch_get_productions, "BatchGetPlayback": batch_get_playback}


def _check(request: service_pb2.CreateProductionRequest, call: Call) -> None:
    if not call.acting_user_id:
        raise ApiError(
            ErrorKind.FORBIDDEN, "forbidden", "A production is created on behalf of a user."
        )
    if not 1 <= len(request.request_id) <= _LONGEST_REQUEST_ID:
        detail = f"A request id has 1 to {_LONGEST_REQUEST_ID} characters; choose another."
        raise ApiError(ErrorKind.INVALID, "invalid_request_id", detail)


def _playback_message(playback: Playback) -> resources_pb2.Playback:
    return resources_pb2.Playback(
        production_id=playback.production_id,
        master_url=playback.master_url,
        poster_url=playback.poster_url,
        width=playback.width,
        height=playback.height,
        duration=f"{playback.duration.numerator}/{playback.duration.denominator}",
        is_whole=playback.is_whole,
        manifest_url=playback.manifest_url or "",
        storyboard_url=playback.storyboard_url or "",
        chapters_url=playback.chapters_url or "",
        captions=[
            resources_pb2.Captions(language=one.language, label=one.label, url=one.url)
            for one in playback.captions
        ],
        chapters=[
            resources_pb2.Chapter(
                start=f"{one.start.numerator}/{one.start.denominator}", title=one.title
            )
            for one in playback.chapters
        ],
    )
