# SPDX-License-Identifier: Apache-2.0
"""The rows of the REST table about production drafts and presets."""

from __future__ import annotations

from tests.support.authorisation import preconditions as given
from tests.support.authorisation.row import Row, everybody

DRAFT = "/api/production-drafts/{draftId}"
PRESETS = (
    "/api/logo-configs",
    "/api/lower-third-configs",
    "/api/screen-title-presets",
    "/api/visualizer-presets",
)
AUDIO_PRESETS = "/api/audio-configs"


def own_presets(path: str) -> tuple[Row, ...]:
    """Return the rows of a family of presets that belong to users."""
    one, made = f"{path}/{{presetId}}", given.preset_of(path)
    return (
        Row(f"GET {path}", "401 none some none", made),
        Row(f"POST {path}", "401 201 201 201", body={"name": "New"}),
        Row(f"GET {one}", "401 403 200 200", made),
        Row(f"PATCH {one}", "401 403 200 403", made, {"name": "Changed"}),
        Row(f"POST {one}/duplicate", "401 403 201 201", made),
        Row(f"DELETE {one}", "401 403 200 403", made),
        Row(f"POST {one}/unarchive", "401 403 200 403", made),
    )


def managed_presets(path: str) -> tuple[Row, ...]:
    """Return the rows of a family of presets that administrators manage."""
    one, made = f"{path}/{{presetId}}", given.preset_of(path)
    return (
        Row(f"GET {path}", "401 some some some", made),
        Row(f"POST {path}", "401 403 403 201", body={"name": "New"}),
        Row(f"GET {one}", "401 200 200 200", made),
        Row(f"PATCH {one}", "401 403 403 200", made, {"name": "Changed"}),
        Row(f"POST {one}/duplicate", "401 403 403 201", made),
        Row(f"DELETE {one}", "401 403 403 200", made),
        Row(f"POST {one}/unarchive", "401 403 403 200", made),
    )


PRODUCTION_DRAFTS = (
    Row(
        "GET /api/production-drafts?uploadId={sourceId}",
        "401 404:draft_not_found 200 404:draft_not_found",
        given.draft,
    ),
    Row("GET /api/production-drafts/active", "401 none some none", given.draft),
    Row(
        "POST /api/production-drafts",
        "401 404:upload_not_found 200 404:upload_not_found",
        given.draft,
        {"uploadId": "{sourceId}"},
    ),
    Row("GET /api/production-drafts/schema.json", everybody("200")),
    Row(
        "POST /api/production-drafts/resolve",
        "401 404:upload_not_found 200 404:upload_not_found",
        body={"uploadId": "{sourceId}", "config": {}},
    ),
    Row(f"GET {DRAFT}", "401 403 200 200", given.draft),
    Row(f"GET {DRAFT}/resolved", "401 403 200 200", given.draft),
    Row(f"POST {DRAFT}/open-as-timeline", "401 403 201 403", given.draft),
    Row(f"PATCH {DRAFT}", "401 403 200 403", given.draft, {"config": {"name": "Changed"}}),
    Row(f"GET {DRAFT}/revisions", "401 403 some some", given.draft),
    Row(f"GET {DRAFT}/revisions/{{revision}}", "401 403 200 200", given.draft),
    Row(f"POST {DRAFT}/revisions/{{revision}}/restore", "401 403 200 403", given.draft),
    Row(f"POST {DRAFT}/unarchive", "401 403 200 403", given.draft),
    Row(f"POST {DRAFT}/start-over", "401 403 201 403", given.draft),
    Row(f"POST {DRAFT}/archive", "401 403 200 403", given.draft),
    *(row for path in PRESETS for row in own_presets(path)),
    *managed_presets(AUDIO_PRESETS),
    Row(
        "GET /api/screen-title-presets/{presetId}/preview.png",
        "401 403 302 302",
        given.preset_of("/api/screen-title-presets"),
    ),
    Row("GET /api/screen-title-fonts", "401 some some some"),
    Row("GET /api/screen-title-gradients", "401 some some some"),
)
"""The rows about production drafts, and those about presets."""
