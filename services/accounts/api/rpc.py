# SPDX-License-Identifier: Apache-2.0
"""The RPCs of the accounts service."""

from __future__ import annotations

from chassis.errors import ApiError, ErrorKind
from chassis.rpc import Call
from chassis.rpc_server import Rpc, RpcService
from reelmill.accounts.v1 import service_pb2, service_pb2_grpc
from services.accounts.store.messages import user_message
from services.accounts.usecases import tokens
from services.accounts.usecases.dependencies import Dependencies
from services.registry import callers_of


def services(deps: Dependencies) -> list[RpcService]:
    """Return the gRPC service with its handlers."""

    def resolve_token(
        request: service_pb2.ResolveTokenRequest, _: Call
    ) -> service_pb2.ResolveTokenResponse:
        found = tokens.resolve_token(deps, token=request.token)
        if found is None:
            raise ApiError(ErrorKind.NOT_FOUND, "token_not_found", "This token is not valid.")
        return service_pb2.ResolveTokenResponse(user=user_message(found.user), scopes=found.scopes)

    def batch_get_users(
        request: service_pb2.BatchGetUsersRequest, _: Call
    ) -> service_pb2.BatchGetUsersResponse:
        users = tokens.get_users(deps, user_ids=request.user_ids)
        return service_pb2.BatchGetUsersResponse(users=[user_message(user) for user in users])

    def find_users(request: service_pb2.FindUsersRequest, _: Call) -> service_pb2.FindUsersResponse:
        users = tokens.find_users(deps, email=request.email, display_name=request.display_name)
        return service_pb2.FindUsersResponse(users=[user_message(user) for user in users])

    return [
        RpcService(
            service_pb2_grpc.add_AccountsServiceServicer_to_server,
            "reelmill.accounts.v1.AccountsService",
            {
                "ResolveToken": Rpc(resolve_token, callers=callers_of("accounts")),
                "BatchGetUsers": Rpc(batch_get_users, callers=callers_of("accounts")),
                "FindUsers": Rpc(find_users, callers=("publish",)),
            },
        )
    ]
