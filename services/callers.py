# SPDX-License-Identifier: Apache-2.0
"""Who the services are to each other, and how they learn whose personal access token they hold."""

from __future__ import annotations

import grpc

from chassis.identity import CachedResolver, Caller, TokenResolver
from chassis.refusals import Kind
from chassis.rpc import Channels, refused
from reelmill.accounts.v1 import service_pb2, service_pb2_grpc

SERVICES = ("accounts", "library", "drafts", "render", "hls", "publish", "campaigns")
"""Who may ask what any service may ask: nodes and packagers may not, they open hostile files."""

_SECONDS = 2.0


def token_resolver(channels: Channels) -> TokenResolver:
    """Make a resolver that asks accounts and remembers the answer for a minute."""

    def resolve(token: str) -> Caller | None:
        stub = service_pb2_grpc.AccountsServiceStub(channels.to("accounts"))
        request = service_pb2.ResolveTokenRequest(token=token)
        try:
            user = stub.ResolveToken(request, timeout=_SECONDS).user
        except grpc.RpcError as error:
            refusal = refused(error)
            if refusal.answer.kind is Kind.NOT_FOUND:
                return None
            raise refusal from error
        return Caller(
            user_id=user.user_id,
            roles=frozenset(user.roles),
            workspaces=tuple(one.workspace_id for one in user.workspaces),
        )

    return CachedResolver(resolve)
