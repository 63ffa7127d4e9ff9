# SPDX-License-Identifier: Apache-2.0
"""Drafts that are produced while processes are killed, and what must be true afterwards."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tests.support.platform.creator import Creator
from tests.support.platform.distributed import Platform
from tests.support.platform.embedded import Embedded
from tests.support.process.waiting import pause, poll_until, wait_until

CONFIG = {"edit": {"ranges": [{"start": 0, "end": 0.5}]}}
_LONGEST_DELAY = 0.4

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ProducedDraft:
    """A draft and the production that its request answered."""

    draft_id: int
    production_id: int


def a_draft(creator: Creator, upload_id: int, config: Json) -> int:
    """Open the draft of an upload and save its config."""
    draft_id = int(creator.post("/api/production-drafts", {"uploadId": upload_id})["draft"]["id"])
    answer = creator.request("PATCH", f"/api/production-drafts/{draft_id}", json={"config": config})
    assert answer.status_code == 200, answer.text
    return draft_id


def ended(creator: Creator, production_id: int) -> Json:
    """Wait until a production has ended."""

    def look() -> Json | None:
        found = creator.get(f"/api/productions/{production_id}")["production"]
        return found if found["state"] != "in_progress" else None

    return poll_until(look, f"production {production_id}")


@dataclass(frozen=True, slots=True)
class Victims:
    """What may be killed of a platform: its roles, how one is killed, and how it comes back."""

    roles: tuple[str, ...]
    kill: Callable[[str], object]
    restore: Callable[[str], None]


def victims_of_embedded(platform: Embedded) -> Victims:
    """Return the processes of an embedded platform, which its supervisor starts again."""

    def restore(role: str) -> None:
        poll_until(lambda: role in platform.pids(), f"a new {role}")

    def kill(role: str) -> None:
        # One that ended because the host was killed may not have been started again yet.
        restore(role)
        platform.kill(role)

    return Victims(("worker", "host", "node", "packager"), kill, restore)


def victims_of_distributed(platform: Platform) -> Victims:
    """Return the processes of hls, drafts, the node and the packager of a distributed platform."""
    found = platform.processes
    roles = [name for name in found if name.startswith(("hls-", "drafts-", "render-node-"))]

    def restore(role: str) -> None:
        found[role].start()
        wait_until(found[role].is_up, role)

    return Victims(tuple(roles), lambda role: found[role].kill(), restore)


def produce_and_kill(
    victims: Victims, creator: Creator, upload_id: int, *, role: str, dice: random.Random
) -> ProducedDraft:
    """Produce a draft while a process of a role is killed; the request is repeated by its key.

    The process is back when this returns, or starting.
    """
    draft_id = a_draft(creator, upload_id, CONFIG)
    delay = dice.uniform(0, _LONGEST_DELAY)

    def kill() -> None:
        pause(delay)
        victims.kill(role)
        victims.restore(role)

    with ThreadPoolExecutor(1) as pool:
        killed = pool.submit(kill)
        made = creator.post("/api/productions", {"draftId": draft_id})["production"]
        killed.result()
    return ProducedDraft(draft_id, int(made["id"]))


def faults(creator: Creator, produced: list[ProducedDraft]) -> list[str]:
    """What is not as it must be: each draft archived with the one production that it has."""
    items = creator.get("/api/productions?limit=500")["items"]
    of_draft: dict[int, list[int]] = {}
    for one in items:
        of_draft.setdefault(one["draftId"], []).append(one["id"])
    found = []
    for one in produced:
        draft = creator.get(f"/api/production-drafts/{one.draft_id}")["draft"]
        state = (draft["status"], draft["renderedProductionId"])
        if state != ("archived", one.production_id):
            found.append(f"draft {one.draft_id} is {state}, not archived with {one.production_id}")
        if of_draft.get(one.draft_id) != [one.production_id]:
            found.append(f"draft {one.draft_id} has productions {of_draft.get(one.draft_id)}")
    if len(items) != len(produced):
        found.append(f"{len(items)} productions of {len(produced)} drafts")
    return found
