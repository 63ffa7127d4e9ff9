# SPDX-License-Identifier: Apache-2.0
"""The OpenAPI 3.1 document of a service, made of what its operations declare."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from pydantic import BaseModel
from pydantic.alias_generators import to_camel

from chassis.authentication import CSRF_HEADER, UNSAFE_METHODS
from chassis.errors import ErrorRule, ErrorRules
from chassis.identity import ACCESS_COOKIE
from chassis.ids import LARGEST_ID
from chassis.rest.answers import Content, schema_of_type
from chassis.rest.models import Problem, RequestBody
from chassis.rest.once import IDEMPOTENCY_KEY
from chassis.rest.operation_errors import standard_errors_of
from chassis.rest.operations import (
    AnswerSpec,
    ErrorSpec,
    Operation,
    is_success,
)
from chassis.rest.responses import PROBLEM_TYPE
from chassis.rest.schemas import Document, Schemas

_VARIABLE = re.compile(r"<(?:[^:<>]+:)?(?P<name>\w+)>")
_BEARER, _COOKIE, _CSRF = "bearerToken", "accessCookie", "csrfToken"

COMPONENTS: Document = {
    "securitySchemes": {
        _BEARER: {
            "type": "http",
            "scheme": "bearer",
            "description": "A personal access token (`rm_…`) of `POST /api/tokens`.",
        },
        _COOKIE: {
            "type": "apiKey",
            "in": "cookie",
            "name": ACCESS_COOKIE,
            "description": "The access token that signing in sets as a cookie.",
        },
        _CSRF: {
            "type": "apiKey",
            "in": "header",
            "name": CSRF_HEADER,
            "description": "The value of the cookie `csrf`; needed beside the access cookie.",
        },
    },
    "parameters": {
        "If-Match": {
            "name": "If-Match",
            "in": "header",
            "schema": {"type": "string"},
            "example": '"3"',
            "description": "The ETag that was read before; another current one is answered 412.",
        },
        "Idempotency-Key": {
            "name": "Idempotency-Key",
            "in": "header",
            "schema": {"type": "string", "pattern": IDEMPOTENCY_KEY.pattern},
            "example": "9f1c2a",
            "description": "The same request with the same key has one effect and one answer"
            " for 24 hours.",
        },
    },
    "headers": {
        "X-Request-Id": {
            "schema": {"type": "string"},
            "required": True,
            "description": "The id of the request, as in the logs.",
        },
        "ETag": {
            "schema": {"type": "string"},
            "required": True,
            "description": "The version of what was read or written, for `If-Match`.",
        },
        "WWW-Authenticate": {
            "schema": {"type": "string"},
            "required": True,
            "description": "The scheme to authenticate by, which is Bearer.",
        },
        "Retry-After": {
            "schema": {"type": "integer"},
            "required": True,
            "description": "How many seconds to wait.",
        },
    },
}
"""What the operations of every service refer to."""

_HEADER_OF_STATUS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "WWW-Authenticate",
    HTTPStatus.TOO_MANY_REQUESTS: "Retry-After",
}

SHARED_SCHEMAS = ("Problem", "ProblemError")
"""The schemas that are the same in every service, whatever it answers."""


@dataclass(frozen=True, slots=True)
class ServiceApi:
    """The operations of a service, and how its errors are answered."""

    service: str
    operations: Sequence[Operation]
    error_rules: ErrorRules
    has_callers: bool = True
    """Whether requests are authenticated, and answered from a database and other services."""


def describe(api: ServiceApi) -> Document:
    """Write the OpenAPI document of a service."""
    schemas = Schemas([Problem, *_models(api)])
    paths: Document = {}
    for operation in api.operations:
        item = paths.setdefault(path_template(operation.rule), {})
        item[operation.method.lower()] = _operation(operation, api, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Reelmill {api.service}", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas.components(), **COMPONENTS},
    }


def path_template(rule: str) -> str:
    """Write a Flask rule as a path of OpenAPI: `/things/<int:thing_id>` as `/things/{thingId}`."""
    return _VARIABLE.sub(lambda found: f"{{{to_camel(found['name'])}}}", rule)


def errors_of(operation: Operation, api: ServiceApi) -> dict[int, dict[str, str]]:
    """Return the codes that an operation may answer by HTTP status, and what each means."""
    found: dict[int, dict[str, str]] = {}
    declared = [_rule_of(one, api.error_rules) for one in operation.options.get("errors", ())]
    standard = standard_errors_of(operation, has_callers=api.has_callers)
    for rule in (*declared, *standard):
        found.setdefault(rule.kind.http_status, {}).setdefault(rule.code, rule.meaning)
    return found


def _models(api: ServiceApi) -> Iterator[type[BaseModel]]:
    for operation in api.operations:
        yield from operation.models.values()
        yield from operation.bodies.values()
        if "form" in operation.options:
            yield operation.options["form"]
        yield from (one for one in operation.answers.values() if not isinstance(one, Content))


def _rule_of(error: ErrorSpec, error_rules: ErrorRules) -> ErrorRule:
    if isinstance(error, ErrorRule):
        return error
    for base in error.__mro__:
        if issubclass(base, Exception) and base in error_rules:
            rule = error_rules[base]
            meaning = rule.meaning or (inspect.getdoc(error) or "").splitlines()[0]
            return ErrorRule(rule.kind, getattr(error, "code", None) or rule.code, meaning)
    raise KeyError(f"there is no error rule for {error.__name__}")


def _operation(operation: Operation, api: ServiceApi, schemas: Schemas) -> Document:
    summary, _, description = (inspect.getdoc(operation.view) or "").partition("\n\n")
    described: Document = {
        "summary": summary.rstrip("."),
        "description": description or summary,
        "tags": [api.service],
        "security": _security(operation),
        "responses": _responses(operation, api, schemas),
    }
    if operation.is_described:
        default_id = to_camel(operation.view.__name__)
        described["operationId"] = operation.options.get("operation_id", default_id)
    if parameters := list(_parameters(operation, schemas)):
        described["parameters"] = parameters
    if body := _request_body(operation, schemas):
        described["requestBody"] = body
    return described


def _security(operation: Operation) -> list[dict[str, list[str]]]:
    if not operation.takes_caller:
        return []
    cookie: dict[str, list[str]] = {_COOKIE: []}
    if operation.method in UNSAFE_METHODS:
        cookie[_CSRF] = []
    ways: list[dict[str, list[str]]] = [{_BEARER: []}, cookie]
    return ways if operation.requires_caller else [{}, *ways]


def _parameters(operation: Operation, schemas: Schemas) -> Iterator[Document]:
    for place in ("path", "query"):
        if model := operation.models.get(place):
            for name, member, is_required in schemas.members(model):
                shown = to_camel(name) if place == "path" else name
                schema = {key: one for key, one in member.items() if key != "description"}
                if place == "path" and schema.get("type") == "integer":
                    schema |= {"minimum": 1, "maximum": LARGEST_ID}
                description = member.get("description", "")
                parameter = {"name": shown, "in": place, "schema": schema}
                yield {**parameter, "description": description, "required": is_required}
    if operation.options.get("if_match", False):
        yield {"$ref": "#/components/parameters/If-Match"}
    if operation.accepts_idempotency_key:
        yield {"$ref": "#/components/parameters/Idempotency-Key"}


def _request_body(operation: Operation, schemas: Schemas) -> Document | None:
    if "content" in operation.options:
        opaque = {"schema": {"type": "string", "format": "binary"}}
        return {"required": True, "content": {operation.options["content"]: opaque}}
    bodies = dict(operation.bodies)
    if "form" in operation.options:
        bodies = {"multipart/form-data": operation.options["form"]}
    content: Document = {}
    for media_type, model in bodies.items():
        if model.model_fields:
            content[media_type] = {"schema": schemas.reference(model)}
            if media_type.endswith("json"):
                content[media_type]["example"] = schemas.example(model)
    if not content:
        return None
    fields = [one for model in bodies.values() for one in model.model_fields.values()]
    is_needed = any(one.is_required() for one in fields) or any(map(_is_choice, bodies.values()))
    return {"required": is_needed, "content": content}


def _is_choice(model: type[BaseModel]) -> bool:
    """Whether a body gives exactly one of several members, so that no body is too little."""
    return issubclass(model, RequestBody) and bool(model.exactly_one_of)


def _responses(operation: Operation, api: ServiceApi, schemas: Schemas) -> Document:
    responses: Document = {}
    for status, spec in operation.answers.items():
        responses[str(status)] = _answer(spec, schemas, status=status)
        if operation.options.get("etag", False) and is_success(status) and status != 204:
            responses[str(status)]["headers"]["ETag"] = {"$ref": "#/components/headers/ETag"}
    for status, codes in sorted(errors_of(operation, api).items()):
        known = responses.setdefault(str(status), {"description": "", "headers": {}})
        listed = "\n".join(f"- `{code}`: {meaning}" for code, meaning in codes.items())
        known["description"] = "\n\n".join(one for one in (known["description"], listed) if one)
        known["headers"] |= _headers_of_every_answer(status)
        known.setdefault("content", {})[PROBLEM_TYPE] = _problem(status, codes)
    return responses


def _answer(spec: AnswerSpec, schemas: Schemas, *, status: int) -> Document:
    if isinstance(spec, Content):
        content = {one: {"schema": schema_of_type(one)} for one in spec.media_types}
        description, headers = spec.description, spec.headers
    else:
        json = {"schema": schemas.reference(spec), "example": schemas.example(spec)}
        content, headers = {"application/json": json}, {}
        description = (inspect.getdoc(spec) or HTTPStatus(status).phrase).splitlines()[0]
    own = {
        name: {"schema": {"type": "string"}, "required": True, "description": one}
        for name, one in headers.items()
    }
    answer: Document = {
        "description": description,
        "headers": {**_headers_of_every_answer(status), **own},
    }
    return {**answer, "content": content} if content else answer


def _headers_of_every_answer(status: int) -> Document:
    names = ["X-Request-Id"]
    if status in _HEADER_OF_STATUS:
        names.append(_HEADER_OF_STATUS[status])
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _problem(status: int, codes: dict[str, str]) -> Document:
    code, meaning = next(iter(codes.items()))
    narrowed = {"status": {"const": status}, "error": {"enum": list(codes)}}
    example = {
        "type": f"urn:reelmill:error:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": meaning,
        "error": code,
        "requestId": "9f1c2a",
    }
    schema = {"allOf": [{"$ref": "#/components/schemas/Problem"}, {"properties": narrowed}]}
    return {"schema": schema, "example": example}
