# SPDX-License-Identifier: Apache-2.0
"""gRPC over a socket: callers are known, errors arrive as errors, deadlines hold."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from google.protobuf.message import Message
from grpc_health.v1 import health_pb2, health_pb2_grpc

from chassis.errors import ApiError, ErrorKind, ErrorRule, FieldError
from chassis.identity import ServiceTokens
from chassis.keyring import Keyring
from chassis.rpc import Addresses, Call, Channels, acting_for, api_error_from
from chassis.rpc_client import RpcClient
from chassis.rpc_server import Rpc, RpcServer, RpcService
from reelmill.accounts.v1 import service_pb2, service_pb2_grpc
from tests.support.process.waiting import HANG_SECONDS


class OutOfStock(Exception):
    """There is no film left."""


class Playground:
    """A server of one service and the channels of its callers."""

    def __init__(self, secrets: Path) -> None:
        self.keyring = Keyring(secrets)
        pairs = [f"service-{name}" for name in ("accounts", "library", "stranger")]
        self.keyring.make(pairs=pairs, texts=[])
        self.calls: list[Call] = []
        self.behaviour = lambda _request: service_pb2.ResolveTokenResponse()
        offered = RpcService(
            service_pb2_grpc.add_AccountsServiceServicer_to_server,
            "reelmill.accounts.v1.AccountsService",
            {
                "ResolveToken": Rpc(self._resolve, callers=("library",)),
                "BatchGetUsers": Rpc(lambda _request, _call: service_pb2.BatchGetUsersResponse()),
                "FindUsers": Rpc(lambda _request, _call: service_pb2.FindUsersResponse()),
            },
        )
        error_rules = {OutOfStock: ErrorRule(ErrorKind.CONFLICT, "out_of_stock")}
        tokens = ServiceTokens(self.keyring, me="accounts")
        self.server = RpcServer("accounts", [offered], tokens, error_rules)
        self.address = f"127.0.0.1:{self.server.start()}"

    def stub(self, me: str = "library") -> service_pb2_grpc.AccountsServiceStub:
        return service_pb2_grpc.AccountsServiceStub(self.channels(me).to("accounts"))

    def client(self) -> RpcClient[service_pb2_grpc.AccountsServiceStub]:
        return RpcClient(self.channels("library"), "accounts", service_pb2_grpc.AccountsServiceStub)

    def channels(self, me: str) -> Channels:
        tokens = ServiceTokens(self.keyring, me=me)
        return Channels(Addresses.fixed({"accounts": self.address}), tokens)

    def _resolve(self, request: object, call: Call) -> service_pb2.ResolveTokenResponse:
        self.calls.append(call)
        return self.behaviour(request)


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[Playground]:
    playground = Playground(tmp_path)
    yield playground
    playground.server.stop(0.1)


ASKED = service_pb2.ResolveTokenRequest(token="rm_x")


def test_a_call_says_who_asks_and_for_whom(playground: Playground) -> None:
    playground.stub().ResolveToken(ASKED, metadata=acting_for(7), timeout=HANG_SECONDS)

    assert playground.calls == [Call("library", 7)]


def test_a_call_without_a_service_token_is_refused(playground: Playground) -> None:
    with grpc.insecure_channel(playground.address) as channel:
        stub = service_pb2_grpc.AccountsServiceStub(channel)
        with pytest.raises(grpc.RpcError) as error:
            stub.ResolveToken(ASKED, timeout=HANG_SECONDS)

    assert error.value.code() is grpc.StatusCode.UNAUTHENTICATED
    assert api_error_from(error.value).response.code == "service_token_invalid"


def test_a_service_that_may_not_call_is_refused(playground: Playground) -> None:
    with pytest.raises(grpc.RpcError) as error:
        playground.stub("stranger").ResolveToken(ASKED, timeout=HANG_SECONDS)

    assert error.value.code() is grpc.StatusCode.PERMISSION_DENIED


def test_a_domain_error_arrives_with_its_code(playground: Playground) -> None:
    def fail(_request: object) -> service_pb2.ResolveTokenResponse:
        raise OutOfStock("The store is empty.")

    playground.behaviour = fail
    with pytest.raises(grpc.RpcError) as error:
        playground.stub().ResolveToken(ASKED, timeout=HANG_SECONDS)
    answer = api_error_from(error.value).response

    assert (answer.kind, answer.code) == (ErrorKind.CONFLICT, "out_of_stock")
    assert answer.detail == "The store is empty."


def test_the_problems_of_an_input_cross_the_wire(playground: Playground) -> None:
    problem = FieldError("invalid_seconds", "/clips/0/startSeconds", "Must be a number.")

    def fail(_request: object) -> service_pb2.ResolveTokenResponse:
        raise ApiError(ErrorKind.INVALID, "invalid_timeline", problems=[problem])

    playground.behaviour = fail
    with pytest.raises(grpc.RpcError) as error:
        playground.stub().ResolveToken(ASKED, timeout=HANG_SECONDS)

    assert api_error_from(error.value).response.problems == (problem,)


def test_an_unforeseen_error_tells_nothing_of_itself(playground: Playground) -> None:
    def fail(_request: object) -> service_pb2.ResolveTokenResponse:
        raise RuntimeError("secret path")

    playground.behaviour = fail
    with pytest.raises(grpc.RpcError) as error:
        playground.stub().ResolveToken(ASKED, timeout=HANG_SECONDS)

    assert error.value.code() is grpc.StatusCode.INTERNAL
    assert "secret" not in (error.value.details() or "")


def test_a_call_ends_at_its_deadline(playground: Playground) -> None:
    hang = threading.Event()

    def wait(_request: object) -> service_pb2.ResolveTokenResponse:
        hang.wait(HANG_SECONDS)
        return service_pb2.ResolveTokenResponse()

    playground.behaviour = wait
    with pytest.raises(grpc.RpcError) as error:
        playground.stub().ResolveToken(ASKED, timeout=0.2)
    hang.set()

    assert error.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    assert api_error_from(error.value).response.kind is ErrorKind.UNAVAILABLE


def test_a_service_that_does_not_answer_is_unavailable(playground: Playground) -> None:
    channels = Channels(Addresses.fixed({}), ServiceTokens(playground.keyring, me="library"))

    with pytest.raises(ApiError) as error:
        channels.to("accounts")

    assert error.value.response.code == "service_unavailable"


def test_health_is_served(playground: Playground) -> None:
    with grpc.insecure_channel(playground.address) as channel:
        stub = health_pb2_grpc.HealthStub(channel)
        answer = stub.Check(health_pb2.HealthCheckRequest(service=""), timeout=HANG_SECONDS)

    assert answer.status == health_pb2.HealthCheckResponse.SERVING


def test_a_client_calls_an_rpc_on_behalf_of_a_user(playground: Playground) -> None:
    found = playground.client().call(lambda stub: stub.ResolveToken, ASKED, acting_user_id=7)

    assert found == service_pb2.ResolveTokenResponse()
    assert playground.calls == [Call("library", 7)]


def test_a_client_raises_the_error_of_the_other_service(playground: Playground) -> None:
    def fail(_request: object) -> service_pb2.ResolveTokenResponse:
        raise OutOfStock("The store is empty.")

    playground.behaviour = fail
    with pytest.raises(ApiError) as error:
        playground.client().call(lambda stub: stub.ResolveToken, ASKED)

    assert error.value.response.code == "out_of_stock"


def test_a_client_gives_up_at_its_deadline(playground: Playground) -> None:
    hang = threading.Event()

    def wait(_request: object) -> service_pb2.ResolveTokenResponse:
        hang.wait(HANG_SECONDS)
        return service_pb2.ResolveTokenResponse()

    playground.behaviour = wait
    with pytest.raises(ApiError) as error:
        playground.client().call(lambda stub: stub.ResolveToken, ASKED, seconds=0.2)
    hang.set()

    assert error.value.response.kind is ErrorKind.UNAVAILABLE


@pytest.mark.parametrize(
    ("request_", "code", "pointer"),
    [
        (service_pb2.BatchGetUsersRequest(user_ids=[1, 2**31]), "invalid_number", "/user_ids/1"),
        (service_pb2.ResolveTokenRequest(token="rm_\0"), "invalid_text", "/token"),
    ],
)
def test_a_value_that_no_database_holds_is_refused_before_the_handler(
    playground: Playground, request_: Message, code: str, pointer: str
) -> None:
    name = type(request_).__name__.removesuffix("Request")
    with pytest.raises(grpc.RpcError) as error:
        getattr(playground.stub(), name)(request_, timeout=HANG_SECONDS)

    found = api_error_from(error.value).response
    assert error.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert (found.code, [one.pointer for one in found.problems]) == (code, [pointer])
    assert playground.calls == []
