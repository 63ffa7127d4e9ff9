# SPDX-License-Identifier: Apache-2.0
"""The published schema accepts what the parser accepts."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.unit.timeline.builders import a_clip, a_document, an_item
from timeline.document.schema import json_schema
from timeline.document.timeline import TRACKS, Timeline
from timeline.document.validation import parse


@functools.cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema())


def is_valid(document: object) -> bool:
    return validator().is_valid(document)


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_every_property_has_a_title_and_a_description() -> None:
    schema = json_schema()
    properties = {
        f"{part['title']}.{key}": value
        for part in (schema, *schema["$defs"].values())
        for key, value in part["properties"].items()
    }

    assert len(properties) > 240
    bare = {
        name
        for name, value in properties.items()
        if not (value["title"] and value["description"].endswith("."))
    }
    assert bare == set()


def test_the_schema_accepts_sent_and_normalised_documents() -> None:
    document = a_document(a_clip("a", 0.5, 2, new=1), output={"fps": "25"}, stills=[], later={})

    assert is_valid(document)
    assert is_valid(parse(document).to_document())


@pytest.mark.parametrize("track", TRACKS)
def test_the_schema_knows_the_items_of_every_track(track: str) -> None:
    document = {**a_document(a_clip("a", startSeconds=100)), track: [an_item(track)]}
    written = parse(document).to_document()

    assert is_valid(document)
    assert is_valid(written)
    assert Timeline.model_validate(written) == parse(document)
    assert not is_valid({**document, track: [{**an_item(track), "id": ""}]})
    assert not is_valid({**document, track: [{**an_item(track), "startSeconds": "0"}]})


@pytest.mark.parametrize(
    "fields",
    [
        {"version": "x"},
        {"clips": [{}]},
        {"clips": [a_clip(boostDb=4)]},
        {"clips": [a_clip(speedPct=401)]},
        {"clips": [a_clip()] * 501},
        {"output": {"fps": 30}},
        {"playheadSeconds": -1},
        {"stills": {}},
        {"stills": [an_item("stills", motion={"from": {"scale": 3}})]},
        {"videoOverlays": [an_item("videoOverlays", sizePctWidth=41)]},
        {"logos": [an_item("logos", position="center")]},
        {"screenTitles": [an_item("screenTitles", text="\nx" * 30)]},
        {"captions": [an_item("captions", words=[{}])]},
    ],
)
def test_the_schema_refuses_what_the_parser_refuses(fields: dict[str, Any]) -> None:
    assert not is_valid(a_document(**fields))
