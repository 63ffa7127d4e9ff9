# SPDX-License-Identifier: Apache-2.0
"""Write docs/reference/events.md from protos and topology: `python -m tools.list_events`."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chassis.queue_names import work_queue
from services.registry import GATEWAY, NAMES, SERVICES, package_of

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference" / "events.md"

_MESSAGE = re.compile(
    r"^// (?P<topic>[\w.]+\.v\d+): (?P<meaning>.+)\nmessage (?P<name>\w+) {", re.M
)
_FIELD = re.compile(r"^  (?:repeated )?[\w.]+ (\w+) = \d+;$", re.M)
_HEAD = """\
# Events

Written by `python -m tools.list_events` from `protos/reelmill/*/v1/events.proto` and
`services/registry.py`; a test keeps it current.

An event is announced on the topic exchange `reelmill.events`, in the transaction that made it true.
Its routing key is the topic, its `type` the full name of the message, its body proto-JSON, its
`message_id` the id by which the inbox of each receiver handles it once. The headers are `event_id`,
`occurred_at`, `correlation_id` (the request id) and `acting_user_id`. Events may be delivered twice
and in any order. A service receives the topics that its queue `<service>.events` is bound to. A
message that cannot be handled is tried again after 5 s, 1 min and 10 min, then moved to
`<queue>.dead` ([what to do then](../how-to/dead-letters.md)). `render.render.progress.v1` differs:
it is sent directly, is not stored, and is sent at most once a second.
"""
_WORK = """\
## Wake-ups

A `reelmill.jobs.v1.JobAvailable` in a work queue says only that there may be a job. The worker that
receives it acknowledges it at once, and claims the job over gRPC.

| queue | sent by | received by |
| --- | --- | --- |
"""


@dataclass(frozen=True, slots=True)
class Event:
    """One event as its proto describes it."""

    topic: str
    message: str
    meaning: str
    fields: tuple[str, ...]


def text() -> str:
    """Return the document that belongs to the protos and the registry."""
    parts = [_HEAD]
    for service in NAMES:
        rows = [_row(event) for event in events_of(service)]
        if not rows:
            continue
        head = "| topic | meaning | message | received by |\n| --- | --- | --- | --- |"
        parts.append("\n".join([f"## {service}", "", head, *rows, ""]))
    work = [
        f"| `{work_queue(service.name)}` | {service.name} | {worker} |"
        for service in SERVICES
        for worker in service.workers
    ]
    return "\n".join([*parts, _WORK + "\n".join(work), ""])


def receivers_of(topic: str) -> list[str]:
    """Return the services whose queues are bound to a topic."""
    return [service.name for service in (*SERVICES, GATEWAY) if topic in service.hears]


def events_of(service: str) -> Iterator[Event]:
    """Yield the events that the protos of a service declare."""
    path = ROOT / "protos" / "reelmill" / service / "v1" / "events.proto"
    proto = path.read_text() if path.is_file() else ""
    for found in _MESSAGE.finditer(proto):
        body = proto[found.end() : proto.index("\n}", found.end()) + 1]
        fields = tuple(_FIELD.findall(body))
        yield Event(found["topic"], found["name"], found["meaning"], fields)


def _row(event: Event) -> str:
    receivers = ", ".join(receivers_of(event.topic))
    meaning = event.meaning[:1].upper() + event.meaning[1:]
    fields = ", ".join(f"`{field}`" for field in event.fields)
    return f"| `{event.topic}` | {meaning} | `{event.message}`: {fields} | {receivers} |"


def topics_of(service: str) -> re.Pattern[str]:
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
