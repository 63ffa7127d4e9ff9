# SPDX-License-Identifier: Apache-2.0
"""The one way to call another service's RPCs: with a deadline, and errors as ApiError."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import grpc

from chassis.rpc import DEADLINE_SECONDS, Channels, acting_for, api_error_from
from chassis.standard_errors import SERVICE_UNAVAILABLE

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
            try:
                return rpc(stub)(request, timeout=deadline, metadata=metadata)
            except grpc.RpcError as error:
                # The clock was set, here or there, while the token was on its way.
                if not _is_token_rejected(error):
                    raise
                self.channels.tokens.renew(self.service)
                return rpc(stub)(request, timeout=deadline, metadata=metadata)
        except grpc.RpcError as error:
            if _is_token_rejected(error):
                detail = f"{self.service} does not accept this service; check clocks and keys."
                raise SERVICE_UNAVAILABLE.error(detail) from error
            raise api_error_from(error) from error


def _is_token_rejected(error: grpc.RpcError) -> bool:
    """Whether a call failed because of the token of the service, not because of a user."""
    return error.code() is grpc.StatusCode.UNAUTHENTICATED
