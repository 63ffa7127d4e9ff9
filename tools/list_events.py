# SPDX-License-Identifier: Apache-2.0
"""Write docs/reference/events.md from protos and topology: `python -m tools.list_events`."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from services.registry import TOPOLOGY, package_of

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference" / "events.md"
SERVICES = ("accounts", "library", "drafts", "render", "hls", "publish", "campaigns")

_MESSAGE = re.compile(r"^// (?P<topic>[\w.]+\.v\d+): (?P<says>.+)\nmessage (?P<name>\w+) {", re.M)
_FIELD = re.compile(r"^  (?:repeated )?[\w.]+ (\w+) = \d+;$", re.M)
_HEAD = """\
# Events

Written by `python -m tools.list_events` from `protos/reelmill/*/v1/events.proto` and
`services/registry.py`; a test keeps it current.

A fact is announced on the topic exchange `reelmill.events` in the transaction that made it true.
Its routing key is the topic, its `type` the full name of the message, its body proto-JSON, its
`message_id` the id by which the inbox of each listener takes it in once. The headers are
`event_id`, `occurred_at`, `correlation_id` (the request id) and `acting_user_id`. Facts may come
twice and in any order. A service hears what is bound to its queue `<service>.events`. A message
that cannot be handled waits 5 s, 1 min and 10 min, then lies in `<queue>.dead`
([what to do then](../how-to/dead-letters.md)). `render.render.progress.v1` alone is no fact: it is
sent directly, is not kept, and comes at most once a second.
"""
_WORK = """\
## Wake-ups

A message in a work queue says only that there may be something to do; whoever takes it
acknowledges it at once and claims the work itself over gRPC.

| queue | message | rung by | heard by |
| --- | --- | --- | --- |
| `render.work` | `reelmill.jobs.v1.JobAvailable` | render | render nodes |
| `hls.work` | `reelmill.jobs.v1.JobAvailable` | hls | packagers |
"""


@dataclass(frozen=True, slots=True)
class Event:
    """One fact as its proto describes it."""

    topic: str
    message: str
    says: str
    fields: tuple[str, ...]


def text() -> str:
    """Return the document as protos and topology want it."""
    parts = [_HEAD]
    for service in SERVICES:
        announced = _topics_of(service)
        rows = [_row(event, announced) for event in _events(service)]
        if not rows:
            continue
        head = "| topic | says | carries | heard by |\n| --- | --- | --- | --- |"
        parts.append("\n".join([f"## {service}", "", head, *rows, ""]))
    return "\n".join([*parts, _WORK])


def _events(service: str) -> Iterator[Event]:
    path = ROOT / "protos" / "reelmill" / service / "v1" / "events.proto"
    proto = path.read_text() if path.is_file() else ""
    for found in _MESSAGE.finditer(proto):
        body = proto[found.end() : proto.index("\n}", found.end()) + 1]
        fields = tuple(_FIELD.findall(body))
        yield Event(found["topic"], found["name"], found["says"], fields)


def _row(event: Event, announced: re.Pattern[str]) -> str:
    hearing = [
        queue.partition(".")[0] for queue, topics in TOPOLOGY.items() if event.topic in topics
    ]
    heard_by = ", ".join(hearing) or "nobody yet"
    if not announced.fullmatch(event.topic):
        heard_by = "– (not announced yet)"
    says = event.says[:1].upper() + event.says[1:]
    fields = ", ".join(f"`{field}`" for field in event.fields)
    return f"| `{event.topic}` | {says} | `{event.message}`: {fields} | {heard_by} |"


def _topics_of(service: str) -> re.Pattern[str]:
    """Match every topic that the store of a service announces, whole or put together."""
    found = []
    for path in ROOT.joinpath(*package_of(service).split("."), "store").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            pattern = _pattern(node)
            if pattern.startswith(f"{service}\\.") and pattern.endswith(r"\.v1"):
                found.append(pattern)
    return re.compile("|".join(found) or "nothing")


def _pattern(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_pattern(one) or "[a-z_]+" for one in node.values)
    return ""


if __name__ == "__main__":
    TARGET.write_text(text())
    sys.stdout.write(f"{TARGET.relative_to(ROOT)} written\n")
