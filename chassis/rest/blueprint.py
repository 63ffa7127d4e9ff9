# SPDX-License-Identifier: Apache-2.0
"""A Flask blueprint whose routes are declared once: to answer them and to describe them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, Unpack

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from chassis.rest.callers import caller, check_scope, require_user
from chassis.rest.operations import Operation, OperationOptions, View, operation_of
from chassis.rest.requests import check_body, read_arguments
from chassis.rest.responses import to_response

AnyView = TypeVar("AnyView", bound=View)
Decorator = Callable[[AnyView], AnyView]


class ApiBlueprint(Blueprint):
    """Routes of a service: `@api.get("/api/things/<int:thing_id>", errors=[ThingNotFound])`.

    The view's parameters say what it takes: `path`, `query` and `body` are read into the models
    they are annotated with, `caller` is the user (`Caller`: required, `Caller | None`: may be
    anonymous). Its docstring is the summary and the description, its return annotation the answer.
    """

    def __init__(self, name: str, import_name: str, *, template_folder: str | None = None) -> None:
        super().__init__(name, import_name, template_folder=template_folder)
        self.operations: list[Operation] = []

    # Flask takes any options here, and these are typed.
    def get(  # type: ignore[override]
        self, rule: str, **options: Unpack[OperationOptions]
    ) -> Decorator[Any]:
        """Declare a GET."""
        return self._declare("GET", rule, options)

    def post(  # type: ignore[override]
        self, rule: str, **options: Unpack[OperationOptions]
    ) -> Decorator[Any]:
        """Declare a POST."""
        return self._declare("POST", rule, options)

    def put(  # type: ignore[override]
        self, rule: str, **options: Unpack[OperationOptions]
    ) -> Decorator[Any]:
        """Declare a PUT."""
        return self._declare("PUT", rule, options)

    def patch(  # type: ignore[override]
        self, rule: str, **options: Unpack[OperationOptions]
    ) -> Decorator[Any]:
        """Declare a PATCH."""
        return self._declare("PATCH", rule, options)

    def delete(  # type: ignore[override]
        self, rule: str, **options: Unpack[OperationOptions]
    ) -> Decorator[Any]:
        """Declare a DELETE."""
        return self._declare("DELETE", rule, options)

    def options(self, rule: str, **options: Unpack[OperationOptions]) -> Decorator[Any]:
        """Declare an OPTIONS, for pages of other origins that ask what they may do."""
        return self._declare("OPTIONS", rule, options)

    def _declare(self, method: str, rule: str, options: OperationOptions) -> Decorator[Any]:
        def decorate(view: AnyView) -> AnyView:
            operation = operation_of(method, rule, view, options)
            self.operations.append(operation)
            self.add_url_rule(
                rule,
                view.__name__,
                _answering(operation),
                methods=[method],
                provide_automatic_options=False,
            )
            return view

        return decorate


def _answering(operation: Operation) -> Callable[..., ResponseReturnValue]:
    """Make the function that Flask calls for an operation."""

    @functools.wraps(operation.view)
    def answer(**variables: Any) -> ResponseReturnValue:  # Any: what the rule's converters make
        g.operation = operation
        check_body(operation, request)
        arguments: dict[str, Any] = {}  # Any: models, and the caller
        if operation.takes_caller:
            arguments["caller"] = require_user() if operation.requires_caller else caller()
        check_scope(operation.scope)
        arguments |= read_arguments(operation, request, variables)
        result = operation.view(**arguments)
        response: ResponseReturnValue = to_response(result, success_status=operation.success_status)
        return response

    return answer
