# SPDX-License-Identifier: Apache-2.0
"""The table of who may do what by REST: every route, and the answer to each kind of caller.

The columns are an anonymous caller, another user, the owner of the resources and an administrator
of the site. `401` stands for the error `unauthenticated` and `403` for `forbidden`; any other error
is written after its status. For a list the answer is `some` if it has resources of the owner's list
and `none` if not; `page` is an HTML error page. The precondition of a row is made true before each
of its four requests.
"""

from __future__ import annotations

from gateway.web_client import PAGE_PATHS
from tests.support.authorisation import preconditions as given
from tests.support.authorisation.rest_rows_audience import AUDIENCE
from tests.support.authorisation.rest_rows_drafts import PRODUCTION_DRAFTS
from tests.support.authorisation.rest_rows_streams import STREAM_ROWS
from tests.support.authorisation.rest_table_spaces import SPACE_ROWS
from tests.support.authorisation.row import Row, everybody

CREDENTIALS = {"email": "{email}", "password": "{password}"}
TIMELINE = {"timeline": {"version": "create_video_v1", "clips": []}}
EMPTY_OTIO = {"OTIO_SCHEMA": "Timeline.1", "tracks": {"children": []}}
TITLE = {
    "title": {"id": "t", "text": "Hello", "startSeconds": 0, "endSeconds": 1},
    "frameW": 320,
    "frameH": 180,
}
SPACES = {"spaces": ["{spaceId}"]}
UPLOAD_DETAILS = {"filename": "a.mp4", "contentType": "video/mp4", "sizeBytes": 16}

PROJECT = "/api/create-video/projects/{projectId}"
PRODUCTION = "/api/productions/{productionId}"
PUBLICATION = "/api/publications/{publicationId}"
MULTIPART, MISSING = "/api/uploads/{uploadId}/multipart", "409:parts_missing"
ASSET = "/api/assets/{group}/{uploadId}"
PARTS = {"partNumbers": [1]}
NARRATION, MUSIC = "/api/create-video/narration", "/api/create-video/audio"
NOT_PUBLISHED = "404:publication_not_published"
WATCH_PAGE = "{siteUrl}/watch/{publicationId}"

GATEWAY = (
    *(Row(f"GET {path}", everybody("200")) for path in PAGE_PATHS),
    Row("GET /assets/{file}", everybody("404:not_found")),
    Row("GET /healthz", everybody("200")),
    Row("GET /readyz", everybody("200")),
    Row("GET /metrics", everybody("200")),
    Row("GET /api/openapi.json", everybody("200")),
    Row("GET /api/docs", everybody("200")),
    Row("GET /api/events?follow=false", "401 200 200 200"),
)

ACCOUNTS = (
    Row("POST /api/register", everybody("201"), given.unregistered_email, CREDENTIALS),
    Row("POST /api/login", everybody("200"), given.owners_password, CREDENTIALS),
    Row(
        "POST /api/login",
        everybody("401:invalid_credentials"),
        given.unregistered_email,
        CREDENTIALS,
    ),
    Row("POST /api/session/refresh", everybody("200"), given.owners_session),
    Row("POST /api/session/refresh", everybody("401:session_over")),
    Row("POST /api/logout", everybody("200")),
    Row("GET /api/me", "401 200 200 200"),
    Row(
        "POST /api/me/password",
        "401 403:wrong_password 403:wrong_password 403:wrong_password",
        body={"currentPassword": "not the password", "newPassword": "a better password"},
    ),
    Row("GET /api/sessions", "401 none some none"),
    Row(
        "DELETE /api/sessions/{sessionId}",
        "401 404:session_not_found 200 404:session_not_found",
        given.disposable_session,
    ),
    Row("DELETE /api/sessions", "401 200 200 200", given.disposable_session),
    Row("GET /api/workspaces", "401 none some none"),
    Row("GET /api/tokens", "401 none some none"),
    Row("POST /api/tokens", "401 201 201 201", body={"name": "another"}),
    Row(
        "DELETE /api/tokens/{tokenId}",
        "401 404:token_not_found 200 404:token_not_found",
        given.disposable_token,
    ),
    Row("GET /api/accounts/openapi.json", everybody("200")),
)

