# SPDX-License-Identifier: Apache-2.0
"""What listeners are told of an event of the bus: whom it concerns, its type and its ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.registry import GATEWAY

Body = Mapping[str, Any]  # Any: proto-JSON
Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Notification:
    """Something that happened to a thing of one user."""

    user_id: int
    data: Data
    """JSON for pages; `type` says what happened."""


def notification_of(topic: str, body: Body) -> Notification | None:
    """Return what an event means to its user; None for one that concerns nobody."""
    subject, read = _SUBJECTS[topic.split(".", 2)[1] if topic in TOPICS else ""]
    found = body.get(subject, body) if subject else {}
    user_id = _number(found, "ownerUserId")
    if not user_id:
        return None
    return Notification(user_id, {"type": _type(topic), **read(found, body)})


def _type(topic: str) -> str:
    """Name a notification by its topic without service and version: `render.progress`."""
    return topic.split(".", 1)[1].rpartition(".")[0]


def _upload(found: Body, body: Body) -> Data:
    return {
        "uploadId": _number(found, "uploadId"),
        "kind": found.get("kind", ""),
        "videoRole": found.get("videoRole") or None,
        "state": found.get("state", ""),
        "change": body.get("change") or None,
    }


def _export(found: Body, body: Body) -> Data:
    ids = {"exportId": body.get("exportId", ""), "projectId": _number(body, "projectId") or None}
    return {**_upload(found, body), **ids}


def _render(found: Body, body: Body) -> Data:
    return {
        "exportId": found.get("exportId", ""),
        "projectId": _number(found, "projectId") or None,
        "state": found.get("state", ""),
        "progressPct": _number(found, "progressPct"),
        "progressStage": found.get("progressStage") or None,
        "reason": body.get("reason") or None,
    }


def _project(found: Body, _: Body) -> Data:
    return {
        "projectId": _number(found, "projectId"),
        "name": found.get("name") or None,
        "revision": _number(found, "revision") or None,
    }


def _production(found: Body, body: Body) -> Data:
    return {
        "productionId": _number(found, "productionId"),
        "uploadId": _number(found, "uploadId"),
        "status": found.get("status", ""),
        "reason": body.get("reason") or None,
    }


def _publication(found: Body, _: Body) -> Data:
    names = ("publicationId", "productionId", "uploadId", "spaceId")
    return {**{name: _number(found, name) for name in names}, "status": found.get("status", "")}


def _review(found: Body, body: Body) -> Data:
    names = ("reviewLinkId", "productionId")
    return {**{name: _number(found, name) for name in names}, "change": body.get("change", "")}


def _number(body: Body, name: str) -> int:
    """Read an integer, which proto-JSON writes as a text when it has 64 bits."""
    return int(body.get(name) or 0)


_SUBJECTS: dict[str, tuple[str, Callable[[Body, Body], Data]]] = {
    "": ("", lambda _found, _body: {}),
    "upload": ("upload", _upload),
    "export": ("upload", _export),
    "render": ("render", _render),
    "project": ("project", _project),
    "production": ("production", _production),
    "publication": ("publication", _publication),
    "review": ("review", _review),
}
"""By the noun of a topic: the member of the body that has the owner, and what is told of it."""

TOPICS = GATEWAY.hears
"""The topics that listeners are told of."""
