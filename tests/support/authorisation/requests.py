# SPDX-License-Identifier: Apache-2.0
"""Send the requests of the authorisation tables, and name their answers as the tables do."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import grpc
import httpx
from google.protobuf import descriptor_pool, json_format
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

from chassis.identity import ServiceTokens
from chassis.rpc import acting_for
from gateway import site
from gateway.installation import Installation
from tests.support.authorisation.prepared import CALLERS, PreparedPlatform, Values
from tests.support.authorisation.row import Row
from tests.support.authorisation.rpc_table import RpcRow
from tests.support.process.waiting import HANG_SECONDS

_NAME = re.compile(r"\{(\w+)(?:\.\.\.)?\}")
_SHORT = {(401, "unauthenticated"): "401", (403, "forbidden"): "403"}


def rest_answers(prepared: PreparedPlatform, row: Row) -> str:
    """Send the request of a row as each of the four callers, and return the answers."""
    answers = [_request(prepared, row, caller) for caller in CALLERS]
    listed = _ids(answers[CALLERS.index("owner")])
    return " ".join(_name(one, listed) for one in answers)


def _request(prepared: PreparedPlatform, row: Row, caller: str) -> httpx.Response:
    values = {**prepared.values, **row.precondition(prepared)}
    method, path = row.route.split()
    url = values.get("url") or _NAME.sub(lambda name: str(values[name[1]]), path)
    options: dict[str, Any] = {}  # Any: httpx's options
    if "form" in values:
        options = {"data": values["form"], "files": {"file": b"x" * 16}}
    elif "content" in values:
        options = {"content": values["content"]}
    elif row.body is not None:
        options = {"json": fill(row.body, values)}
    if "cookies" in values:
        cookies = "; ".join(f"{name}={value}" for name, value in values["cookies"].items())
        options["headers"] = {"Cookie": cookies}
    return prepared.send(caller, method, url, **options)


def fill(value: Any, values: Values) -> Any:  # Any: JSON
    """Replace the names in braces by their values."""
    if isinstance(value, Mapping):
        return {key: fill(one, values) for key, one in value.items()}
    if isinstance(value, list):
        return [fill(one, values) for one in value]
    name = _NAME.fullmatch(value) if isinstance(value, str) else None
    return values[name[1]] if name else value


def _name(answer: httpx.Response, listed: set[str] | None) -> str:
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
    """Return the ids of the items of a list, None when the response is not a list."""
    is_json = answer.headers.get("Content-Type", "") == "application/json"
    body = answer.json() if is_json else {}
    if "nextCursor" not in body:
        return None
    items = [one.get("publication", one) for one in body["items"]]
    return {json.dumps(one.get("id", one.get("uploadId", one.get("name")))) for one in items}


@dataclass(frozen=True, slots=True)
class RpcClients:
    """Calls the gRPC servers of the platform as any service."""

    prepared: PreparedPlatform
    addresses: Mapping[str, str]

    @classmethod
    def of(cls, prepared: PreparedPlatform) -> RpcClients:
        """Read the addresses of the servers."""
        # The messages of an RPC are known once the modules of its service are loaded.
        served_methods()
        installation = Installation(prepared.platform.var, "", 0)
        return cls(prepared, json.loads(installation.addresses.read_text()))

    def token(self, me: str, audience: str) -> str:
        """Return a token of one service for calls of another."""
        return ServiceTokens(self.prepared.keyring, me=me).issue(audience)

    def call(self, row: RpcRow, token: str, *, acting_user_id: int = 0) -> str:
        """Call the method of a row and return the name of its status, or `empty`."""
        signed = (("authorization", f"Bearer {token}"),) if token else ()
        metadata = (*acting_for(acting_user_id), *signed)
        descriptor = _descriptor(row.full_name)
        values = {**self.prepared.values, "fresh": uuid.uuid4().hex}
        request = GetMessageClass(descriptor.input_type)()
        json_format.ParseDict(fill(row.request, values), request)
        with grpc.insecure_channel(self.addresses[row.server]) as channel:
            method = channel.unary_unary(
                f"/{row.full_name}",
                request_serializer=type(request).SerializeToString,
                response_deserializer=GetMessageClass(descriptor.output_type).FromString,
            )
            try:
                answer = method(request, timeout=HANG_SECONDS, metadata=metadata)
            except grpc.RpcError as error:
                return str(error.code().name)
        if row.server == "hls" and row.method == "jobs.JobService/Claim":
            self._give_back(row, token, answer)
            return "answered"
        return "OK" if answer.ByteSize() else "empty"

    def _give_back(self, row: RpcRow, token: str, claimed: Any) -> None:  # Any: a ClaimResponse
        """Return a claimed job, so that a packager of the platform can do it."""
        if claimed.HasField("job"):
            lease = json_format.MessageToDict(claimed.job.lease)
            back = replace(row, method="jobs.JobService/GiveBack", request={"lease": lease})
            assert self.call(back, token) == "empty"


def served_methods() -> set[tuple[str, str]]:
    """Return the server and the full name of every RPC that the services serve."""
    with site.opened_services() as opened:
        return {
            (running.name, f"{service.name}/{method}")
            for running in opened
            for service in running.rpc
            for method in service.rpcs
        }


def _descriptor(full_name: str) -> MethodDescriptor:
    service, _, method = full_name.partition("/")
    return descriptor_pool.Default().FindServiceByName(service).methods_by_name[method]
