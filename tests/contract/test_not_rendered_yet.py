# SPDX-License-Identifier: Apache-2.0
"""Each leaf field of an unsupported feature refuses an export and names the feature."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tests.support.timeline.schema_edits import FIXED, TEXTS, edits, leaf_names, rendered
from tests.unit.timeline.builders import a_clip, a_document, an_item, an_upload, sealed
from timeline.document.checking import check_export
from timeline.document.problems import InvalidTimeline
from timeline.document.references import upload_ids
from timeline.document.schema import json_schema
from timeline.document.unsupported import UNSUPPORTED
from timeline.document.validation import parse
from timeline.plan.planning import plan
from timeline.spec.render_plan import RenderBuild

Json = dict[str, Any]
BUILD = RenderBuild(renderer="1", encoder="x264", mezzanine_recipe="1")
HITS = 3
DISSOLVE = {"kind": "dissolve", "durationSeconds": 1}
HELD = {"uploadId": None, "hold": {"uploadId": 1, "sourceSeconds": 1}}
OTHER_SOUNDS = ("o0", "n0", "m")
"""The ids of one item of each other track that has audio."""


def a_word(at: float) -> Json:
    return {"text": "hello", "startSeconds": at, "endSeconds": at + 1}


USES: Json = {
    ("clips", "speedPct"): 50,
    ("clips", "transitionIn"): DISSOLVE,
    ("stills", "transitionIn"): DISSOLVE,
    ("stills", "motion"): {"to": {"scale": 2}},
    ("narration", "visualizer"): {"enabled": True},
    ("visualizers", ""): [an_item("visualizers", f"v{n}", 3 * n, 3 * n + 2) for n in range(HITS)],
    ("captions", "burnedIn"): True,
}
"""A value that uses each unsupported feature."""


def a_timeline(names: Sequence[str] = TEXTS) -> Json:
    """Return a timeline without unsupported features, and three items of each of their tracks."""
    clips = [a_clip(name, 0, 2, startSeconds=10 * n) for n, name in enumerate(names)]
    document = a_document(
        *clips,
        stills=[an_item("stills", f"s{n}", 10 * n + 5, 10 * n + 7, **HELD) for n in range(HITS)],
        videoOverlays=[an_item("videoOverlays", "o0", uploadId=1)],
        narration=[an_item("narration", f"n{n}", 3 * n, 3 * n + 2) for n in range(HITS)],
        captions=[
            an_item("captions", f"k{n}", at, at + 4, words=[a_word(at + 2)], burnedIn=False)
            for n, at in enumerate((0, 5, 10))
        ],
        audioSegments=[an_item("audioSegments", "m", musicMode="mix", musicLevel="loud")],
    )
    return parse(document).to_document()


def timelines(track: str, field: str) -> Iterator[Json]:
    """Yield timelines that use a feature; of visualizers also with each other audio source."""
    for names in (TEXTS, ("a", "b", "c")):
        document = a_timeline(names)
        if not field:
            document[track] = copy.deepcopy(USES[track, field])
        for item in document[track]:
            item |= {field: USES[track, field]} if field else {}
            if track == "visualizers":
                item["audioSourceSegmentId"] = names[0]
        whole = parse(document).to_document()
        yield whole
        for name in OTHER_SOUNDS if track == "visualizers" else ():
            other = copy.deepcopy(whole)
            other[track][0]["audioSourceSegmentId"] = name
            yield other


def key_of(document: Json) -> str:
    timeline = parse(document)
    kinds = {1: "video", 2: "audio"}
    uploads = [an_upload(each, kind=kinds[each]) for each in upload_ids(timeline)]
    return plan(sealed(document, uploads), build=BUILD).key


def answer(document: Json, part: str, plain: str) -> str:
    """Return the outcome of an edit: invalid, refused by name, without effect (plain), or wrong."""
    try:
        problems = check_export(parse(document))
    except InvalidTimeline:
        return "invalid"
    if not problems:
        return "plain" if key_of(document) == plain else "wrong"
    named = (each.code == "not_rendered_yet" and part in each.pointer for each in problems)
    return "refused" if all(named) else "wrong"


def answers() -> dict[str, Counter[str]]:
    """Count the outcomes of the edits of each leaf field of each unsupported feature."""
    found = {leaf: Counter[str]() for leaf in leaf_names(json_schema()) if not rendered(leaf)}
    plain = key_of(a_timeline())
    for each in UNSUPPORTED:
        for document in timelines(each.track, each.field):
            part = f"{each.track}[].{each.field}".removesuffix("[].")
            for edit in edits(document, json_schema(), accept=lambda leaf, part=part: part in leaf):
                if edit.leaf in found:
                    outcome = answer(edit.document, each.field or each.track, plain)
                    found[edit.leaf][outcome] += 1
    return found


def test_every_unsupported_feature_is_used_by_these_tests() -> None:
    assert set(USES) == {(each.track, each.field) for each in UNSUPPORTED}


def test_an_edit_of_an_unsupported_feature_is_refused_or_has_no_effect() -> None:
    found = answers()

    print(f"{len(found)} leaves, {sum(each.total() for each in found.values())} edits")
    assert {leaf: each for leaf, each in found.items() if each["wrong"]} == {}
    hits = {leaf: each["refused"] + each["plain"] for leaf, each in found.items()}
    assert {leaf: n for leaf, n in hits.items() if n < HITS} == {}


def test_a_field_with_one_value_accepts_no_other() -> None:
    third = an_item("lowerThirds", configSnapshot={})
    document = parse(a_document(a_clip(), lowerThirds=[third])).to_document()
    found = list(edits(document, json_schema(), accept=FIXED.__contains__))

    problem = Counter(edit.leaf for edit in found if answer(edit.document, "", "") == "invalid")

    assert problem == Counter(edit.leaf for edit in found) == dict.fromkeys(FIXED, HITS)