LIBRARY = (
    Row("GET /api/uploads", "401 none some none"),
    Row("GET /api/uploads?userId={ownerId}", "401 403 some some"),
    Row("GET /api/uploads/summary?ids={uploadId}", "401 none some some"),
    Row("GET /api/uploads/deleted?ids={deletedId}", "401 none some some", given.deleted_upload),
    Row("GET /api/exports", "401 none some none"),
    Row("GET /api/uploads/{uploadId}", "401 403 200 200"),
    Row("GET /api/assets/{group}", "401 none some none"),
    Row("GET /api/assets/tags", "401 none none none"),
    Row(f"POST {ASSET}/favorite", "401 403 200 200", body={"favorite": True}),
    Row(f"POST {ASSET}/used", "401 403 200 200", body={}),
    Row("GET /api/uploads/{uploadId}/file", "401 403 200 200"),
    Row("GET /api/uploads/{uploadId}/thumb", "401 403 200 200"),
    Row("GET /api/uploads/{uploadId}/filmstrip.jpg", "401 403 200 200", given.filmstrip),
    Row("GET /api/uploads/{uploadId}/filmstrip.vtt", "401 403 200 200", given.filmstrip),
    Row("GET /api/uploads/{uploadId}/peaks", "401 403 200 200", given.peaks),
    Row("GET /api/uploads/{uploadId}/edit-proxy", "401 403 200 200", given.edit_proxy),
    Row("PATCH /api/uploads/{uploadId}", "401 403 200 200", body={"description": "Changed."}),
    Row("POST /api/sign-upload", "401 201 201 201", body=UPLOAD_DETAILS),
    Row("POST /api/mark-complete", "401 403 200 200", body={"id": "{uploadId}"}),
    Row("POST /api/uploads/{uploadId}/delete-source", "401 403 200 200", given.disposable_upload),
    Row(
        "POST /api/uploads/{uploadId}/freeze-frame",
        "401 403 200 200",
        given.frozen_frame,
        {"atSeconds": 0.5},
    ),
    Row("DELETE /api/uploads/{uploadId}", "401 403 200 200", given.disposable_upload),
    Row("DELETE /api/exports/{uploadId}", "401 403 200 200", given.disposable_export),
    Row(f"POST {NARRATION}/sign", "401 201 201 201", body={"filename": "a.mp3"}),
    Row(f"GET {NARRATION}/list", "401 none none none"),
    Row(
        f"PATCH {NARRATION}/{{uploadId}}",
        "401 403 200 200",
        given.disposable_narration,
        {"name": "Voice"},
    ),
    Row(f"DELETE {NARRATION}/{{uploadId}}", "401 403 200 200", given.disposable_narration),
    Row(f"POST {MUSIC}/sign", "401 201 201 201", body={"filename": "a.mp3"}),
    Row(f"GET {MUSIC}/list", "401 none none none"),
    Row(
        f"PATCH {MUSIC}/{{uploadId}}", "401 403 200 200", given.disposable_music, {"name": "Music"}
    ),
    Row(f"DELETE {MUSIC}/{{uploadId}}", "401 403 200 200", given.disposable_music),
    Row("POST /api/uploads/samples", "401 201 409:videos_exist 201"),
    Row("GET /api/uploads/limits", "401 200 200 200"),
    Row("GET /api/uploads/multipart", "401 none some none", given.unfinished_upload),
    Row("POST /api/uploads/multipart", "401 201 201 201", body=UPLOAD_DETAILS),
    Row(f"GET {MULTIPART}/parts", "401 403 200 200", given.unfinished_upload),
    Row(f"POST {MULTIPART}/parts", "401 403 200 200", given.unfinished_upload, PARTS),
    Row(f"POST {MULTIPART}/complete", f"401 403 {MISSING} {MISSING}", given.unfinished_upload),
    Row(f"DELETE {MULTIPART}", "401 403 200 200", given.unfinished_upload),
    Row("PUT /media/files/{token}/{key...}", everybody("200"), given.part_url),
    Row("PUT /media/files/{token}/{key...}", everybody("403:bad_signature"), given.forged_part_url),
    Row("POST /media/files", everybody("201"), given.upload_form),
    Row("POST /media/files", everybody("403:bad_signature"), given.forged_form),
    Row("GET /media/files/{token}/{key...}", everybody("200"), given.file_link),
    Row(
        "GET /media/files/{token}/{key...}", everybody("403:bad_signature"), given.forged_file_link
    ),
    Row("GET /api/library/openapi.json", everybody("200")),
)

