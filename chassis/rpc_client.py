# SPDX-License-Identifier: Apache-2.0
"""The one way to call another service's RPCs: with a deadline, and errors as ApiError."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import grpc

from chassis.rpc import DEADLINE_SECONDS, Channels, acting_for, api_error_from

Stub = TypeVar("Stub")
RequestMessage = TypeVar("RequestMessage")
Response = TypeVar("Response")


@dataclass(frozen=True, slots=True)
class RpcClient(Generic[Stub]):
    """Calls the RPCs of one gRPC service of another service."""

    channels: Channels
    service: str
    """The name of the service that is called, such as `library`."""
    stub: Callable[[grpc.Channel], Stub]
    """The generated stub class."""
    seconds: float = DEADLINE_SECONDS
    """The deadline of a call that names none of its own."""

    def call(
        self,
        rpc: Callable[[Stub], grpc.UnaryUnaryMultiCallable[RequestMessage, Response]],
        request: RequestMessage,
        *,
        acting_user_id: int = 0,
        seconds: float | None = None,
    ) -> Response:
        """Call one RPC, for example `client.call(lambda stub: stub.BatchGetUploads, request)`.

        `acting_user_id` names the user on whose behalf the call is made, 0 for nobody. Raises
        ApiError: the other service's own error, or UNAVAILABLE when it does not answer in time.
        """
        stub = self.stub(self.channels.to(self.service))
        deadline = self.seconds if seconds is None else seconds
        metadata = tuple(acting_for(acting_user_id))
        try:
            return rpc(stub)(request, timeout=deadline, metadata=metadata)
        except grpc.RpcError as error:
            raise api_error_from(error) from error
