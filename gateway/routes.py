# SPDX-License-Identifier: Apache-2.0
"""The list of routes and the service of each; the dispatcher and nginx both use it.

`{name}` stands for one segment and a last `{name...}` for all that follow. Where several templates
fit a path, the one with more literal segments from the left wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Route:
    """A path template, the methods it takes, and the service that answers it."""

    methods: tuple[str, ...]
    template: str
    service: str

    @property
    def segments(self) -> tuple[str, ...]:
        """The segments: literals as they are, `*` for one variable, `**` for all the rest."""
        return tuple(_segment(one) for one in self.template.strip("/").split("/"))


def _segment(segment: str) -> str:
    if not segment.startswith("{"):
        return segment
    return "**" if segment.endswith("...}") else "*"


_PROJECT = "/api/create-video/projects/{projectId}"
_DRAFT = "/api/production-drafts/{draftId}"
_PRESETS = (
    "/api/logo-configs",
    "/api/audio-configs",
    "/api/lower-third-configs",
    "/api/screen-title-presets",
    "/api/visualizer-presets",
)


def _preset_routes(path: str) -> tuple[str, ...]:
    one = f"{path}/{{presetId}}"
    return (
        f"GET POST {path}",
        f"GET PATCH DELETE {one}",
        f"POST {one}/duplicate",
        f"POST {one}/unarchive",
    )


_TABLE: dict[str, tuple[str, ...]] = {
    "accounts": (
        "POST /api/register",
        "POST /api/login",
        "POST /api/logout",
        "POST /api/session/refresh",
        "GET /api/me",
        "POST /api/me/password",
        "GET DELETE /api/sessions",
        "DELETE /api/sessions/{sessionId}",
        "GET POST /api/tokens",
        "DELETE /api/tokens/{tokenId}",
        "GET /api/workspaces",
    ),
    "library": (
        "POST /api/sign-upload",
        "POST /api/mark-complete",
        "GET /api/uploads",
        "GET /api/uploads/limits",
        "POST /api/uploads/samples",
        "GET POST /api/uploads/multipart",
        "DELETE /api/uploads/{uploadId}/multipart",
        "GET POST /api/uploads/{uploadId}/multipart/parts",
        "POST /api/uploads/{uploadId}/multipart/complete",
        "GET /api/uploads/summary",
        "GET /api/uploads/deleted",
        "GET PATCH DELETE /api/uploads/{uploadId}",
        "GET /api/uploads/{uploadId}/file",
        "GET /api/uploads/{uploadId}/thumb",
        "GET /api/uploads/{uploadId}/filmstrip.jpg",
        "GET /api/uploads/{uploadId}/filmstrip.vtt",
        "GET /api/uploads/{uploadId}/peaks",
        "GET /api/uploads/{uploadId}/edit-proxy",
        "POST /api/uploads/{uploadId}/delete-source",
        "POST /api/uploads/{uploadId}/freeze-frame",
        "GET /api/assets/{group}",
        "GET /api/assets/tags",
        "POST /api/assets/{group}/{uploadId}/favorite",
        "POST /api/assets/{group}/{uploadId}/used",
        "GET /api/exports",
        "DELETE /api/exports/{uploadId}",
        "POST /api/create-video/narration/sign",
        "GET /api/create-video/narration/list",
        "PATCH DELETE /api/create-video/narration/{uploadId}",
        "POST /api/create-video/audio/sign",
        "GET /api/create-video/audio/list",
        "PATCH DELETE /api/create-video/audio/{uploadId}",
        "POST /media/files",
        "GET PUT /media/files/{token}/{key...}",
    ),
    "drafts": (
        "POST PATCH /api/create-video/project",
        "GET /api/me/usage",
        "GET POST /api/create-video/projects",
        f"GET PATCH DELETE {_PROJECT}",
        f"PATCH {_PROJECT}/timeline",
        f"GET {_PROJECT}/revisions",
        f"GET {_PROJECT}/revisions/{{revision}}",
        f"POST {_PROJECT}/revisions/{{revision}}/restore",
        f"POST {_PROJECT}/archive",
        f"POST {_PROJECT}/unarchive",
        f"POST {_PROJECT}/duplicate",
        f"POST {_PROJECT}/export",
        f"GET {_PROJECT}/export-status",
        f"GET {_PROJECT}/interchange",
        f"GET {_PROJECT}/interchange/losses",
        "POST /api/create-video/projects/import",
        "POST /api/timelines/validate",
        f"GET {_PROJECT}/resolved",
        "POST /api/timelines/resolve",
        "GET /api/timelines/schema.json",
        "GET POST /api/production-drafts",
        "GET /api/production-drafts/active",
        "GET /api/production-drafts/schema.json",
        "POST /api/production-drafts/resolve",
        f"GET PATCH {_DRAFT}",
        f"GET {_DRAFT}/resolved",
        f"POST {_DRAFT}/open-as-timeline",
        f"POST {_DRAFT}/archive",
        f"POST {_DRAFT}/unarchive",
        f"POST {_DRAFT}/start-over",
        f"GET {_DRAFT}/revisions",
        f"GET {_DRAFT}/revisions/{{revision}}",
        f"POST {_DRAFT}/revisions/{{revision}}/restore",
        *(route for path in _PRESETS for route in _preset_routes(path)),
        "GET /api/screen-title-presets/{presetId}/preview.png",
        "GET /api/screen-title-fonts",
        "GET /api/screen-title-gradients",
    ),
    "render": (
        "GET /api/renders",
        "GET /api/renders/{renderId}",
        "POST /api/renders/{renderId}/cancel",
        "POST /api/renders/{renderId}/retry",
        "GET /api/render-nodes",
        "POST /api/create-video/screen-titles/render",
        "GET /api/text-images/{file}",
        "GET /api/uploads/{uploadId}/edit-proxy/stretches",
        "GET /api/uploads/{uploadId}/edit-proxy/stretches/{number}",
        f"POST {_PROJECT}/frames",
        f"GET {_PROJECT}/frames/{{frame}}",
        f"GET {_PROJECT}/rendered-ranges",
    ),
    "hls": (
        "GET POST /api/productions",
        "GET /api/productions/summary",
        "GET DELETE /api/productions/{productionId}",
        "GET PATCH /api/productions/{productionId}/story",
        "GET PUT DELETE /api/productions/{productionId}/captions/{language}",
        "POST /api/productions/{productionId}/captions/{language}/from-timeline",
        "POST /api/productions/{productionId}/replace",
        "DELETE /api/productions/{productionId}/replacement",
        "GET PUT /api/productions/{productionId}/chapters",
        "POST PUT DELETE /api/productions/{productionId}/poster",
        "DELETE /api/productions/{productionId}/renditions/{rendition}",
        "GET /api/productions/{productionId}/renditions/{rendition}/download",
        "GET /api/exports/{uploadId}/hls-status",
        "GET /api/exports/hls-status",
        "POST /api/exports/{uploadId}/prep-hls",
        "GET /api/profiles",
        "GET OPTIONS /media/hls/{token}/{productionUlid}/{file...}",
    ),
    "publish": (
        "GET POST /api/spaces",
        "GET PATCH DELETE /api/spaces/{spaceId}",
        "GET /api/spaces/{spaceId}/deletion",
        "GET PUT DELETE /api/spaces/{spaceId}/icon",
        "GET /api/spaces/{spaceId}/members",
        "PATCH DELETE /api/spaces/{spaceId}/members/{userId}",
        "POST /api/spaces/{spaceId}/join",
        "POST /api/spaces/{spaceId}/leave",
        "GET /api/spaces/{spaceId}/bans",
        "PUT DELETE /api/spaces/{spaceId}/bans/{userId}",
        "GET POST /api/spaces/{spaceId}/invitations",
        "DELETE /api/spaces/{spaceId}/invitations/{invitationId}",
        "GET POST /api/spaces/{spaceId}/invitation-links",
        "DELETE /api/spaces/{spaceId}/invitation-links/{linkId}",
        "GET /api/spaces/invitations",
        "POST /api/spaces/invitations/{invitationId}/accept",
        "POST /api/spaces/invitations/{invitationId}/decline",
        "POST /api/spaces/invitation-links/look-up",
        "POST /api/spaces/invitation-links/accept",
        "GET PATCH /api/site-settings",
        "GET /api/spaces/{spaceId}/review/queue",
        "GET /api/spaces/{spaceId}/publications",
        "GET POST /api/productions/{productionId}/schedules",
        "DELETE /api/productions/{productionId}/schedules/{scheduleId}",
        "GET /api/space/review/groups",
        "GET /api/space/review/channels",
        "GET PATCH /api/publications/{publicationId}/story",
        "POST /api/publications/{publicationId}/story/reset",
        "GET /api/spaces/{spaceId}/feed",
        "GET /api/feed/global",
        "GET /api/feed/following",
        "GET PUT DELETE /api/spaces/{spaceId}/subscription",
        "POST /api/publish",
        "GET /api/uploads/{uploadId}/publish-options",
        "GET /api/uploads/{uploadId}/publications",
        "POST /api/uploads/{uploadId}/publish",
        "POST /api/uploads/{uploadId}/unpublish",
        "GET POST /api/productions/{productionId}/publications",
        "POST /api/productions/{productionId}/publish",
        "POST /api/productions/{productionId}/unpublish",
        "GET PATCH /api/publications/{publicationId}",
        "POST /api/publications/{publicationId}/approve",
        "POST /api/publications/{publicationId}/reject",
        "POST /api/publications/{publicationId}/republish",
        "POST /api/publications/{publicationId}/unpublish",
        "GET POST /api/productions/{productionId}/review-links",
        "DELETE /api/review-links/{linkId}",
        "GET /api/reviews/{token}",
        "POST /api/reviews/{token}/reviewers",
        "PUT /api/reviews/{token}/verdict",
        "GET POST /api/reviews/{token}/notes",
        "PATCH DELETE /api/reviews/{token}/notes/{noteId}",
        "GET POST DELETE /api/publications/{publicationId}/likes",
        "GET /api/publications/{publicationId}/likes/users",
        "POST /api/publications/{publicationId}/views",
        "GET POST /api/publications/{publicationId}/comments",
        "DELETE /api/comments/{commentId}",
        "POST /api/publications/{publicationId}/reports",
        "GET /api/spaces/{spaceId}/reports",
        "PATCH /api/reports/{reportId}",
        "GET /api/search",
        "GET /api/oembed",
        "GET /watch/{publicationId}",
        "GET /watch/{publicationId}/poster.jpg",
        "GET /watch/assets/{file}",
        "GET /review/{token}",
        "GET /spaces/{spaceId}/feed.xml",
        "GET /embed/{publicationId}",
    ),
    "campaigns": (
        "GET /api/video-campaigns",
        "GET /api/story-campaigns",
    ),
}


def _rows() -> Iterator[Route]:
    for service, lines in _TABLE.items():
        for line in lines:
            *methods, template = line.split()
            yield Route(tuple(methods), template, service)
        yield Route(("GET",), f"/api/{service}/openapi.json", service)


ROUTES: tuple[Route, ...] = tuple(_rows())
