# SPDX-License-Identifier: Apache-2.0
"""Operations that are not described yet: who describes one deletes its line."""

from __future__ import annotations

UNDESCRIBED = frozenset(
    {
        # accounts
        "POST /api/register",
        "POST /api/login",
        "POST /api/logout",
        "POST /api/session/refresh",
        "GET /api/me",
        "GET /api/workspaces",
        "GET /api/tokens",
        "POST /api/tokens",
        "DELETE /api/tokens/{tokenId}",
        # library
        "POST /api/sign-upload",
        "POST /api/mark-complete",
        "GET /api/uploads",
        "GET /api/uploads/summary",
        "GET /api/uploads/{uploadId}",
        "PATCH /api/uploads/{uploadId}",
        "DELETE /api/uploads/{uploadId}",
        "POST /api/uploads/{uploadId}/delete-source",
        "POST /api/uploads/{uploadId}/freeze-frame",
        "GET /api/exports",
        "DELETE /api/exports/{uploadId}",
        "POST /api/create-video/narration/sign",
        "GET /api/create-video/narration/list",
        "PATCH /api/create-video/narration/{uploadId}",
        "DELETE /api/create-video/narration/{uploadId}",
        "POST /api/create-video/audio/sign",
        "GET /api/create-video/audio/list",
        "PATCH /api/create-video/audio/{uploadId}",
        "DELETE /api/create-video/audio/{uploadId}",
        "GET /api/uploads/{uploadId}/file",
        "GET /api/uploads/{uploadId}/thumb",
        "POST /media/files",
        "GET /media/files/{token}/{key}",
        # drafts
        "GET /api/create-video/projects",
        "POST /api/create-video/projects",
        "GET /api/create-video/projects/{projectId}",
        "DELETE /api/create-video/projects/{projectId}",
        "POST /api/create-video/projects/{projectId}/archive",
        "PATCH /api/create-video/projects/{projectId}",
        "PATCH /api/create-video/projects/{projectId}/timeline",
        "POST /api/create-video/projects/{projectId}/export",
        "GET /api/create-video/projects/{projectId}/export-status",
        "POST /api/timelines/validate",
        "GET /api/timelines/schema.json",
        # render
        "GET /api/renders/{exportId}",
        "POST /api/renders/{exportId}/cancel",
        "POST /api/renders/{exportId}/retry",
        "GET /api/render-nodes",
        "POST /api/create-video/screen-titles/render",
        # hls
        "GET /api/productions",
        "POST /api/productions",
        "GET /api/productions/{productionId}",
        "DELETE /api/productions/{productionId}",
        "GET /api/productions/{productionId}/story",
        "PATCH /api/productions/{productionId}/story",
        "GET /api/profiles",
        "GET /api/exports/{uploadId}/hls-status",
        "GET /api/exports/hls-status",
        "POST /api/exports/{uploadId}/prep-hls",
        "GET /media/hls/{token}/{ulid}/{name}",
        # campaigns
        "GET /api/video-campaigns",
        "GET /api/story-campaigns",
    }
)
"""`METHOD /path/{variable}`; their answers are not compared with anything."""
