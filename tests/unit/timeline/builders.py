# SPDX-License-Identifier: Apache-2.0
"""Timelines, uploads and plans with sensible values; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from timeline.document.problems import InvalidTimeline
from timeline.document.uploads import UploadDetails
from timeline.document.validation import parse
from timeline.plan.planning import plan
from timeline.plan.sealed import SealedTimeline
from timeline.spec.render_plan import RenderBuild, RenderPlan

OWNER = 7
BUILD = RenderBuild(renderer="1", encoder="ffmpeg 5.1 x264 164", mezzanine_recipe="1")
Json = dict[str, Any]


def a_clip(clip_id: str = "a", start: float = 0, end: float = 2, **fields: Any) -> Json:
    clip = {
        "id": clip_id,
        "uploadId": 1,
        "sourceStartSeconds": start,
        "sourceEndSeconds": end,
    }
    return clip | fields


def an_item(track: str, item_id: str = "x", start: float = 0, end: float = 2, **more: Any) -> Json:
    """The smallest valid item of any track, from start to end."""
    if track == "clips":
        return a_clip(item_id, 0, end - start, startSeconds=start, **more)
    item: Json = {"id": item_id, "startSeconds": start, "uploadId": 2}
    if track == "videoOverlays":
        return item | {"sourceStartSeconds": 0, "sourceEndSeconds": end - start} | more
    if track == "visualizers":
        source = {"audioSourceKind": "video", "audioSourceSegmentId": "a"}
        item |= source | {"presetSnapshot": {}}
    if track in {"screenTitles", "visualizers", "captions"}:
        del item["uploadId"]
    return item | {"endSeconds": end} | more


def a_document(*clips: Json, **fields: Any) -> Json:
    return {"version": "create_video_v1", "clips": list(clips)} | fields


def an_upload(upload_id: int = 1, **fields: Any) -> UploadDetails:
    details: Json = {
        "owner_user_id": OWNER,
        "kind": "video",
        "state": "ready",
        "width": 1920,
        "height": 1080,
        "fps": Fraction(30),
        "duration": Fraction(600),
        "has_audio": True,
        "sha256": f"{upload_id:064x}",
        "storage_key": f"uploads/{upload_id}",
    }
    return UploadDetails(upload_id=upload_id, **(details | fields))


def sealed(document: Json, uploads: Sequence[UploadDetails] = ()) -> SealedTimeline:
    known = {each.upload_id: each for each in uploads or (an_upload(),)}
    return SealedTimeline(parse(document), known)


def planned(document: Json, *uploads: UploadDetails, build: RenderBuild = BUILD) -> RenderPlan:
    return plan(sealed(document, uploads), build=build)


def keys(render: RenderPlan) -> list[str]:
    return [chunk.spec.key for chunk in render.chunks]


def missed(before: RenderPlan, after: RenderPlan) -> float:
    """The part of the frames of one plan that are in no chunk of another."""
    cached = set(keys(before))
    fresh = [chunk.spec.n_frames for chunk in after.chunks if chunk.spec.key not in cached]
    return sum(fresh) / after.n_frames


def codes(document: object) -> list[tuple[str, str]]:
    """The code and place of each problem of a document."""
    try:
        parse(document)
    except InvalidTimeline as invalid:
        return [(problem.code, problem.pointer) for problem in invalid.problems]
    return []
