# SPDX-License-Identifier: Apache-2.0
"""The table of who may do what by REST: every route, and what each kind of caller is answered.

The columns are nobody, another user, the user whose things these are, and an administrator of the
site. `401` stands for the error `unauthenticated` and `403` for `forbidden`; any other error is
written behind its status. A list is `some` or `none` of what the owner sees there, and `page` is a
refusal for people to read. What must be so before is `given`, anew for each column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.authorisation import givens as so
from tests.support.authorisation.stage import Stage, Values


@dataclass(frozen=True, slots=True)
class Row:
    """A route, what its four callers are answered, and what is given and sent."""

    route: str
    answers: str
    given: Callable[[Stage], Values] = field(default=lambda _: {})
    body: Mapping[str, Any] | None = None  # Any: JSON members, or names in braces


def public(answer: str) -> str:
    """Write the columns of a route that is the same for everybody."""
    return f"{answer} {answer} {answer} {answer}"


CREDENTIALS = {"email": "{email}", "password": "{password}"}
TIMELINE = {"timeline": {"version": "create_video_v1", "clips": []}}
TITLE = {
    "title": {"id": "t", "text": "Hello", "startSeconds": 0, "endSeconds": 1},
    "frameW": 320,
    "frameH": 180,
}
SPACES = {"spaces": ["{spaceId}"]}
SIGNED = {"filename": "a.mp4", "contentType": "video/mp4", "sizeBytes": 16}

PROJECT = "/api/create-video/projects/{projectId}"
PRODUCTION = "/api/productions/{productionId}"
PUBLICATION = "/api/publications/{publicationId}"
VOICES, MUSIC = "/api/create-video/narration", "/api/create-video/audio"
HIDDEN = "404:publication_not_published"

GATEWAY = (
    Row("GET /", public("200")),
    Row("GET /healthz", public("200")),
    Row("GET /readyz", public("200")),
    Row("GET /metrics", public("200")),
    Row("GET /api/openapi.json", public("200")),
    Row("GET /api/docs", public("200")),
)

ACCOUNTS = (
    Row("POST /api/register", public("201"), so.a_new_address, CREDENTIALS),
    Row("POST /api/login", public("200"), so.the_owners_password, CREDENTIALS),
    Row("POST /api/login", public("401:invalid_credentials"), so.a_new_address, CREDENTIALS),
    Row("POST /api/session/refresh", public("200"), so.the_owners_session),
    Row("POST /api/session/refresh", public("401:session_over")),
    Row("POST /api/logout", public("200")),
    Row("GET /api/me", "401 200 200 200"),
    Row("GET /api/workspaces", "401 none some none"),
    Row("GET /api/tokens", "401 none some none"),
    Row("POST /api/tokens", "401 201 201 201", body={"name": "another"}),
    Row(
        "DELETE /api/tokens/{tokenId}",
        "401 404:token_not_found 200 404:token_not_found",
        so.a_spare_token,
    ),
    Row("GET /api/accounts/openapi.json", public("200")),
)

LIBRARY = (
    Row("GET /api/uploads", "401 none some none"),
    Row("GET /api/uploads?user_id={ownerId}", "401 403 some some"),
    Row("GET /api/uploads/summary?ids={uploadId}", "401 none some some"),
    Row("GET /api/exports", "401 none some none"),
    Row("GET /api/uploads/{uploadId}", "401 403 200 200"),
    Row("GET /api/uploads/{uploadId}/file", "401 403 200 200"),
    Row("GET /api/uploads/{uploadId}/thumb", "401 403 200 200"),
    Row("PATCH /api/uploads/{uploadId}", "401 403 200 200", body={"description": "Seen."}),
    Row("POST /api/sign-upload", "401 201 201 201", body=SIGNED),
    Row("POST /api/mark-complete", "401 403 200 200", body={"id": "{uploadId}"}),
    Row("POST /api/uploads/{uploadId}/delete-source", "401 403 200 200", so.a_spare_upload),
    Row(
        "POST /api/uploads/{uploadId}/freeze-frame",
        "401 403 200 200",
        so.a_frozen_frame,
        {"atSeconds": 0.5},
    ),
    Row("DELETE /api/uploads/{uploadId}", "401 403 200 200", so.a_spare_upload),
    Row("DELETE /api/exports/{uploadId}", "401 403 200 200", so.a_spare_export),
    Row(f"POST {VOICES}/sign", "401 201 201 201", body={"filename": "a.mp3"}),
    Row(f"GET {VOICES}/list", "401 none none none"),
    Row(f"PATCH {VOICES}/{{uploadId}}", "401 403 200 200", so.a_spare_voice, {"name": "Voice"}),
    Row(f"DELETE {VOICES}/{{uploadId}}", "401 403 200 200", so.a_spare_voice),
    Row(f"POST {MUSIC}/sign", "401 201 201 201", body={"filename": "a.mp3"}),
    Row(f"GET {MUSIC}/list", "401 none none none"),
    Row(f"PATCH {MUSIC}/{{uploadId}}", "401 403 200 200", so.a_spare_music, {"name": "Music"}),
    Row(f"DELETE {MUSIC}/{{uploadId}}", "401 403 200 200", so.a_spare_music),
    Row("POST /media/files", public("201"), so.a_form),
    Row("POST /media/files", public("403:bad_signature"), so.a_forged_form),
    Row("GET /media/files/{token}/{key...}", public("200"), so.a_link),
    Row("GET /media/files/{token}/{key...}", public("403:bad_signature"), so.a_forged_link),
    Row("GET /api/library/openapi.json", public("200")),
)

DRAFTS = (
    Row("GET /api/create-video/projects", "401 none some none"),
    Row("POST /api/create-video/projects", "401 201 201 201", body={"name": "New"}),
    Row(f"GET {PROJECT}", "401 403 200 200"),
    Row(f"PATCH {PROJECT}", "401 403 200 200", body={"name": "Renamed"}),
    Row(f"PATCH {PROJECT}/timeline", "401 403 200 200", so.a_spare_project, TIMELINE),
    Row(f"GET {PROJECT}/export-status", "401 403 200 200"),
    Row(f"GET {PROJECT}/export-status?jobId={{renderId}}", "401 403 200 200"),
    Row(f"POST {PROJECT}/export", "401 403 202 202"),
    Row(f"POST {PROJECT}/archive", "401 403 200 200", so.a_spare_project),
    Row(f"DELETE {PROJECT}", "401 403 200 200", so.a_spare_project),
    Row("POST /api/timelines/validate", "401 200 200 200", body=TIMELINE),
    Row("GET /api/timelines/schema.json", public("200")),
    Row("GET /api/drafts/openapi.json", public("200")),
)

RENDER = (
    Row("GET /api/renders/{renderId}", "401 403 200 200"),
    Row("POST /api/renders/{renderId}/retry", "401 403 200 200", so.a_stopped_render),
    Row("POST /api/renders/{renderId}/cancel", "401 403 200 200", so.a_running_render),
    Row("GET /api/render-nodes", "401 403 403 200"),
    Row("POST /api/create-video/screen-titles/render", "401 200 200 200", body=TITLE),
    Row("GET /api/render/openapi.json", public("200")),
)

HLS = (
    Row("GET /api/productions", "401 none some none"),
    Row("GET /api/productions?userId={ownerId}", "401 403 some some"),
    Row("GET /api/exports/hls-status?ids={uploadId}", "401 none some some"),
    Row("GET /api/exports/{uploadId}/hls-status", "401 403 200 200"),
    Row("POST /api/exports/{uploadId}/prep-hls", "401 403 200 200", body={}),
    Row("POST /api/productions", "401 403 201 201", body={"uploadId": "{sourceId}"}),
    Row(f"GET {PRODUCTION}", "401 403 200 200"),
    Row(f"GET {PRODUCTION}/story", "401 403 200 200"),
    Row(f"PATCH {PRODUCTION}/story", "401 403 200 200", body={"defaultStoryText": "So."}),
    Row(f"DELETE {PRODUCTION}", "401 403 200 200", so.a_spare_production),
    Row("GET /api/profiles", "401 some some some"),
    Row("GET /media/hls/{token}/{productionUlid}/{file...}", public("200"), so.a_stream),
    Row(
        "GET /media/hls/{token}/{productionUlid}/{file...}",
        public("403:bad_signature"),
        so.a_forged_stream,
    ),
    Row("GET /api/hls/openapi.json", public("200")),
)

PUBLISH = (
    Row("GET /api/spaces", public("some")),
    Row("GET /api/spaces?mine=1", "401 none some none"),
    Row("GET /api/spaces/{spaceId}/feed", public("some"), so.published),
    Row("GET /api/spaces/{spaceId}/feed", public("none"), so.unpublished),
    Row("POST /api/publish", "401 403 202 202", body={"id": "{uploadId}"}),
    Row("GET /api/uploads/{uploadId}/publish-options", "401 403 200 200"),
    Row("GET /api/uploads/{uploadId}/publications", "401 403 some some"),
    Row("POST /api/uploads/{uploadId}/publish", "401 403 200 200", so.unpublished, SPACES),
    Row("POST /api/uploads/{uploadId}/unpublish", "401 403 200 200", so.published, SPACES),
    Row(f"GET {PRODUCTION}/publications", "401 403 some some"),
    Row(
        f"POST {PRODUCTION}/publications",
        "401 403 200 200",
        so.unpublished,
        {"spaceId": "{spaceId}"},
    ),
    Row(f"GET {PUBLICATION}", public("200"), so.published),
    Row(f"GET {PUBLICATION}", f"{HIDDEN} {HIDDEN} 200 200", so.unpublished),
    Row(f"POST {PUBLICATION}/approve", "401 403 403 200", so.awaiting_approval),
    Row("GET /api/feed/global", public("some")),
    Row(f"POST {PUBLICATION}/reject", "401 403 403 200", so.awaiting_rejection),
    Row(f"POST {PUBLICATION}/republish", "401 403 200 200", so.unpublished),
    Row(f"POST {PUBLICATION}/unpublish", "401 403 200 200", so.published),
    Row("GET /watch/{publicationId}", public("200"), so.published),
    Row("GET /watch/{publicationId}", "404:page 404:page 200 200", so.unpublished),
    Row("GET /embed/{publicationId}", public("200"), so.published),
    Row("GET /embed/{publicationId}", "404:page 404:page 200 200", so.unpublished),
    Row("GET /watch/assets/{file}", public("200")),
    Row("GET /api/publish/openapi.json", public("200")),
)

CAMPAIGNS = (
    Row("GET /api/video-campaigns", "401 none some none"),
    Row("GET /api/story-campaigns", "401 none some none"),
    Row("GET /api/campaigns/openapi.json", public("200")),
)

ROWS = (*GATEWAY, *ACCOUNTS, *LIBRARY, *DRAFTS, *RENDER, *HLS, *PUBLISH, *CAMPAIGNS)
