# SPDX-License-Identifier: Apache-2.0
"""What the JSON of requests and answers is made of: base models, and types of common values."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema

from chassis import clock
from chassis.ids import LARGEST_ID
from chassis.rest.alternatives import with_alternatives

_REQUEST = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True, allow_inf_nan=False)

Item = TypeVar("Item")


class _Input(BaseModel):
    """What every model of a request does; fields of type `Any` are left as they are."""

    @field_validator("*", mode="before")
    @classmethod
    def _read_integers(cls, value: Any, info: ValidationInfo) -> Any:  # Any: what JSON holds
        if cls.model_fields[info.field_name or ""].annotation is Any:
            return value
        return _with_integers(value)


def _with_integers(value: Any) -> Any:  # Any: what JSON holds
    """Make the whole numbers of a value integers: in JSON, 5.0 is one."""
    if isinstance(value, dict):
        return {name: _with_integers(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_with_integers(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


class RequestBody(_Input):
    """The JSON object of a request: members in camelCase, of exactly the JSON types declared.

    An unknown member is answered 400 `unknown_field`. A field that holds a document of the user
    takes `Any`, so that the document keeps its unknown members. Strict types also mean that an
    enum is declared as `Literal`, or as `Annotated[Kind, Field(strict=False)]`.
    """

    media_type: ClassVar[str] = "application/json"
    exactly_one_of: ClassVar[tuple[str, ...]] = ()
    """The fields of which a request gives exactly one; it is described, and the view refuses."""

    model_config = ConfigDict(**_REQUEST, strict=True)

    @property
    def is_exact(self) -> bool:
        """Whether exactly one of the fields of `exactly_one_of` is given."""
        given = [name for name in self.exactly_one_of if getattr(self, name) is not None]
        return len(given) == 1

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:  # Any: JSON Schema keywords of several types
        """Describe the members of which exactly one is given."""
        found = handler(schema)
        if names := [to_camel(name) for name in cls.exactly_one_of]:
            # What a reference leads to is changed in place, as pydantic asks for.
            described = handler.resolve_ref_schema(found)
            changed = with_alternatives(described, names)
            described.clear()
            described.update(changed)
        return found


class EmptyBody(RequestBody):
    """A body that has no members; no body at all is the same."""


class RequestQuery(_Input):
    """The parameters behind the `?` of a URL, in camelCase; an unknown one is answered 400."""

    model_config = _REQUEST


class PageQuery(RequestQuery):
    """The two parameters that every list takes."""

    limit: int = Field(50, ge=1, le=500, description="How many items a page holds at most.")
    cursor: str | None = Field(
        None,
        max_length=200,
        description="Where the page begins: `nextCursor` of the page before; the first without.",
    )


class RequestPath(_Input):
    """The variables of a path, named as the rule of the route names them."""

    model_config = ConfigDict(frozen=True)


class ResponseBody(BaseModel):
    """The JSON object of an answer: set by the names of its fields, written in camelCase."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        serialize_by_alias=True,
        validate_by_name=True,
        validate_by_alias=True,
        extra="forbid",
        frozen=True,
    )


class Ok(ResponseBody):
    """The answer of an operation that has nothing to return."""

    ok: bool = Field(default=True, description="Always true.", examples=[True])


class Page(ResponseBody, Generic[Item]):
    """One page of a list."""

    items: list[Item] = Field(description="The items of the page, in the order of the list.")
    next_cursor: str | None = Field(
        default=None,
        description="The `cursor` of the next page, null on the last.",
        examples=[None],
    )


class ProblemError(ResponseBody):
    """One fault of the input."""

    pointer: str = Field(
        description="Where the fault is in the body or the query, as RFC 6901.",
        examples=["/clips/0/id"],
    )
    error: str = Field(description="The code of the fault.", examples=["unknown_field"])
    detail: str = Field(description="What is wrong, for people.", examples=["No such field."])


class Problem(ResponseBody):
    """An error as RFC 9457 describes it; some errors have further members."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="The code as a URN.", examples=["urn:reelmill:error:not_found"])
    title: str = Field(description="The code as words.", examples=["Not found"])
    status: int = Field(description="The HTTP status.", examples=[404])
    detail: str = Field(
        description="What is wrong and what to do, for people.",
        examples=["There is no such path."],
    )
    error: str = Field(description="The stable code of the error.", examples=["not_found"])
    request_id: str = Field(
        description="The id of the request, as in `X-Request-Id` and in the logs.",
        examples=["9f1c2a"],
    )
    errors: list[ProblemError] = Field(
        default=[], description="Each fault of the input, where there are several kinds."
    )


Id = Annotated[int, Field(ge=1, le=LARGEST_ID, examples=[42])]
"""The id of a row."""

Moment = Annotated[
    dt.datetime,
    PlainSerializer(clock.to_iso, return_type=str),
    WithJsonSchema(
        {"type": "string", "format": "date-time", "examples": ["2026-03-01T12:00:00+00:00"]}
    ),
]
"""A moment of an answer, written in ISO 8601 in UTC."""

Seconds = Annotated[
    Fraction,
    PlainSerializer(lambda seconds: round(float(seconds), 6), return_type=float),
    WithJsonSchema({"type": "number", "minimum": 0, "examples": [12.5]}),
]
"""A media time of an answer: seconds as a JSON number, rounded to the microsecond."""
