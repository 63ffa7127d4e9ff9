# SPDX-License-Identifier: Apache-2.0
"""What a row of the tables needs before its request is sent; each returns values for its names."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from tests.support.authorisation.prepared import PreparedPlatform, Values, start_long_render
from tests.support.platform.creator import PASSWORD
from tests.support.render.exact_frames import exact_frame

UPLOAD_DETAILS = {"filename": "a.mp4", "contentType": "video/mp4", "sizeBytes": 16}


def unregistered_email(_: PreparedPlatform) -> Values:
    """An email address that no user has registered."""
    return {"email": f"new-{uuid.uuid4().hex[:12]}@example.org", "password": PASSWORD}


def owners_password(prepared: PreparedPlatform) -> Values:
    """The password of the owner."""
    return {"email": prepared.owner.email, "password": PASSWORD}


def owners_session(prepared: PreparedPlatform) -> Values:
    """The cookies of a session of the owner."""
    body = owners_password(prepared)
    answer = prepared.send("anonymous", "POST", "/api/login", json=body)
    return {"cookies": dict(answer.cookies)}


def disposable_session(prepared: PreparedPlatform) -> Values:
    """A session of the owner."""
    owners_session(prepared)
    return {"sessionId": prepared.owner.get("/api/sessions")["items"][0]["id"]}


def disposable_token(prepared: PreparedPlatform) -> Values:
    """A personal access token of the owner."""
    return {"tokenId": prepared.owner.post("/api/tokens", {"name": "disposable"})["token"]["id"]}


def disposable_upload(prepared: PreparedPlatform) -> Values:
    """An upload of the owner that nothing uses."""
    return {"uploadId": prepared.owner.post("/api/sign-upload", UPLOAD_DETAILS)["id"]}


def deleted_upload(prepared: PreparedPlatform) -> Values:
    """An upload of the owner that was deleted after its file had arrived."""
    if "deletedId" not in prepared.values:
        with NamedTemporaryFile(suffix=".mp4") as file:
            file.write(b"x" * 16)
            file.flush()
            upload_id = prepared.owner.upload(Path(file.name))
        prepared.owner.request("DELETE", f"/api/uploads/{upload_id}").raise_for_status()
        prepared.values["deletedId"] = upload_id
    return {"deletedId": prepared.values["deletedId"]}


def frozen_frame(prepared: PreparedPlatform) -> Values:
    """A freeze frame of the owner's export that was made before."""
    prepared.owner.frozen(prepared.values["uploadId"], at_seconds=0.5)
    return {}


def filmstrip(prepared: PreparedPlatform) -> Values:
    """The filmstrip of the owner's export."""
    prepared.owner.derived(prepared.values["uploadId"], "filmstrip.vtt")
    return {}


def peaks(prepared: PreparedPlatform) -> Values:
    """The peaks of the owner's export."""
    prepared.owner.derived(prepared.values["uploadId"], "peaks")
    return {}


def edit_proxy(prepared: PreparedPlatform) -> Values:
    """The edit proxy of the owner's export."""
    prepared.owner.derived(prepared.values["uploadId"], "edit-proxy")
    return {}


def edit_proxy_stretch(prepared: PreparedPlatform) -> Values:
    """The first stretch of the edit proxy of the owner's export."""
    prepared.owner.derived(prepared.values["uploadId"], "edit-proxy/stretches/1")
    return {"number": 1}


def disposable_narration(prepared: PreparedPlatform) -> Values:
    """A narration of the owner."""
    path = "/api/create-video/narration/sign"
    return {"uploadId": prepared.owner.post(path, {"filename": "voice.m4a"})["id"]}


def disposable_music(prepared: PreparedPlatform) -> Values:
    """A music file of the owner."""
    path = "/api/create-video/audio/sign"
    return {"uploadId": prepared.owner.post(path, {"filename": "music.mp3"})["id"]}


def disposable_export(prepared: PreparedPlatform) -> Values:
    """An export of the owner that nothing uses."""
    return {"uploadId": prepared.disposable("/api/uploads/{}", prepared.disposable_exports.pop)}


def disposable_project(prepared: PreparedPlatform) -> Values:
    """A project of the owner without clips."""
    return {"projectId": prepared.owner.project([])}


def first_revision(prepared: PreparedPlatform) -> Values:
    """The first revision of a project of the owner without clips."""
    return {**disposable_project(prepared), "revision": 1}


def draft(prepared: PreparedPlatform) -> Values:
    """The active draft that the owner has of the source."""
    body = {"uploadId": prepared.values["sourceId"]}
    opened = prepared.owner.post("/api/production-drafts", body)
    return {"draftId": opened["draft"]["id"], "revision": 1}


def preset_of(path: str) -> Callable[[PreparedPlatform], Values]:
    """Return the precondition that the owner has a preset of the family with this path."""

    def preset(prepared: PreparedPlatform) -> Values:
        """A preset of the owner; of a family that is managed, one of an administrator."""
        maker = prepared.admin if path == "/api/audio-configs" else prepared.owner
        (made,) = maker.post(path, {"name": "Disposable"}).values()
        return {"presetId": made["id"]}

    return preset


def current_projects(prepared: PreparedPlatform) -> Values:
    """A project without clips of each caller, changed after their others."""
    for caller in prepared.callers.values():
        caller.project([])
    return {}


