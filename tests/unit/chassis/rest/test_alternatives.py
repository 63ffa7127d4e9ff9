# SPDX-License-Identifier: Apache-2.0
"""A body that takes exactly one of several members is described as `oneOf`."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator
from pydantic import Field, ValidationError

from chassis.rest import RequestBody
from chassis.rest.schemas import Schemas


class Invitation(RequestBody):
    """Who is invited."""

    exactly_one_of = ("user_id", "email")

    user_id: int | None = Field(None, ge=1, description="Their id.", examples=[7])
    email: str | None = Field(None, description="Their address.", examples=["ada@example.org"])
    note: str = Field("", max_length=10, description="A note.", examples=["Welcome."])


@pytest.mark.parametrize(
    ("given", "is_exact"),
    [
        ({"userId": 7}, True),
        ({"email": "a", "userId": None, "note": "b"}, True),
        ({}, False),
        ({"note": "b"}, False),
        ({"userId": None, "email": None}, False),
        ({"userId": 7, "email": "a"}, False),
    ],
)
def test_the_schema_takes_what_is_exact(given: dict[str, object], is_exact: bool) -> None:
    (schema,) = (one for name, one in described().items() if name == "Invitation")

    assert Draft202012Validator(schema).is_valid(given) is is_exact
    assert Invitation.model_validate(given).is_exact is is_exact


@pytest.mark.parametrize("given", [{"userId": 0}, {"userId": 7, "other": 1}, {"userId": "7"}])
def test_the_rest_of_a_schema_stays(given: dict[str, object]) -> None:
    assert not Draft202012Validator(described()["Invitation"]).is_valid(given)
    with pytest.raises(ValidationError):
        Invitation.model_validate(given)


def test_the_example_gives_one_member() -> None:
    example = Schemas([Invitation]).example(Invitation)

    assert Invitation.model_validate(example).is_exact


def described() -> dict[str, dict[str, object]]:
    return Schemas([Invitation]).components()
