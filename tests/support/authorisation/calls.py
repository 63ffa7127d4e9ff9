# SPDX-License-Identifier: Apache-2.0
"""How a row of the authorisation tables is tried, and what was answered in the tables' words."""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import grpc
import httpx
from google.protobuf import json_format
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

from chassis.identity import ServiceTokens
from chassis.rpc import acting_for
from gateway.installation import Installation
from services.registry import NAMES
from tests.support.authorisation.rest import Row
from tests.support.authorisation.rpc import RpcRow
from tests.support.authorisation.stage import CALLERS, Stage, Values

_NAME = re.compile(r"\{(\w+)(?:\.\.\.)?\}")
_SHORT = {(401, "unauthenticated"): "401", (403, "forbidden"): "403"}


def rest_answers(stage: Stage, row: Row) -> str:
    """Try a row of the REST table and write what its four callers were answered."""
    answers = [_request(stage, row, caller) for caller in CALLERS]
    listed = _ids(answers[CALLERS.index("owner")])
    return " ".join(_word(one, listed) for one in answers)


def _request(stage: Stage, row: Row, caller: str) -> httpx.Response:
    values = {**stage.values, **row.given(stage)}
    method, path = row.route.split()
    url = values.get("url") or _NAME.sub(lambda name: str(values[name[1]]), path)
    options: dict[str, Any] = {}  # Any: httpx's options
    if "form" in values:
        options = {"data": values["form"], "files": {"file": b"x" * 16}}
    elif row.body is not None:
        options = {"json": filled(row.body, values)}
    if "cookies" in values:
        cookies = "; ".join(f"{name}={value}" for name, value in values["cookies"].items())
        options["headers"] = {"Cookie": cookies}
    return stage.ask(caller, method, url, **options)


def filled(value: Any, values: Values) -> Any:  # Any: JSON
    """Put values in the place of their names in braces."""
    if isinstance(value, Mapping):
        return {key: filled(one, values) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, values) for one in value]
    name = _NAME.fullmatch(value) if isinstance(value, str) else None
    return values[name[1]] if name else value


def _word(answer: httpx.Response, listed: set[str] | None) -> str:
    status, kind = answer.status_code, answer.headers.get("Content-Type", "").partition(";")[0]
    if kind == "application/problem+json":
        code = answer.json()["error"]
        return _SHORT.get((status, code), f"{status}:{code}")
    if status >= 400:
        return f"{status}:page"
    found = _ids(answer)
    if found is None or listed is None:
        return str(status)
    return "some" if found & listed else "none"


def _ids(answer: httpx.Response) -> set[str] | None:
    """Name what a list shows; None when it is no list."""
    is_json = answer.headers.get("Content-Type", "") == "application/json"
    body = answer.json() if is_json else {}
    if "nextCursor" not in body:
        return None
    shown = [one.get("publication", one) for one in body["items"]]
    return {json.dumps(one.get("id", one.get("uploadId", one.get("name")))) for one in shown}


@dataclass(frozen=True, slots=True)
class Switchboard:
    """The gRPC servers of the stage's platform, to be called as anybody."""

    stage: Stage
    addresses: Mapping[str, str]

    @classmethod
    def of(cls, stage: Stage) -> Switchboard:
        """Look up where the servers are."""
        installation = Installation(stage.platform.var, "", 0)
        return cls(stage, json.loads(installation.addresses.read_text()))

    def token(self, me: str, audience: str) -> str:
        """Sign a token of one service for another."""
        return ServiceTokens(self.stage.keyring, me=me).issue(audience)

    def call(self, row: RpcRow, token: str, *, acting_user_id: int = 0) -> str:
        """Call the method of a row and return the name of its status, or `empty`."""
        signed = (("authorization", f"Bearer {token}"),) if token else ()
        metadata = (*acting_for(acting_user_id), *signed)
        descriptor = methods()[row.full_name]
        values = {**self.stage.values, **row.given(self.stage), "fresh": uuid.uuid4().hex}
        request = GetMessageClass(descriptor.input_type)()
        json_format.ParseDict(filled(row.asked, values), request)
        with grpc.insecure_channel(self.addresses[row.method.partition(".")[0]]) as channel:
            method = channel.unary_unary(
                f"/{row.full_name}",
                request_serializer=type(request).SerializeToString,
                response_deserializer=GetMessageClass(descriptor.output_type).FromString,
            )
            try:
                answer = method(request, timeout=10, metadata=metadata)
            except grpc.RpcError as error:
                return str(error.code().name)
        if row.method == "hls.PackagerService/Claim":
            self._give_back(row, token, answer)
            return "answered"
        return "OK" if answer.ByteSize() else "empty"

    def _give_back(self, row: RpcRow, token: str, claimed: Any) -> None:  # Any: a ClaimResponse
        """Return what the platform wants packaged to who will do it."""
        if claimed.task.task_id:
            held = {"task_id": claimed.task.task_id, "fencing_token": claimed.task.fencing_token}
            asked = {**row.asked, **held}
            back = replace(row, method="hls.PackagerService/GiveBack", asked=asked)
            assert self.call(back, token) == "empty"


def methods() -> dict[str, MethodDescriptor]:
    """Return every method of every service, by its full name."""
    return dict(_methods())


def _methods() -> Iterator[tuple[str, MethodDescriptor]]:
    for name in NAMES:
        path = f"reelmill.{name}.v1.service_pb2"
        if importlib.util.find_spec(path) is None:
            continue
        module = importlib.import_module(path)
        for service in module.DESCRIPTOR.services_by_name.values():
            for method in service.methods:
                yield f"{service.full_name}/{method.name}", method
