# SPDX-License-Identifier: Apache-2.0
"""How publishing asks hls, library and accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

import grpc

from chassis.rpc import Channels, acting_for, api_error_from
from reelmill.accounts.v1 import service_pb2 as accounts_pb2
from reelmill.accounts.v1 import service_pb2_grpc as accounts_grpc
from reelmill.hls.v1 import resources_pb2 as hls_resources
from reelmill.hls.v1 import service_pb2 as hls_pb2
from reelmill.hls.v1 import service_pb2_grpc as hls_grpc
from reelmill.library.v1 import service_pb2 as library_pb2
from reelmill.library.v1 import service_pb2_grpc as library_grpc
from services.publish.domain.production import Playback, Production, Upload

_SECONDS = 3.0

Answer = TypeVar("Answer")


class HlsProductions:
    """The productions, asked of hls."""

    def __init__(self, channels: Channels) -> None:
        self._channels = channels

    def by_id(self, production_id: int) -> Production | None:
        """Return a production."""
        return self._first(hls_pb2.BatchGetProductionsRequest(production_ids=[production_id]))

    def newest_of(self, upload_id: int) -> Production | None:
        """Return the newest production of an upload."""
        return self._first(hls_pb2.BatchGetProductionsRequest(upload_ids=[upload_id]))

    def create(self, upload_id: int, *, acting_user_id: int, request_id: str) -> Production:
        """Create a production of an upload, once per request id."""
        request = hls_pb2.CreateProductionRequest(request_id=request_id, upload_id=upload_id)
        stub = hls_grpc.HlsServiceStub(self._channels.to("hls"))
        metadata = tuple(acting_for(acting_user_id))
        answer = _ask(lambda: stub.CreateProduction(request, timeout=5.0, metadata=metadata))
        return production_of(answer.production)

    def playback(self, production_ids: Sequence[int]) -> Mapping[int, Playback]:
        """Sign playback of those that play."""
        request = hls_pb2.BatchGetPlaybackRequest(production_ids=production_ids)
        stub = hls_grpc.HlsServiceStub(self._channels.to("hls"))
        answer = _ask(lambda: stub.BatchGetPlayback(request, timeout=_SECONDS))
        return {one.production_id: _playback(one) for one in answer.playbacks}

    def _first(self, request: hls_pb2.BatchGetProductionsRequest) -> Production | None:
        stub = hls_grpc.HlsServiceStub(self._channels.to("hls"))
        found = _ask(lambda: stub.BatchGetProductions(request, timeout=_SECONDS)).productions
        return production_of(found[0]) if found else None


class LibraryUploads:
    """The uploads, asked of library."""

    def __init__(self, channels: Channels) -> None:
        self._channels = channels

    def by_id(self, upload_id: int) -> Upload | None:
        """Return an upload."""
        request = library_pb2.BatchGetUploadsRequest(upload_ids=[upload_id])
        stub = library_grpc.LibraryServiceStub(self._channels.to("library"))
        found = _ask(lambda: stub.BatchGetUploads(request, timeout=_SECONDS)).uploads
        return Upload(found[0].upload_id, found[0].owner_user_id) if found else None


class AccountsPeople:
    """The users, asked of accounts."""

    def __init__(self, channels: Channels) -> None:
        self._channels = channels

    def names(self, user_ids: Sequence[int]) -> Mapping[int, str]:
        """Return the display names of those that exist."""
        request = accounts_pb2.BatchGetUsersRequest(user_ids=user_ids)
        stub = accounts_grpc.AccountsServiceStub(self._channels.to("accounts"))
        found = _ask(lambda: stub.BatchGetUsers(request, timeout=_SECONDS)).users
        return {user.user_id: user.display_name for user in found}


def production_of(production: hls_resources.Production) -> Production:
    """Read a production as hls writes it."""
    return Production(
        production_id=production.production_id,
        ulid=production.production_ulid,
        owner_user_id=production.owner_user_id,
        upload_id=production.upload_id,
        name=production.name,
        status=production.status,
        story_text=production.default_story_text,
        revision=production.revision,
    )


def _playback(playback: hls_resources.Playback) -> Playback:
    return Playback(
        production_id=playback.production_id,
        master_url=playback.master_url,
        poster_url=playback.poster_url,
        width=playback.width,
        height=playback.height,
        duration=Fraction(playback.duration or "0"),
    )


def _ask(question: Callable[[], Answer]) -> Answer:
    try:
        return question()
    except grpc.RpcError as error:
        raise api_error_from(error) from error
