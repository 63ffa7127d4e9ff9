# SPDX-License-Identifier: Apache-2.0
"""What must be so before a row of the REST table is tried, and the names that come of it."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from tests.support.authorisation.stage import Stage, Values, a_long_render
from tests.support.platform.creator import PASSWORD

SIGN = {"filename": "a.mp4", "contentType": "video/mp4", "sizeBytes": 16}


def a_new_address(_: Stage) -> Values:
    """An address nobody has registered."""
    return {"email": f"new-{uuid.uuid4().hex[:12]}@example.org", "password": PASSWORD}


def the_owners_password(stage: Stage) -> Values:
    """The password of the owner."""
    return {"email": stage.owner.email, "password": PASSWORD}


def the_owners_session(stage: Stage) -> Values:
    """A browser where the owner is signed in."""
    body = the_owners_password(stage)
    answer = stage.ask("anonymous", "POST", "/api/login", json=body)
    return {"cookies": dict(answer.cookies)}


def a_spare_token(stage: Stage) -> Values:
    """A personal access token of the owner's."""
    return {"tokenId": stage.owner.post("/api/tokens", {"name": "spare"})["token"]["id"]}


def a_spare_upload(stage: Stage) -> Values:
    """An upload of the owner's that nothing uses."""
    return {"uploadId": stage.owner.post("/api/sign-upload", SIGN)["id"]}


def a_frozen_frame(stage: Stage) -> Values:
    """A frame of the owner's export that is an image already."""
    stage.owner.frozen(stage.values["uploadId"], at_seconds=0.5)
    return {}


def a_spare_voice(stage: Stage) -> Values:
    """A narration of the owner's."""
    path = "/api/create-video/narration/sign"
    return {"uploadId": stage.owner.post(path, {"filename": "voice.m4a"})["id"]}


def a_spare_music(stage: Stage) -> Values:
    """Some music of the owner's."""
    path = "/api/create-video/audio/sign"
    return {"uploadId": stage.owner.post(path, {"filename": "music.mp3"})["id"]}


def a_spare_export(stage: Stage) -> Values:
    """An export of the owner's that nothing uses."""
    return {"uploadId": stage.spare("/api/uploads/{}", stage.spare_exports.pop)}


def a_spare_project(stage: Stage) -> Values:
    """A project of the owner's without a clip."""
    return {"projectId": stage.owner.project([])}


def a_spare_production(stage: Stage) -> Values:
    """A production of the owner's that is published nowhere."""
    body = {"uploadId": stage.values["sourceId"]}
    made = stage.spare(
        "/api/productions/{}",
        lambda: int(stage.owner.post("/api/productions", body)["production"]["id"]),
    )
    return {"productionId": made}


def a_stopped_render(stage: Stage) -> Values:
    """A render of the owner's that was cancelled."""
    render_id = stage.values.get("stoppedId") or a_long_render(stage)
    answer = stage.ask("owner", "POST", f"/api/renders/{render_id}/cancel")
    if answer.status_code != 200:
        # It was tried again by the row before, and has ended meanwhile.
        render_id = a_long_render(stage)
        stage.owner.post(f"/api/renders/{render_id}/cancel", {})
    stage.values["stoppedId"] = render_id
    return {"renderId": render_id}


def a_running_render(stage: Stage) -> Values:
    """A render of the owner's that was cancelled and is tried again."""
    render_id = a_stopped_render(stage)["renderId"]
    stage.owner.post(f"/api/renders/{render_id}/retry", {})
    return {"renderId": render_id}


def a_form(stage: Stage) -> Values:
    """A signed form for one file."""
    return {"form": stage.owner.post("/api/sign-upload", SIGN)["post"]["fields"]}


def a_forged_form(stage: Stage) -> Values:
    """A form whose signature is not ours."""
    return {"form": {**a_form(stage)["form"], "signature": "0" * 64}}


def a_link(stage: Stage) -> Values:
    """A signed link to stored bytes."""
    storage = stage.deployment.storage
    storage.put_bytes("linked.mp4", b"x" * 16, content_type="video/mp4")
    return {"url": _path(storage.presign_get("linked.mp4", expires_in=60))}


def a_forged_link(stage: Stage) -> Values:
    """A link to those bytes whose signature is not ours."""
    return {"url": _forged(a_link(stage)["url"])}


def a_stream(stage: Stage) -> Values:
    """A signed link to the stream of the owner's production."""
    found = stage.owner.get(f"/api/productions/{stage.values['productionId']}")
    return {"url": _path(found["production"]["playback"]["masterUrl"])}


def a_forged_stream(stage: Stage) -> Values:
    """A link to that stream whose signature is not ours."""
    return {"url": _forged(a_stream(stage)["url"])}


def published(stage: Stage) -> Values:
    """The owner's publication is to be seen."""
    space = [stage.values["spaceId"]]
    # An administrator puts back whatever was taken down, whoever did it.
    stage.admin.post(f"/api/uploads/{stage.values['uploadId']}/publish", {"spaces": space})
    return {}


def unpublished(stage: Stage) -> Values:
    """The owner has taken the publication down."""
    published(stage)
    stage.owner.post(f"/api/publications/{stage.values['publicationId']}/unpublish", {})
    return {}


def awaiting_approval(stage: Stage) -> Values:
    """A publication of the owner's that awaits a moderator."""
    return {"publicationId": stage.values["waitingIds"][0]}


def awaiting_rejection(stage: Stage) -> Values:
    """Another publication of the owner's that awaits a moderator."""
    return {"publicationId": stage.values["waitingIds"][1]}


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _forged(path: str) -> str:
    before, media, kind, token, *rest = path.split("/")
    expires, _, _ = token.partition(".")
    return "/".join([before, media, kind, f"{expires}.{'0' * 64}", *rest])
