# SPDX-License-Identifier: Apache-2.0
"""The owner of a personal access token, asked of accounts and cached for a minute."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.errors import ApiError, ErrorKind
from chassis.identity import CachedResolver, TokenResolver
from chassis.rpc import Channels
from chassis.rpc_client import RpcClient
from reelmill.accounts.v1 import service_pb2, service_pb2_grpc

_DEADLINE_SECONDS = 2.0


def token_resolver(channels: Channels) -> TokenResolver:
    """Make a function from a token to its owner, None for a token that is not valid.

    It raises ApiError when accounts does not answer.
    """
    accounts = RpcClient(
        channels, "accounts", service_pb2_grpc.AccountsServiceStub, seconds=_DEADLINE_SECONDS
    )

    def resolve(token: str) -> Caller | None:
        request = service_pb2.ResolveTokenRequest(token=token)
        try:
            found = accounts.call(lambda stub: stub.ResolveToken, request)
        except ApiError as error:
            if error.response.kind is ErrorKind.NOT_FOUND:
                return None
            raise
        user = found.user
        return Caller(
            user_id=user.user_id,
            roles=frozenset(user.roles),
            workspaces=tuple(one.workspace_id for one in user.workspaces),
            scopes=frozenset(found.scopes),
        )

    return CachedResolver(resolve)
