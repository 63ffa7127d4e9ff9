# SPDX-License-Identifier: Apache-2.0
"""The kinds of errors, what each is called in HTTP and in gRPC, and how errors are answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum


class ErrorKind(Enum):
    """A kind of error: (HTTP status, name of the gRPC status code)."""

    INVALID = (400, "INVALID_ARGUMENT")
    UNAUTHENTICATED = (401, "UNAUTHENTICATED")
    FORBIDDEN = (403, "PERMISSION_DENIED")
    NOT_FOUND = (404, "NOT_FOUND")
    METHOD = (405, "UNIMPLEMENTED")
    CONFLICT = (409, "FAILED_PRECONDITION")
    LENGTH = (411, "INVALID_ARGUMENT")
    STALE = (412, "ABORTED")
    TOO_LARGE = (413, "OUT_OF_RANGE")
    UNSUPPORTED = (415, "INVALID_ARGUMENT")
    UNPROCESSABLE = (422, "FAILED_PRECONDITION")
    RATE_LIMITED = (429, "RESOURCE_EXHAUSTED")
    INTERNAL = (500, "INTERNAL")
    BAD_UPSTREAM = (502, "UNAVAILABLE")
    UNAVAILABLE = (503, "UNAVAILABLE")
    FULL = (507, "RESOURCE_EXHAUSTED")

    @property
    def http_status(self) -> int:
        """The HTTP status of this kind."""
        return self.value[0]

    @property
    def grpc_name(self) -> str:
        """The name of the gRPC status code of this kind."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class FieldError:
    """One fault of the input: its stable code, an RFC 6901 pointer to it, and a sentence."""

    code: str
    pointer: str
    detail: str


@dataclass(frozen=True, slots=True)
class ErrorRule:
    """How an error is answered: its kind, its stable code, and what the code means."""

    kind: ErrorKind
    code: str
    meaning: str = ""
    """What is wrong and what to do; empty where the docstring of the condition says it."""

    def error(self, detail: str = "", *, problems: Sequence[FieldError] = ()) -> ApiError:
        """Make the error; its detail is by default the meaning of the rule."""
        return ApiError(self.kind, self.code, detail or self.meaning, problems=problems)


@dataclass(frozen=True, slots=True)
class ErrorResponse:
    """An error as it is answered."""

    kind: ErrorKind
    code: str
    detail: str
    problems: Sequence[FieldError] = ()
    extra: Mapping[str, object] = field(default_factory=dict)


class ApiError(Exception):
    """An error of the chassis or of another service; `response` says how it is answered."""

    def __init__(
        self,
        kind: ErrorKind,
        code: str,
        detail: str = "",
        *,
        problems: Sequence[FieldError] = (),
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail or code)
        self.response = ErrorResponse(kind, code, detail or code, tuple(problems), extra or {})


ErrorRules = Mapping[type[Exception], ErrorRule]


def error_response(error: Exception, error_rules: ErrorRules) -> ErrorResponse | None:
    """Return the answer to an error, None when no rule covers it.

    A condition may refine its rule by attributes: `code` replaces the code, `problems` lists the
    faults of the input (code, pointer, detail each), `extra` holds further members of the answer.
    """
    if isinstance(error, ApiError):
        return error.response
    for kind in type(error).__mro__:
        if issubclass(kind, Exception) and kind in error_rules:
            return _by_rule(error, error_rules[kind])
    return None


def _by_rule(error: Exception, rule: ErrorRule) -> ErrorResponse:
    problems = tuple(
        FieldError(problem.code, problem.pointer, problem.detail)
        for problem in getattr(error, "problems", ())
    )
    code = getattr(error, "code", None) or rule.code
    extra = getattr(error, "extra", None) or {}
    return ErrorResponse(rule.kind, code, str(error) or code, problems, extra)
