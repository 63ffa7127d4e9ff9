# SPDX-License-Identifier: Apache-2.0
"""Which of the standard errors an operation may answer."""

from __future__ import annotations

from collections.abc import Iterator

from chassis.authentication import UNSAFE_METHODS
from chassis.errors import ErrorRule
from chassis.rest.operations import Operation
from chassis.standard_errors import (
    CSRF_INVALID,
    DATABASE_UNAVAILABLE,
    FOREIGN_ORIGIN,
    IDEMPOTENCY_KEY_REUSED,
    INSUFFICIENT_SCOPE,
    INTERNAL,
    INVALID_BODY,
    INVALID_CURSOR,
    INVALID_IDEMPOTENCY_KEY,
    INVALID_JSON,
    INVALID_NUMBER,
    INVALID_PARAMETER,
    INVALID_TEXT,
    INVALID_TOKEN,
    MISSING_FIELDS,
    NOT_FOUND,
    RATE_LIMITED,
    SERVICE_UNAVAILABLE,
    STORAGE_FULL,
    TOO_LARGE,
    UNAUTHENTICATED,
    UNAVAILABLE,
    UNKNOWN_FIELD,
    UNSUPPORTED_MEDIA_TYPE,
)


def standard_errors_of(operation: Operation, *, has_callers: bool) -> Iterator[ErrorRule]:
    """List the standard errors that an operation may answer.

    `has_callers`: whether requests are authenticated, with a database and other services behind.
    """
    yield from (RATE_LIMITED, INTERNAL, UNAVAILABLE, INVALID_TEXT)
    if has_callers:
        yield from (INVALID_TOKEN, DATABASE_UNAVAILABLE, SERVICE_UNAVAILABLE, STORAGE_FULL)
    if operation.takes_caller:
        yield INSUFFICIENT_SCOPE
    if operation.requires_caller:
        yield UNAUTHENTICATED
    if operation.method in UNSAFE_METHODS:
        yield from (CSRF_INVALID, FOREIGN_ORIGIN, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE)
    if operation.accepts_idempotency_key:
        yield from (INVALID_IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_REUSED)
    yield from _errors_of_input(operation)


def _errors_of_input(operation: Operation) -> Iterator[ErrorRule]:
    if operation.body is not None:
        yield from (INVALID_JSON, INVALID_BODY, INVALID_NUMBER, UNKNOWN_FIELD, MISSING_FIELDS)
    if not operation.options.get("any_query", False):
        yield UNKNOWN_FIELD
    if query := operation.models.get("query"):
        yield from (INVALID_PARAMETER, MISSING_FIELDS)
        if "cursor" in query.model_fields:
            yield INVALID_CURSOR
    if "<" in operation.rule:
        yield NOT_FOUND
