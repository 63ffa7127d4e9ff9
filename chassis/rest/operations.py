# SPDX-License-Identifier: Apache-2.0
"""What is declared of one REST operation, beside its view and by the view itself."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any, TypedDict, get_args, get_origin

from pydantic import BaseModel

from chassis.authentication import UNSAFE_METHODS
from chassis.caller import Caller
from chassis.errors import ErrorRule
from chassis.rest.answers import Answer, Content
from chassis.rest.models import EmptyBody

View = Callable[..., Any]  # Any: a model, an Answer, or what Flask takes


AnswerSpec = type[BaseModel] | Content
ErrorSpec = type[Exception] | ErrorRule


class OperationOptions(TypedDict, total=False):
    """What may be declared beside a view; see CONTRIBUTING, "Describe a route"."""

    answers: Mapping[int, AnswerSpec]
    """The answers by status; without it, 200 with the model that the view returns."""
    errors: Sequence[ErrorSpec]
    """Conditions of the domain and rules; those that every operation has are added."""
    etag: bool
    """Whether successful answers carry an ETag."""
    if_match: bool
    """Whether `If-Match` is looked at."""
    idempotency_key: bool
    """Whether `Idempotency-Key` is looked at; `@idempotent` says so by itself."""
    form: type[BaseModel]
    """The fields of a multipart form, for the description only; the view reads the form."""
    content: str
    """The media type of a body of bytes; the view reads them from the stream."""
    any_query: bool
    """Whether unknown parameters of the query are let through, as on pages people link to."""
    scope: str
    """The scope that a token needs; by default `read` for GET and `write` for the rest."""
    operation_id: str
    """By default the name of the view in camelCase."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path."""

    method: str
    rule: str
    view: View
    options: OperationOptions
    models: Mapping[str, type[BaseModel]]
    """The models of `path`, `query` and `body`, as the view is annotated."""
    other_bodies: Mapping[str, type[BaseModel]]
    """The models of bodies of other media types, for a view whose `body` is a union of models."""
    takes_caller: bool
    requires_caller: bool
    """Whether an anonymous request is refused."""
    answers: Mapping[int, AnswerSpec]

    @property
    def is_described(self) -> bool:
        """Whether the view has a docstring, and answers that are known."""
        return bool(self.view.__doc__ and self.answers)

    @property
    def scope(self) -> str:
        """The scope that a personal access token needs for this."""
        return self.options.get("scope", "write" if self.method in UNSAFE_METHODS else "read")

    @property
    def body(self) -> type[BaseModel] | None:
        """The model of the body, None when the body is no JSON."""
        if self.method not in UNSAFE_METHODS or {"form", "content"} & self.options.keys():
            return None
        return self.models.get("body", EmptyBody if self.is_described else None)

    @property
    def bodies(self) -> Mapping[str, type[BaseModel]]:
        """The models of the body by media type; any other type is read as the first."""
        body = self.body
        return {} if body is None else {"application/json": body, **self.other_bodies}

    @property
    def success_status(self) -> int:
        """The status of a view that returns only a model."""
        return next((one for one in self.answers if is_success(one)), 200)

    @property
    def accepts_idempotency_key(self) -> bool:
        """Whether `Idempotency-Key` is looked at."""
        return self.options.get("idempotency_key", False) or is_idempotent(self.view)


def operation_of(method: str, rule: str, view: View, options: OperationOptions) -> Operation:
    """Read what a view's signature and options declare."""
    signature = inspect.signature(view, eval_str=True)
    annotations = {name: one.annotation for name, one in signature.parameters.items()}
    caller = annotations.get("caller")
    first_body, *other_bodies = _members_of(annotations.get("body"))
    annotations |= {"body": first_body} if "body" in annotations else {}
    returned = signature.return_annotation
    if get_origin(returned) is Answer:
        returned = get_args(returned)[0]
    answers = options.get("answers", {200: returned} if _is_model(returned) else {})
    return Operation(
        method=method,
        rule=rule,
        view=view,
        options=options,
        models={name: one for name, one in annotations.items() if _is_model(one)},
        other_bodies={one.media_type: one for one in other_bodies},
        takes_caller=caller is not None,
        requires_caller=caller is Caller,
        answers=answers,
    )


def is_success(status: int) -> bool:
    """Whether an HTTP status says that the request had its effect."""
    return 200 <= status < 300


def is_idempotent(view: View) -> bool:
    """Whether a view is decorated with `@idempotent`."""
    return bool(getattr(view, "is_idempotent", False))


def _members_of(annotation: Any) -> tuple[Any, ...]:  # Any: a type, or a union of types
    return get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)


def _is_model(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
