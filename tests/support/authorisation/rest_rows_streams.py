# SPDX-License-Identifier: Apache-2.0
"""The rows of what belongs to streams: captions, chapters, posters, renditions."""

from __future__ import annotations

from tests.support.authorisation.prepared import PreparedPlatform, Values
from tests.support.authorisation.row import Row

_PRODUCTION = "/api/productions/{productionId}"
_CAPTIONS = f"{_PRODUCTION}/captions/{{language}}"
_CUES = {"text": "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n"}
_NOT_IMAGE = "400:invalid_kind"
_NO_TEXTS = "409:no_timeline_texts"
_NO_UPLOAD = "404:upload_not_found"
_NO_REPLACEMENT = "404:replacement_not_found"
_NO_RENDITION = "404:rendition_not_found"


def _language(_: PreparedPlatform) -> Values:
    """A language that captions may have."""
    return {"language": "de"}


def _captions(prepared: PreparedPlatform) -> Values:
    """The production of the owner has captions."""
    path = f"/api/productions/{prepared.values['productionId']}/captions/de"
    prepared.send("owner", "PUT", path, json=_CUES)
    return {"language": "de"}


def _unknown_rendition(_: PreparedPlatform) -> Values:
    """A rendition that the production does not have."""
    return {"rendition": "9p"}


STREAM_ROWS = (
    Row(f"PUT {_CAPTIONS}", "401 403 200 200", _language, body=_CUES),
    Row(f"GET {_CAPTIONS}", "401 403 200 200", _captions),
    Row(f"DELETE {_CAPTIONS}", "401 403 200 200", _captions),
    Row(
        f"POST {_CAPTIONS}/from-timeline",
        f"401 403 {_NO_TEXTS} {_NO_TEXTS}",
        _language,
        body={},
    ),
    Row(
        f"POST {_PRODUCTION}/replace",
        f"401 403 {_NO_UPLOAD} {_NO_UPLOAD}",
        body={"uploadId": 2_000_000_000},
    ),
    Row(
        f"DELETE {_PRODUCTION}/replacement",
        f"401 403 {_NO_REPLACEMENT} {_NO_REPLACEMENT}",
    ),
    Row(f"PUT {_PRODUCTION}/chapters", "401 403 200 200", body={"chapters": []}),
    Row(f"GET {_PRODUCTION}/chapters", "401 403 200 200"),
    Row(
        f"PUT {_PRODUCTION}/poster",
        f"401 403 {_NOT_IMAGE} {_NOT_IMAGE}",
        body={"uploadId": "{sourceId}"},
    ),
    Row(f"POST {_PRODUCTION}/poster", "401 403 200 200", body={"atSeconds": 0}),
    Row(f"DELETE {_PRODUCTION}/poster", "401 403 200 200"),
    Row(
        f"GET {_PRODUCTION}/renditions/{{rendition}}/download",
        f"401 403 {_NO_RENDITION} {_NO_RENDITION}",
        _unknown_rendition,
    ),
    Row(
        f"DELETE {_PRODUCTION}/renditions/{{rendition}}",
        f"401 403 {_NO_RENDITION} {_NO_RENDITION}",
        _unknown_rendition,
    ),
)