DRAFTS = (
    Row("GET /api/me/usage", "401 200 200 200"),
    Row("GET /api/create-video/projects", "401 none some none"),
    Row("POST /api/create-video/projects", "401 201 201 201", body={"name": "New"}),
    Row("POST /api/create-video/project", "401 200 200 200", given.current_projects),
    Row("PATCH /api/create-video/project", "401 200 200 200", given.current_projects, TIMELINE),
    Row(f"GET {PROJECT}", "401 403 200 200"),
    Row(f"PATCH {PROJECT}", "401 403 200 200", body={"name": "Renamed"}),
    Row(f"PATCH {PROJECT}/timeline", "401 403 200 200", given.disposable_project, TIMELINE),
    Row(f"GET {PROJECT}/export-status", "401 403 200 200"),
    Row(f"GET {PROJECT}/export-status?jobId={{renderId}}", "401 403 200 200"),
    Row(f"POST {PROJECT}/export", "401 403 202 202"),
    Row(f"GET {PROJECT}/revisions", "401 403 some some"),
    Row(f"GET {PROJECT}/revisions/{{revision}}", "401 403 200 200", given.first_revision),
    Row(f"POST {PROJECT}/revisions/{{revision}}/restore", "401 403 200 200", given.first_revision),
    Row(f"GET {PROJECT}/interchange?format=otio", "401 403 200 200"),
    Row(f"GET {PROJECT}/interchange/losses?format=edl", "401 403 200 200"),
    Row("POST /api/create-video/projects/import", "401 201 201 201", body={"otio": EMPTY_OTIO}),
    Row(f"POST {PROJECT}/duplicate", "401 403 201 201", given.disposable_project),
    Row(f"POST {PROJECT}/archive", "401 403 200 200", given.disposable_project),
    Row(f"POST {PROJECT}/unarchive", "401 403 200 200", given.disposable_project),
    Row(f"DELETE {PROJECT}", "401 403 200 200", given.disposable_project),
    Row("POST /api/timelines/validate", "401 200 200 200", body=TIMELINE),
    Row("POST /api/timelines/resolve", "401 200 200 200", body=TIMELINE),
    Row(f"GET {PROJECT}/resolved", "401 403 200 200"),
    Row("GET /api/timelines/schema.json", everybody("200")),
    *PRODUCTION_DRAFTS,
    Row("GET /api/drafts/openapi.json", everybody("200")),
)

RENDER = (
    Row("GET /api/renders", "401 none some none"),
    Row("GET /api/renders/{renderId}", "401 403 200 200"),
    Row("POST /api/renders/{renderId}/retry", "401 403 200 200", given.cancelled_render),
    Row("POST /api/renders/{renderId}/cancel", "401 403 200 200", given.retried_render),
    Row("GET /api/render-nodes", "401 403 403 200"),
    Row("POST /api/create-video/screen-titles/render", "401 200 200 200", body=TITLE),
    Row(
        "GET /api/text-images/{file}",
        "401 404:text_image_not_found 200 200",
        given.resolved_text,
    ),
    Row(
        "GET /api/uploads/{uploadId}/edit-proxy/stretches",
        "401 404:upload_not_found 200 200",
    ),
    Row(
        "GET /api/uploads/{uploadId}/edit-proxy/stretches/{number}",
        "401 404:upload_not_found 200 200",
        given.edit_proxy_stretch,
    ),
    Row(f"POST {PROJECT}/frames", "401 403 200 200", given.drawn_frame, {"frame": 0}),
    Row(f"GET {PROJECT}/frames/{{frame}}", "401 403 200 200", given.drawn_frame),
    Row(f"GET {PROJECT}/rendered-ranges", "401 403 200 200"),
    Row("GET /api/render/openapi.json", everybody("200")),
)

