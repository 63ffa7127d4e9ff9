# SPDX-License-Identifier: Apache-2.0
"""gRPC between services: channels, metadata, deadlines, and errors as statuses."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status

from chassis import logging
from chassis.errors import ApiError, ErrorKind, ErrorResponse, FieldError
from chassis.identity import InvalidToken, ServiceTokens
from chassis.standard_errors import SERVICE_TOKEN_INVALID, SERVICE_UNAVAILABLE

DEADLINE_SECONDS = 5.0

_KINDS = {str(kind.http_status): kind for kind in ErrorKind}

Metadata = Sequence[tuple[str, str | bytes]]


def api_error_from(error: grpc.RpcError) -> ApiError:
    """Return the ApiError of a failed call: that of the other service, or `service_unavailable`."""
    status = rpc_status.from_call(error)
    for detail in status.details if status is not None else ():
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info) and info.domain:
            # Several kinds have the same gRPC status, so their HTTP status is sent beside it.
            kind = _KINDS.get(info.metadata.get("status", ""), ErrorKind.UNAVAILABLE)
            code = info.reason.lower()
            problems = [FieldError(*row) for row in json.loads(info.metadata.get("problems", "[]"))]
            return ApiError(kind, code, error.details() or code, problems=problems)
    return SERVICE_UNAVAILABLE.error()


def error_status(answer: ErrorResponse, *, service: str) -> status_pb2.Status:
    """Write an error as a gRPC status with ErrorInfo; its reason is the code in upper case."""
    metadata = {"status": str(answer.kind.http_status)}
    if answer.problems:
        problems = [[one.code, one.pointer, one.detail] for one in answer.problems]
        metadata["problems"] = json.dumps(problems)
    info = error_details_pb2.ErrorInfo(
        reason=answer.code.upper(),
        domain=f"reelmill.{service}",
        metadata=metadata,
    )
    packed = AnyMessage()
    packed.Pack(info)
    code: grpc.StatusCode = getattr(grpc.StatusCode, answer.kind.grpc_name)
    return status_pb2.Status(code=code.value[0], message=answer.detail, details=[packed])


@dataclass
class Addresses:
    """The addresses of the gRPC servers: fixed, or read from a file that may change."""

    lookup: Callable[[str], str]

    @classmethod
    def fixed(cls, table: Mapping[str, str]) -> Addresses:
        """Look addresses up in a table, to which entries may be added later."""
        return cls(lambda service: table[service])


@dataclass
class Channels:
    """Channels to other services, opened when first needed and again when an address changes."""

    addresses: Addresses
    tokens: ServiceTokens
    _open: dict[str, tuple[str, grpc.Channel]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def to(self, service: str) -> grpc.Channel:
        """Return a channel to a service; every call on it must name its timeout."""
        try:
            address = self.addresses.lookup(service)
        except (KeyError, OSError, ValueError) as error:
            raise SERVICE_UNAVAILABLE.error(f"{service} is not up yet; try again.") from error
        with self._lock:
            known = self._open.get(service)
            if known is not None and known[0] == address:
                return known[1]
            if known is not None:
                known[1].close()
            channel = self._channel(service, address)
            self._open[service] = (address, channel)
            return channel

    def close(self) -> None:
        """Close every channel."""
        with self._lock:
            for _, channel in self._open.values():
                channel.close()
            self._open.clear()

    def _channel(self, service: str, address: str) -> grpc.Channel:
        retry = {"maxAttempts": 4, "initialBackoff": "0.1s", "maxBackoff": "1s"}
        policy = {**retry, "backoffMultiplier": 2, "retryableStatusCodes": ["UNAVAILABLE"]}
        config = json.dumps({"methodConfig": [{"name": [{}], "retryPolicy": policy}]})
        options = [
            ("grpc.service_config", config),
            ("grpc.initial_reconnect_backoff_ms", 100),
            ("grpc.max_reconnect_backoff_ms", 1000),
            ("grpc.max_receive_message_length", 16 * 2**20),
        ]
        plain = grpc.insecure_channel(address, options=options)
        return grpc.intercept_channel(plain, _CallMetadata(service, self.tokens))


class _Details(grpc.ClientCallDetails):
    """The details of one outgoing call."""

    def __init__(self, given: grpc.ClientCallDetails, metadata: Metadata) -> None:
        self.method = given.method
        self.timeout = DEADLINE_SECONDS if given.timeout is None else given.timeout
        self.metadata = tuple(metadata)
        self.credentials = given.credentials
        self.wait_for_ready = given.wait_for_ready
        self.compression = given.compression


class _CallMetadata(grpc.UnaryUnaryClientInterceptor):
    """Adds the token of this service and the request id to each call, and a deadline."""

    def __init__(self, service: str, tokens: ServiceTokens) -> None:
        self._service = service
        self._tokens = tokens

    def intercept_unary_unary(  # Any: whatever the generated stub sends
        self, continuation: Any, client_call_details: Any, request: Any
    ) -> Any:
        """Add the token and the request id, and the default deadline where there is none."""
        metadata = list(client_call_details.metadata or ())
        metadata.append(("authorization", f"Bearer {self._tokens.issue(self._service)}"))
        if identifier := logging.request_id():
            metadata.append(("x-request-id", identifier))
        return continuation(_Details(client_call_details, metadata), request)


def acting_for(user_id: int) -> Metadata:
    """Return the metadata of a call on behalf of a user, 0 for nobody."""
    return (("x-acting-user", str(user_id)),) if user_id else ()


@dataclass(frozen=True, slots=True)
class Call:
    """The caller of an RPC: a service, and the user it acts for (0: for itself)."""

    service: str
    acting_user_id: int = 0

    @classmethod
    def of(cls, context: grpc.ServicerContext, tokens: ServiceTokens) -> Call:
        """Verify the metadata of an incoming call."""
        metadata = {key: value for key, value in context.invocation_metadata()}
        given = str(metadata.get("authorization", "")).removeprefix("Bearer ")
        try:
            service = tokens.verify(given)
        except InvalidToken as error:
            raise SERVICE_TOKEN_INVALID.error(
                f"The service token is not valid: {error}."
            ) from error
        acting = str(metadata.get("x-acting-user", "0"))
        return cls(service, int(acting) if acting.isdigit() else 0)
