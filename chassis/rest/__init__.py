# SPDX-License-Identifier: Apache-2.0
"""REST: routes that are declared once, read requests, answer, and describe themselves."""

from __future__ import annotations

from chassis.rest.answers import Answer, Content
from chassis.rest.app import create_app
from chassis.rest.blueprint import ApiBlueprint
from chassis.rest.callers import (
    caller,
    client_address,
    expected_revisions,
    if_match,
    require_admin,
    require_user,
)
from chassis.rest.cursors import CursorCodec
from chassis.rest.models import (
    Id,
    Moment,
    Ok,
    Page,
    PageQuery,
    RequestBody,
    RequestPath,
    RequestQuery,
    ResponseBody,
    Seconds,
)
from chassis.rest.once import idempotency_request, idempotent
from chassis.rest.responses import problem

__all__ = [
    "Answer",
    "ApiBlueprint",
    "Content",
    "CursorCodec",
    "Id",
    "Moment",
    "Ok",
    "Page",
    "PageQuery",
    "RequestBody",
    "RequestPath",
    "RequestQuery",
    "ResponseBody",
    "Seconds",
    "caller",
    "client_address",
    "create_app",
    "expected_revisions",
    "idempotency_request",
    "idempotent",
    "if_match",
    "problem",
    "require_admin",
    "require_user",
]