HLS = (
    Row("GET /api/productions", "401 none some none"),
    Row("GET /api/productions?userId={ownerId}", "401 403 some some"),
    Row("GET /api/productions/summary", "401 200 200 200"),
    Row("GET /api/productions/summary?userId={ownerId}", "401 403 200 200"),
    Row("GET /api/exports/hls-status?ids={uploadId}", "401 none some some"),
    Row("GET /api/exports/{uploadId}/hls-status", "401 403 200 200"),
    Row("POST /api/exports/{uploadId}/prep-hls", "401 403 200 200", body={}),
    Row("POST /api/productions", "401 403 201 201", body={"uploadId": "{sourceId}"}),
    Row("POST /api/productions", "401 403 201 403", given.draft, {"draftId": "{draftId}"}),
    Row(f"GET {PRODUCTION}", "401 403 200 200"),
    Row(f"GET {PRODUCTION}/story", "401 403 200 200"),
    Row(f"PATCH {PRODUCTION}/story", "401 403 200 200", body={"defaultStoryText": "Changed."}),
    Row(f"DELETE {PRODUCTION}", "401 403 200 200", given.disposable_production),
    Row("GET /api/profiles", "401 some some some"),
    Row("GET /media/hls/{token}/{productionUlid}/{file...}", everybody("200"), given.playback_link),
    Row(
        "OPTIONS /media/hls/{token}/{productionUlid}/{file...}",
        everybody("204"),
        given.playback_link,
    ),
    Row(
        "GET /media/hls/{token}/{productionUlid}/{file...}",
        everybody("403:bad_signature"),
        given.forged_playback_link,
    ),
    Row("GET /api/hls/openapi.json", everybody("200")),
)

PUBLISH = (
    *SPACE_ROWS,
    Row("GET /api/spaces", everybody("some")),
    Row("GET /api/spaces/{spaceId}/feed", everybody("some"), given.published),
    Row("GET /api/spaces/{spaceId}/feed", everybody("none"), given.unpublished),
    Row("POST /api/publish", "401 403 202 202", body={"id": "{uploadId}"}),
    Row("GET /api/uploads/{uploadId}/publish-options", "401 403 200 200"),
    Row("GET /api/uploads/{uploadId}/publications", "401 403 some some"),
    Row("POST /api/uploads/{uploadId}/publish", "401 403 200 200", given.unpublished, SPACES),
    Row("POST /api/uploads/{uploadId}/unpublish", "401 403 200 200", given.published, SPACES),
    Row(f"GET {PRODUCTION}/publications", "401 403 some some"),
    Row(
        f"POST {PRODUCTION}/publications",
        "401 403 200 200",
        given.unpublished,
        {"spaceId": "{spaceId}"},
    ),
    Row(f"POST {PRODUCTION}/publish", "401 403 200 200", given.unpublished, SPACES),
    Row(f"POST {PRODUCTION}/unpublish", "401 403 200 200", given.published, SPACES),
    Row(f"GET {PUBLICATION}", everybody("200"), given.published),
    Row(f"GET {PUBLICATION}", f"{NOT_PUBLISHED} {NOT_PUBLISHED} 200 200", given.unpublished),
    Row(f"PATCH {PUBLICATION}", "401 403 200 200", given.published, {"visibility": "inherit"}),
    Row(f"POST {PUBLICATION}/approve", "401 403 403 200", given.pending_publication),
    Row("GET /api/feed/global", everybody("some")),
    Row(f"POST {PUBLICATION}/reject", "401 403 403 200", given.other_pending_publication),
    Row(f"POST {PUBLICATION}/republish", "401 403 200 200", given.unpublished),
    Row(f"POST {PUBLICATION}/unpublish", "401 403 200 200", given.published),
    Row("GET /watch/{publicationId}", everybody("200"), given.published),
    Row("GET /watch/{publicationId}", "404:page 404:page 200 200", given.unpublished),
    Row("GET /embed/{publicationId}", everybody("200"), given.published),
    Row("GET /embed/{publicationId}", "404:page 404:page 200 200", given.unpublished),
    Row(f"GET /api/oembed?url={WATCH_PAGE}", everybody("200"), given.published),
    Row(
        f"GET /api/oembed?url={WATCH_PAGE}",
        everybody(NOT_PUBLISHED),
        given.unpublished,
    ),
    Row("GET /watch/assets/{file}", everybody("200")),
    Row("GET /api/publish/openapi.json", everybody("200")),
)

CAMPAIGNS = (
    Row("GET /api/video-campaigns", "401 none some none"),
    Row("GET /api/story-campaigns", "401 none some none"),
    Row("GET /api/campaigns/openapi.json", everybody("200")),
)

ROWS = (
    *GATEWAY,
    *ACCOUNTS,
    *LIBRARY,
    *DRAFTS,
    *RENDER,
    *HLS,
    *STREAM_ROWS,
    *PUBLISH,
    *AUDIENCE,
    *CAMPAIGNS,
)
