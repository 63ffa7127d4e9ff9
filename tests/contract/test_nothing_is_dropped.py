# SPDX-License-Identifier: Apache-2.0
"""Each field of the document changes the export, makes it fail, or is listed as without effect."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from tests.support.timeline.schema_edits import FIXED, Edit, edits, leaf_names, rendered
from tests.unit.timeline.builders import BUILD, OWNER, a_clip, a_document, an_item
from timeline.document.checking import check_export
from timeline.document.problems import InvalidTimeline
from timeline.document.references import references
from timeline.document.schema import json_schema
from timeline.document.timeline import Timeline
from timeline.document.unsupported import UNSUPPORTED
from timeline.document.uploads import UploadDetails
from timeline.document.validation import parse
from timeline.plan.planning import plan
from timeline.plan.sealed import SealedTimeline

Json = dict[str, Any]
WITHOUT_EFFECT = {
    "playheadSeconds",
    "viewportEndSeconds",
    "guidelines[]",
    "stills[].id",
    "videoOverlays[].id",
    "videoOverlayStills[].id",
    "videoOverlayStills[].sourceVideoOverlayId",
    "graphics[].id",
    "logos[].id",
    "lowerThirds[].id",
    "lowerThirds[].configId",
    "lowerThirds[].configSnapshot.id",
    "lowerThirds[].configSnapshot.name",
    "lowerThirds[].configSnapshot.description",
    "lowerThirds[].configSnapshot.insetXPreset",
    "screenTitles[].id",
    "screenTitles[].presetId",
    "screenTitles[].presetSnapshot.id",
    "screenTitles[].presetSnapshot.name",
    "screenTitles[].presetSnapshot.description",
    "screenTitles[].presetSnapshot.sizeKey",
    "screenTitles[].presetSnapshot.timingRule",
    "screenTitles[].presetSnapshot.timingSeconds",
    "screenTitles[].instances[].id",
    "screenTitles[].renderUploadId",
    "captions[].id",
    "captions[].style",
    "captions[].startSeconds",
    "captions[].endSeconds",
    "captions[].words[].text",
    "captions[].words[].startSeconds",
    "captions[].words[].endSeconds",
    "narration[].id",
    "audioSegments[].id",
    "audioSegments[].audioConfigId",
}
"""Fields without effect on an export; the time of a title is its own, not that of its preset.

