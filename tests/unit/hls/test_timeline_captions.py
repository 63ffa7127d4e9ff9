# SPDX-License-Identifier: Apache-2.0
"""Captions of productions that are made of the timeline they were rendered of."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Any

import pytest

from services.hls.coordinator.domain.cues import plain_cue
from services.hls.coordinator.domain.text_tracks import spoken_text
from tests.support.hls.drafts import EXPORT_ID
from tests.support.hls.world import ADMIN, OTHER, OWNER, HlsWorld, upload

PATH = "/api/productions/1/captions/en/from-timeline"
PREP = "/api/exports/42/prep-hls"
CUES = [plain_cue(Fraction(1), Fraction(5, 2), "Tom & Jerry <at> the sea")]
VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nTom &amp; Jerry &lt;at&gt; the sea\n"


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    built.emptied()
    built.uploads.put(upload(export_id=EXPORT_ID))
    built.drafts.cues[OWNER, EXPORT_ID] = CUES
    return built


def prepared_with(world: HlsWorld, captions: Any) -> Any:  # Any: JSON, and an answer
    return world.client().post(PREP, json={"timelineCaptions": captions})


def test_texts_of_the_timeline_become_captions_that_can_be_changed(world: HlsWorld) -> None:
    world.packaged()

    answer = world.client().post(PATH, json={"label": "English"})

    assert (answer.status_code, answer.json["captions"]["text"]) == (200, VTT)
    assert answer.json["captions"]["label"] == "English"
    assert world.announced()[-1] == "captions_changed"
    changed = world.client().put(PATH.removesuffix("/from-timeline"), json={"text": VTT})
    assert changed.status_code == 200


def test_an_administrator_makes_them_of_the_timeline_of_the_owner(world: HlsWorld) -> None:
    world.packaged()

    assert world.client(ADMIN).post(PATH, json={}).json["captions"]["label"] == "en"
    assert world.client(OTHER).post(PATH, json={}).json["error"] == "forbidden"


def test_a_new_production_has_them_when_it_is_prepared_with_them(world: HlsWorld) -> None:
    answer = prepared_with(world, {"language": "en"})

    assert answer.status_code == 202
    assert world.client().get("/api/productions/1/captions/en").json["captions"]["text"] == VTT
    assert world.announced() == ["created", "captions_changed"]
    assert prepared_with(world, {"language": "de"}).status_code == 200
    assert world.client().get("/api/productions/1/captions/de").status_code == 404


def test_the_words_are_announced_as_they_are_read() -> None:
    assert spoken_text(VTT) == "Tom & Jerry <at> the sea"


@pytest.mark.parametrize("role", ["export", "source"])
def test_a_video_without_a_timeline_or_without_texts_has_none(world: HlsWorld, role: str) -> None:
    if role == "source":
        world.uploads.put(upload(role="source"))
    world.drafts.cues.clear()
    made = world.client().post("/api/productions", json={"uploadId": 42})
    assert made.status_code == 201, made.json

    answer = world.client().post(PATH, json={})

    assert (answer.status_code, answer.json["error"]) == (409, "no_timeline_texts")


def test_without_texts_an_export_is_not_prepared_with_captions(world: HlsWorld) -> None:
    world.uploads.put(dataclasses.replace(upload(), export_id=None))

    answer = prepared_with(world, {"language": "en"})

    assert (answer.status_code, answer.json["error"]) == (409, "no_timeline_texts")
    assert world.client().get("/api/productions").json["items"] == []


@pytest.mark.parametrize(
    ("captions", "error"),
    [
        ({"language": "English"}, "invalid_language"),
        ({"language": "en", "label": 'The "best"'}, "invalid_captions"),
        ({}, "missing_fields"),
        ({"language": "en", "colour": "red"}, "unknown_field"),
    ],
)
def test_a_choice_that_is_none_is_refused(world: HlsWorld, captions: Any, error: str) -> None:
    answer = prepared_with(world, captions)

    assert (answer.status_code, answer.json["error"]) == (400, error)
