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
        # render
        "GET /api/renders/{exportId}",
        "POST /api/renders/{exportId}/cancel",
        "POST /api/renders/{exportId}/retry",
        "GET /api/render-nodes",
        "POST /api/create-video/screen-titles/render",
        # campaigns
        "GET /api/video-campaigns",
        "GET /api/story-campaigns",
    }
)
"""`METHOD /path/{variable}`; their answers are not compared with anything."""