Captions that are not burned in are read by productions, not drawn.
"""


def full_document(**root: Any) -> Json:
    """Return a document with all that is rendered, every optional field present."""
    tracks = {
        "stills": [a_still("s", motion=None), a_still("h", 8, uploadId=None, hold=HELD)],
        "videoOverlays": [
            an_item("videoOverlays", "o", 0, 2, audioEnabled=True, plateStyle="thin")
        ],
        "videoOverlayStills": [an_item("videoOverlayStills", "p", 4, 5)],
        "graphics": [
            an_item("graphics", "g", 0, 3, fade="in_out", borderWidthPx=2, **BOXED),
            an_item("graphics", "g2", 3, 6, animate="slide_in"),
            an_item("graphics", "g3", 6, 8),
        ],
        "logos": [an_item("logos", "l", 0, 3, fade="in", position="top_right")],
        "lowerThirds": [
            an_item("lowerThirds", "t", 0, 7, configSnapshot={"timingSeconds": 5}),
            an_item("lowerThirds", "t2", 7, 9, configSnapshot={"sizeMode": "match_image"}),
        ],
        "screenTitles": list(some_titles()),
        "narration": [an_item("narration", "n", 0, 2, visualizer={"enabled": False})],
        "audioSegments": [an_item("audioSegments", "m", 0, 4, **root.pop("music", DUCKED))],
        "visualizers": [an_item("visualizers", "v")],
        "captions": [an_item("captions", "c", 0.5, 3.5, words=[WORD], burnedIn=False)],
    }
    for each in UNSUPPORTED:
        if each.track and not each.field:
            tracks.pop(each.track, None)
    for upload_id, items in enumerate(tracks.values(), start=10):
        # An upload has one kind, so each track has its own.
        for item in items:
            item |= {"uploadId": upload_id} if item.get("uploadId") else {}
    clip = a_clip("a", 1, 4, startSeconds=0, boostDb=3, **root.pop("fill", {}))
    document = a_document(clip, **(tracks | {"output": PORTRAIT} | root))
    return parse(document).to_document()


def a_still(item_id: str, start: float = 4, **more: Any) -> Json:
    return an_item("stills", item_id, start, start + 2, sourceClipId="a", **more)


def some_titles() -> Iterator[Json]:
    """Titles with a style, in a box, and of several texts, with all that presets have."""
    style: Json = {"marginXPx": 10, "marginYPx": 10, "offsetXPx": 5, "offsetYPx": 5}
    style |= {"fontSizePct": 6, "fontColor": "#ff0000", "position": None, "alignment": None}
    style |= {"fontKey": None, "fontGradientKey": None}
    boxed = style | {
        "position": "bottom",
        "placementRect": {"xPct": 10, "yPct": 20, "wPct": 50, "hPct": 30},
    }
    preset = {"outlineWidthPct": 10, "outlineOpacityPct": 50, "outlineColor": "#00ff00"}
    preset |= {"style": "pill", "shadowBlurPx": 3}
    styled = {"presetSnapshot": preset, "text": "one"}
    several = [
        {"id": "i", "text": "one", "customStyle": boxed},
        {"id": "j", "text": "two", "customStyle": style},
    ]
    yield an_item("screenTitles", "w1", 0, 3, **styled)
    yield an_item("screenTitles", "w2", 4, 6, **styled, customStyle=style)
    yield an_item("screenTitles", "w3", 7, 9, **styled, customStyle=boxed)
    yield an_item("screenTitles", "w4", 10, 12, presetSnapshot=preset, instances=several)


HELD = {"uploadId": 1, "sourceSeconds": 2}
BOXED = {"fitMode": "contain_transparent", "position": "top_left"}
WORD = {"text": "a", "startSeconds": 1, "endSeconds": 2}
PORTRAIT = {"aspect": "9:16", "height": 360}
DUCKED = {"musicMode": "mix_duck", "musicLevel": "quiet", "duckingIntensity": "min"}
EXACT = {"gainDb": -20, "duckingAmountDb": 9, "duckingShape": "rolling", "duckingGate": "normal"}
OPENER = {"musicMode": "opener_cutoff", "musicLevel": "loud", "audioEnabled": True}
FADED = {"openerFadeBeforeSeconds": 1, "openerFadeAfterSeconds": 1, "fadeInSeconds": 0.5}
WIDTHS = {"video": 1920, "image": 960, "logo": 960, "audio": 0}
CHANGED_FIELDS: tuple[Json, ...] = (
    {"guidelines": [1]},
    {"fill": {"bgFillStyle": "blur"}},
    {"fill": {"bgFillStyle": "color", "bgFillColor": "#222222"}},
    {"fill": {"bgFillStyle": "image", "bgFillImageUploadId": 5}},
    {"timelineBackgroundMode": "color", "timelineBackgroundColor": "#010203"},
    {"timelineBackgroundMode": "image", "timelineBackgroundUploadId": 6},
    {"music": DUCKED | EXACT},
    {"music": OPENER | FADED},
)


def documents() -> Iterator[Json]:
    """List the documents that this version can render."""
    for root in CHANGED_FIELDS:
        document = full_document(**root)
        if not check_export(parse(document)):
            yield document


def export_key(document: Json) -> str | None:
    """Return the cache key of an export; None when the document cannot be exported."""
    timeline = parse(document)
    if check_export(timeline):
        return None
    return plan(SealedTimeline(timeline, uploads_of(timeline)), build=BUILD).key


def uploads_of(timeline: Timeline) -> Mapping[int, UploadDetails]:
    """Describe an upload of the right kind for every reference."""
    return {
        each.upload_id: an_upload(each.upload_id, each.use.kind) for each in references(timeline)
    }


def an_upload(upload_id: int, kind: str) -> UploadDetails:
    is_moving = kind in {"video", "audio"}
    return UploadDetails(
        upload_id=upload_id,
        owner_user_id=OWNER,
        kind=kind,
        state="ready",
        width=WIDTHS[kind],
        height=WIDTHS[kind] * 9 // 16,
        fps=Fraction(30) if kind == "video" else None,
        frames=18000 if kind == "video" else None,
        duration=Fraction(600) if is_moving else None,
        has_audio=is_moving,
        sha256=f"{upload_id:064x}",
        storage_key=f"uploads/{upload_id}",
    )


@cache
def outcomes() -> Mapping[str, Counter[str]]:
    """Count the outcomes of the edits of each field: invalid, failed, changed, or same."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    schema = json_schema()
    for document in documents():
        before = export_key(document)
        for edit in edits(document, schema, accept=lambda leaf: not is_decided(leaf, found[leaf])):
            found[edit.leaf][outcome(edit, before)] += 1
    return found


def is_decided(leaf: str, found: Counter[str]) -> bool:
    """Whether more edits of a field cannot change the verdict."""
    return found.total() - found["invalid"] >= 3 and (
        leaf in WITHOUT_EFFECT or found["changed"] > 0
    )


def outcome(edit: Edit, before: str | None) -> str:
    try:
        after = export_key(edit.document)
    except InvalidTimeline:
        return "invalid"
    if after is None:
        return "failed"
    return "same" if after == before else "changed"


def test_every_field_is_edited_at_least_three_times() -> None:
    expected = {leaf for leaf in leaf_names(json_schema()) if rendered(leaf)} - FIXED

    tried = {leaf: found.total() - found["invalid"] for leaf, found in outcomes().items()}

    assert {leaf: tried.get(leaf, 0) for leaf in expected if tried.get(leaf, 0) < 3} == {}


def test_an_edit_of_a_field_with_effect_changes_the_export() -> None:
    known = {leaf: found for leaf, found in outcomes().items() if rendered(leaf)}

    dropped = [leaf for leaf, found in known.items() if not found["changed"] + found["failed"]]

    assert set(dropped) <= WITHOUT_EFFECT | FIXED


def test_an_edit_of_a_field_without_effect_changes_nothing() -> None:
    known = {leaf: found for leaf, found in outcomes().items() if leaf in WITHOUT_EFFECT}

    assert [leaf for leaf, found in known.items() if found["changed"] + found["failed"]] == []
