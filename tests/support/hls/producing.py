# SPDX-License-Identifier: Apache-2.0
"""Drafts that are produced over REST, and their productions as they are answered."""

from __future__ import annotations

from typing import Any

from tests.support.hls.drafts import MemoryDraft
from tests.support.hls.world import OWNER, HlsWorld, upload

DRAFT = 4
PATH = "/api/productions"
Json = dict[str, Any]


def with_a_draft(world: HlsWorld) -> HlsWorld:
    """Add a source and a draft of it."""
    world.uploads.put(upload(3, role="source"))
    world.drafts.put(MemoryDraft(DRAFT, OWNER, 3))
    return world


def produce(world: HlsWorld, status: int = 201, key: str | None = None, **body: Any) -> Json:
    """Produce the draft, or what the body says, and return the production or the error."""
    headers = {} if key is None else {"Idempotency-Key": key}
    answer = world.client().post(PATH, json=body or {"draftId": DRAFT}, headers=headers)
    assert answer.status_code == status, answer.json
    return dict(answer.json.get("production", answer.json))


def shown(world: HlsWorld, production_id: int) -> Json:
    """Return a production as its owner reads it."""
    return dict(world.client().get(f"{PATH}/{production_id}").json["production"])


def listed(world: HlsWorld) -> list[Json]:
    """Return the productions of the owner."""
    return list(world.client().get(PATH).json["items"])
