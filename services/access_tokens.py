# SPDX-License-Identifier: Apache-2.0
"""Whose a personal access token is: asked of accounts, remembered for a minute."""

from __future__ import annotations

import grpc

from chassis.errors import ErrorKind
from chassis.identity import CachedResolver, Caller, TokenResolver
from chassis.rpc import Channels, api_error_from
from reelmill.accounts.v1 import service_pb2, service_pb2_grpc

_SECONDS = 2.0


def token_resolver(channels: Channels) -> TokenResolver:
    """Make a resolver that asks accounts and remembers the answer for a minute."""

    def resolve(token: str) -> Caller | None:
        stub = service_pb2_grpc.AccountsServiceStub(channels.to("accounts"))
        request = service_pb2.ResolveTokenRequest(token=token)
        try:
            user = stub.ResolveToken(request, timeout=_SECONDS).user
        except grpc.RpcError as error:
            api_error = api_error_from(error)
            if api_error.response.kind is ErrorKind.NOT_FOUND:
                return None
            raise api_error from error
        return Caller(
            user_id=user.user_id,
            roles=frozenset(user.roles),
            workspaces=tuple(one.workspace_id for one in user.workspaces),
        )

    return CachedResolver(resolve)
