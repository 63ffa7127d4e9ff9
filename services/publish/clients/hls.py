# SPDX-License-Identifier: Apache-2.0
"""The gRPC client of the hls service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from chassis.rpc import Channels
from chassis.rpc_client import RpcClient
from reelmill.hls.v1 import resources_pb2, service_pb2
from reelmill.hls.v1.service_pb2_grpc import HlsServiceStub
from services.publish.domain.chapters import Chapter
from services.publish.domain.production import ProductionCopy, SignedPlayback
from services.publish.store.messages import production_copy

_SECONDS = 3.0
_SECONDS_TO_CREATE = 5.0


class GrpcHlsClient:
    def __init__(self, channels: Channels) -> None:
        self._hls = RpcClient(channels, "hls", HlsServiceStub, _SECONDS)

    def find_production_by_id(self, production_id: int) -> ProductionCopy | None:
        return self._first(service_pb2.BatchGetProductionsRequest(production_ids=[production_id]))

    def find_newest_production(self, upload_id: int) -> ProductionCopy | None:
        return self._first(service_pb2.BatchGetProductionsRequest(upload_ids=[upload_id]))

    def create_production(
        self, upload_id: int, *, acting_user_id: int, request_id: str
    ) -> ProductionCopy:
        request = service_pb2.CreateProductionRequest(request_id=request_id, upload_id=upload_id)
        response = self._hls.call(
            lambda stub: stub.CreateProduction,
            request,
            acting_user_id=acting_user_id,
            seconds=_SECONDS_TO_CREATE,
        )
        return production_copy(response.production)

    def sign_playback(
        self, production_ids: Sequence[int], *, with_chapters: bool = False
    ) -> Mapping[int, SignedPlayback]:
        request = service_pb2.BatchGetPlaybackRequest(
            production_ids=production_ids, with_chapters=with_chapters
        )
        response = self._hls.call(lambda stub: stub.BatchGetPlayback, request)
        return {one.production_id: _playback_links(one) for one in response.playbacks}

    def _first(self, request: service_pb2.BatchGetProductionsRequest) -> ProductionCopy | None:
        response = self._hls.call(lambda stub: stub.BatchGetProductions, request)
        return production_copy(response.productions[0]) if response.productions else None


def _playback_links(playback: resources_pb2.Playback) -> SignedPlayback:
    return SignedPlayback(
        production_id=playback.production_id,
        master_url=playback.master_url,
        poster_url=playback.poster_url,
        width=playback.width,
        height=playback.height,
        duration=Fraction(playback.duration or "0"),
        storyboard_url=playback.storyboard_url,
        chapters_url=playback.chapters_url,
        chapters=tuple(Chapter(Fraction(one.start), one.title) for one in playback.chapters),
    )
