# SPDX-License-Identifier: Apache-2.0
"""The gRPC server of a service: handlers take a request and its verified caller."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
from grpc_status import rpc_status

from chassis import logging
from chassis.errors import ErrorRules, error_response
from chassis.identity import ServiceTokens
from chassis.rpc import Call, error_status
from chassis.standard_errors import FORBIDDEN, INTERNAL
from chassis.storable import reject_unstorable_message

Handler = Callable[[Any, Call], Any]  # Any: the request and response messages of the RPC


@dataclass(frozen=True, slots=True)
class Rpc:
    """One RPC: who may call it, and what it does.

    `callers` lists the services that may call; empty means every service of the installation.
    """

    handler: Handler
    callers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RpcService:
    """One gRPC service: its generated registration function, its full name, its RPCs by name."""

    register: Callable[[Any, grpc.Server], None]  # Any: the servicer, duck-typed by gRPC
    name: str
    rpcs: Mapping[str, Rpc]


class RpcServer:
    """Serves the RPCs of one service on one port."""

    def __init__(
        self,
        service: str,
        offered: list[RpcService],
        tokens: ServiceTokens,
        error_rules: ErrorRules,
    ) -> None:
        self._service = service
        self._tokens = tokens
        self._error_rules = error_rules
        self._log = logging.get_logger(service)
        self._server = grpc.server(
            ThreadPoolExecutor(max_workers=16, thread_name_prefix=f"{service}-rpc"),
            options=[
                ("grpc.so_reuseport", 0),
                ("grpc.max_receive_message_length", 16 * 2**20),
            ],
        )
        self._health = health.HealthServicer()
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        for one in offered:
            one.register(self._servicer(one), self._server)
        names = [one.name for one in offered]
        reflection.enable_server_reflection(
            [*names, health.SERVICE_NAME, reflection.SERVICE_NAME], self._server
        )
        self._names = ["", *names]

    def start(self, address: str = "127.0.0.1:0") -> int:
        """Start to serve, and return the port."""
        port = self._server.add_insecure_port(address)
        if port == 0:
            raise OSError(f"cannot listen on {address}")
        self._server.start()
        for name in self._names:
            self._health.set(name, health_pb2.HealthCheckResponse.SERVING)
        return port

    def stop(self, grace: float = 2.0) -> None:
        """Finish running calls for at most `grace` seconds, then stop."""
        self._health.enter_graceful_shutdown()
        self._server.stop(grace).wait(grace + 1)

    def _servicer(self, offered: RpcService) -> object:
        methods = {name: self._guard(name, rpc) for name, rpc in offered.rpcs.items()}
        return type("Servicer", (), {k: staticmethod(v) for k, v in methods.items()})()

    def _guard(self, name: str, rpc: Rpc) -> Callable[[Any, grpc.ServicerContext], Any]:
        def guarded(request: Any, context: grpc.ServicerContext) -> Any:  # Any: see Handler
            metadata = {key: value for key, value in context.invocation_metadata()}
            with logging.following(str(metadata.get("x-request-id", ""))):
                try:
                    call = Call.of(context, self._tokens)
                    if rpc.callers and call.service not in rpc.callers:
                        raise FORBIDDEN.error(f"{call.service} may not call {name}.")
                    reject_unstorable_message(request)
                    return rpc.handler(request, call)
                except Exception as error:
                    self._abort(name, error, context)

        return guarded

    def _abort(self, name: str, error: Exception, context: grpc.ServicerContext) -> None:
        found = error_response(error, self._error_rules)
        if found is None:
            self._log.exception("rpc.failed", rpc=name)
            found = INTERNAL.error().response
        status = error_status(found, service=self._service)
        context.abort_with_status(rpc_status.to_status(status))
