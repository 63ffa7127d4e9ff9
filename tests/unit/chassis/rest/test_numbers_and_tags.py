# SPDX-License-Identifier: Apache-2.0
"""Whole numbers and entity tags, however they are written."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import Field

from chassis.rest import ApiBlueprint, RequestBody, RequestPath, ResponseBody, if_match
from chassis.rest.app import app_of


class CountPath(RequestPath):
    """A count by its id."""

    count_id: int = Field(description="The id.")


class CountBody(RequestBody):
    """Whole numbers, and a document."""

    whole: int = Field(description="A whole number.")
    more: list[int] = Field(default=[], description="More of them.")
    document: Any = Field(default=None, description="A document.")


class CountAnswer(ResponseBody):
    """What was read."""

    count_id: int = Field(description="The id.")
    read: str = Field(description="The numbers as they were read.", examples=["1"])


class TagsAnswer(ResponseBody):
    """The entity tags of `If-Match`."""

    tags: list[str] | None = Field(description="The tags.")


def counts() -> ApiBlueprint:
    api = ApiBlueprint("counts", __name__)

    @api.post("/counts/<int:count_id>")
    def read(path: CountPath, body: CountBody) -> CountAnswer:
        """Read numbers.

        They are answered as a text.
        """
        return CountAnswer(count_id=path.count_id, read=f"{body.whole} {body.more} {body.document}")

    @api.get("/tags", if_match=True)
    def tags() -> TagsAnswer:
        """Read `If-Match`.

        Its tags are answered.
        """
        found = if_match()
        return TagsAnswer(tags=None if found is None else sorted(found))

    return api


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    app: Flask = app_of("counts", [counts()], authenticator=None, error_rules={})
    return app.test_client()


def test_a_number_without_a_fraction_is_a_whole_number(client: FlaskClient) -> None:
    answer = client.post("/counts/1", data='{"whole": 3.0, "more": [4.0, 5], "document": 6.0}')

    assert answer.json == {"countId": 1, "read": "3 [4, 5] 6.0"}


@pytest.mark.parametrize("whole", ["3.5", '"3"', "true"])
def test_any_other_value_is_no_whole_number(client: FlaskClient, whole: str) -> None:
    answer = client.post("/counts/1", data=f'{{"whole": {whole}}}')

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_body")


@pytest.mark.parametrize(
    ("header", "tags"), [('"3", ""', ["3"]), ('""', []), ('W/"3"', []), ("*", None)]
)
def test_empty_and_weak_entity_tags_match_nothing(
    client: FlaskClient, header: str, tags: list[str] | None
) -> None:
    assert client.get("/tags", headers={"If-Match": header}).json == {"tags": tags}