def resolved_text(prepared: PreparedPlatform) -> Values:
    """The file of a text image that only a timeline of the owner shows."""
    title = {"id": "t", "text": "Mine alone", "startSeconds": 0, "endSeconds": 1}
    timeline = {"version": "create_video_v1", "clips": [], "screenTitles": [title]}
    answer = prepared.owner.post("/api/timelines/resolve", {"timeline": timeline})
    return {"file": f"{answer['layers'][0]['image']['key']}.png"}


def drawn_frame(prepared: PreparedPlatform) -> Values:
    """The first frame of the owner's project, drawn before."""
    exact_frame(prepared.owner, prepared.values["projectId"], 0)
    return {"frame": 0}


def disposable_production(prepared: PreparedPlatform) -> Values:
    """A production of the owner without publications."""
    body = {"uploadId": prepared.values["sourceId"]}
    production_id = prepared.disposable(
        "/api/productions/{}",
        lambda: int(prepared.owner.post("/api/productions", body)["production"]["id"]),
    )
    return {"productionId": production_id}


def cancelled_render(prepared: PreparedPlatform) -> Values:
    """A cancelled render of the owner."""
    render_id = prepared.values.get("cancelledRenderId") or start_long_render(prepared)
    answer = prepared.send("owner", "POST", f"/api/renders/{render_id}/cancel")
    if answer.status_code != 200:
        # The previous row retried it, and it has ended meanwhile.
        render_id = start_long_render(prepared)
        prepared.owner.post(f"/api/renders/{render_id}/cancel", {})
    prepared.values["cancelledRenderId"] = render_id
    return {"renderId": render_id}


def retried_render(prepared: PreparedPlatform) -> Values:
    """A render of the owner that was cancelled and retried."""
    render_id = cancelled_render(prepared)["renderId"]
    prepared.owner.post(f"/api/renders/{render_id}/retry", {})
    return {"renderId": render_id}


def upload_form(prepared: PreparedPlatform) -> Values:
    """A signed upload form of the owner."""
    post = prepared.owner.post("/api/sign-upload", UPLOAD_DETAILS)["post"]
    return {"url": _path(post["url"]), "form": post["fields"]}


def forged_form(prepared: PreparedPlatform) -> Values:
    """An upload form with a wrong signature."""
    signed = upload_form(prepared)
    return {**signed, "form": {**signed["form"], "signature": "0" * 64}}


def unfinished_upload(prepared: PreparedPlatform) -> Values:
    """An upload of the owner that is sent in one part."""
    begun = prepared.owner.post("/api/uploads/multipart", UPLOAD_DETAILS)
    return {"uploadId": begun["multipart"]["uploadId"]}


def part_url(prepared: PreparedPlatform) -> Values:
    """The URL of a part of an upload of the owner, and the part."""
    path = f"/api/uploads/{unfinished_upload(prepared)['uploadId']}/multipart/parts"
    signed = prepared.owner.post(path, {"partNumbers": [1]})
    return {"url": _path(signed["parts"][0]["url"]), "content": b"x" * 16}


def forged_part_url(prepared: PreparedPlatform) -> Values:
    """The URL of a part with a wrong signature."""
    return {**part_url(prepared), "url": _forged(part_url(prepared)["url"])}


def file_link(prepared: PreparedPlatform) -> Values:
    """A signed link to a stored file."""
    storage = prepared.deployment.storage
    storage.put_bytes("linked.mp4", b"x" * 16, content_type="video/mp4")
    return {"url": _path(storage.presign_get("linked.mp4", expires_in=60))}


def forged_file_link(prepared: PreparedPlatform) -> Values:
    """A link to a stored file with a wrong signature."""
    return {"url": _forged(file_link(prepared)["url"])}


def playback_link(prepared: PreparedPlatform) -> Values:
    """A signed link to the master playlist of the owner's production."""
    found = prepared.owner.get(f"/api/productions/{prepared.values['productionId']}")
    return {"url": _path(found["production"]["playback"]["masterUrl"])}


def forged_playback_link(prepared: PreparedPlatform) -> Values:
    """A link to a master playlist with a wrong signature."""
    return {"url": _forged(playback_link(prepared)["url"])}


def published(prepared: PreparedPlatform) -> Values:
    """The publication of the owner is published."""
    space = [prepared.values["spaceId"]]
    # An administrator may republish it whoever unpublished it.
    prepared.admin.post(f"/api/uploads/{prepared.values['uploadId']}/publish", {"spaces": space})
    return {}


def unpublished(prepared: PreparedPlatform) -> Values:
    """The publication of the owner was unpublished by the owner."""
    published(prepared)
    prepared.owner.post(f"/api/publications/{prepared.values['publicationId']}/unpublish", {})
    return {}


def pending_publication(prepared: PreparedPlatform) -> Values:
    """A pending publication of the owner."""
    return {"publicationId": prepared.values["pendingIds"][0]}


def other_pending_publication(prepared: PreparedPlatform) -> Values:
    """Another pending publication of the owner."""
    return {"publicationId": prepared.values["pendingIds"][1]}


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _forged(path: str) -> str:
    before, media, kind, token, *rest = path.split("/")
    expires, _, _ = token.partition(".")
    return "/".join([before, media, kind, f"{expires}.{'0' * 64}", *rest])
