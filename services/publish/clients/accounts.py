# SPDX-License-Identifier: Apache-2.0
"""The gRPC client of the accounts service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chassis.rpc import Channels
from chassis.rpc_client import RpcClient
from reelmill.accounts.v1 import service_pb2
from reelmill.accounts.v1.service_pb2_grpc import AccountsServiceStub

_SECONDS = 3.0


class GrpcAccountsClient:
    def __init__(self, channels: Channels) -> None:
        self._accounts = RpcClient(channels, "accounts", AccountsServiceStub, _SECONDS)

    def get_display_names(self, user_ids: Sequence[int]) -> Mapping[int, str]:
        request = service_pb2.BatchGetUsersRequest(user_ids=user_ids)
        users = self._accounts.call(lambda stub: stub.BatchGetUsers, request).users
        return {user.user_id: user.display_name for user in users}

    def get_roles(self, user_id: int) -> frozenset[str]:
        request = service_pb2.BatchGetUsersRequest(user_ids=[user_id])
        users = self._accounts.call(lambda stub: stub.BatchGetUsers, request).users
        return frozenset(users[0].roles) if users else frozenset()

    def find_users(self, *, email: str = "", display_name: str = "") -> Sequence[int]:
        request = service_pb2.FindUsersRequest(email=email, display_name=display_name)
        found = self._accounts.call(lambda stub: stub.FindUsers, request).users
        return [user.user_id for user in found]
