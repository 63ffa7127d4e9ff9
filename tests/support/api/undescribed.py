# SPDX-License-Identifier: Apache-2.0
"""Operations that are not described yet: who describes one deletes its line."""

from __future__ import annotations

UNDESCRIBED = frozenset(
    {
        # render
        "GET /api/renders/{exportId}",
        "POST /api/renders/{exportId}/cancel",
        "POST /api/renders/{exportId}/retry",
        "GET /api/render-nodes",
        "POST /api/create-video/screen-titles/render",
    }
)
"""`METHOD /path/{variable}`; their answers are not compared with anything."""
