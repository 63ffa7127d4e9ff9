# SPDX-License-Identifier: Apache-2.0
"""The errors that the machinery itself answers, whatever the service."""

from __future__ import annotations

from chassis.errors import ErrorKind, ErrorRule

BAD_REQUEST = ErrorRule(
    ErrorKind.INVALID, "bad_request", "The request is not valid HTTP; correct it."
)
INTERNAL = ErrorRule(
    ErrorKind.INTERNAL, "internal", "The service has a fault; report it with the request id."
)
NOT_FOUND = ErrorRule(ErrorKind.NOT_FOUND, "not_found", "There is no such path; check the address.")
METHOD_NOT_ALLOWED = ErrorRule(
    ErrorKind.METHOD, "method_not_allowed", "The path does not take this method; see `Allow`."
)
TOO_LARGE = ErrorRule(
    ErrorKind.TOO_LARGE, "too_large", "The body is larger than this path takes; send less."
)
UNSUPPORTED_MEDIA_TYPE = ErrorRule(
    ErrorKind.UNSUPPORTED,
    "unsupported_media_type",
    "The path does not take a body of this media type; send JSON as `application/json`.",
)
RATE_LIMITED = ErrorRule(
    ErrorKind.RATE_LIMITED,
    "rate_limited",
    "Too many requests in a short time; wait as `Retry-After` says.",
)
UNAVAILABLE = ErrorRule(
    ErrorKind.UNAVAILABLE, "unavailable", "The service is restarting or away; try again."
)
DATABASE_UNAVAILABLE = ErrorRule(
    ErrorKind.UNAVAILABLE, "database_unavailable", "The database does not answer; try again."
)
STORAGE_FULL = ErrorRule(
    ErrorKind.FULL,
    "storage_full",
    "The disk is full, so that nothing new is stored; try again when space was made.",
)
QUOTA_EXCEEDED = ErrorRule(
    ErrorKind.CONFLICT,
    "quota_exceeded",
    "You have as much of this as you may; delete or finish some, `quota` says what.",
)
SERVICE_UNAVAILABLE = ErrorRule(
    ErrorKind.UNAVAILABLE,
    "service_unavailable",
    "Another service that is needed does not answer; try again.",
)
UNAUTHENTICATED = ErrorRule(
    ErrorKind.UNAUTHENTICATED, "unauthenticated", "The request is anonymous; sign in first."
)
INVALID_TOKEN = ErrorRule(
    ErrorKind.UNAUTHENTICATED,
    "invalid_token",
    "The token is unknown, expired or deleted; make a new one.",
)
SERVICE_TOKEN_INVALID = ErrorRule(
    ErrorKind.UNAUTHENTICATED,
    "service_token_invalid",
    "The token of the calling service is missing or not valid; check the keys of both services.",
)
FORBIDDEN = ErrorRule(
    ErrorKind.FORBIDDEN, "forbidden", "You may not do this; ask somebody who may."
)
INSUFFICIENT_SCOPE = ErrorRule(
    ErrorKind.FORBIDDEN,
    "insufficient_scope",
    "The personal access token does not have the scope that this needs; make one that has.",
)
CSRF_INVALID = ErrorRule(
    ErrorKind.FORBIDDEN,
    "csrf_invalid",
    "The x-csrf-token header is missing or wrong; send the value of the cookie `csrf`.",
)
FOREIGN_ORIGIN = ErrorRule(
    ErrorKind.FORBIDDEN,
    "foreign_origin",
    "The request comes from a page of another site; use a personal access token instead.",
)
INVALID_JSON = ErrorRule(
    ErrorKind.INVALID, "invalid_json", "The body is not JSON; correct its syntax."
)
INVALID_BODY = ErrorRule(
    ErrorKind.INVALID,
    "invalid_body",
    "The body has values that are not allowed; `errors` names each.",
)
MISSING_FIELDS = ErrorRule(
    ErrorKind.INVALID, "missing_fields", "A required field is missing; `errors` names it."
)
UNKNOWN_FIELD = ErrorRule(
    ErrorKind.INVALID,
    "unknown_field",
    "There is no such field or parameter; `errors` names it. Leave it out.",
)
INVALID_TEXT = ErrorRule(
    ErrorKind.INVALID,
    "invalid_text",
    "A text has NUL or half a surrogate pair, which cannot be stored; `errors` names it.",
)
INVALID_NUMBER = ErrorRule(
    ErrorKind.INVALID,
    "invalid_number",
    "A number is beyond 2^53 - 1, where not every reader of JSON is exact; `errors` names it.",
)
INVALID_PARAMETER = ErrorRule(
    ErrorKind.INVALID,
    "invalid_parameter",
    "A parameter of the query has a value that is not allowed; `errors` names each.",
)
INVALID_CURSOR = ErrorRule(
    ErrorKind.INVALID,
    "invalid_cursor",
    "The cursor was not given out by this list; begin again without one.",
)
INVALID_IDEMPOTENCY_KEY = ErrorRule(
    ErrorKind.INVALID,
    "invalid_idempotency_key",
    "An Idempotency-Key has 1 to 200 printable ASCII characters; choose another.",
)
IDEMPOTENCY_KEY_REUSED = ErrorRule(
    ErrorKind.UNPROCESSABLE,
    "idempotency_key_reused",
    "The Idempotency-Key was used before with another body; choose a new one.",
)
INVALID_RESULT = ErrorRule(
    ErrorKind.INVALID,
    "invalid_result",
    "The result is not what this kind of job produces; upgrade the worker.",
)

STANDARD_ERRORS: tuple[ErrorRule, ...] = tuple(
    one for one in list(globals().values()) if isinstance(one, ErrorRule)
)
"""All of the above."""
