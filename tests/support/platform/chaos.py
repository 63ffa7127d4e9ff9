# SPDX-License-Identifier: Apache-2.0
"""Hurts a platform at random while creators work, and counts what is left of their work."""

from __future__ import annotations

import contextlib
import functools
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from tests.support.platform.creator import Creator, clip
from tests.support.platform.distributed import SERVICES
from tests.support.platform.embedded import Embedded
from tests.support.process.waiting import pause, wait_until

_BETWEEN_KILLS_SECONDS = float(os.environ.get("CHAOS_PAUSE_SECONDS", "1"))
_RARE_SHARE = 0.4


@dataclass
class Victim:
    """Something that may be hurt: its role, how, for how long, and what heals it (None: itself)."""

    role: str
    kill: Callable[[], None]
    restart: Callable[[], None] | None
    at_most_every: float = 0.0
    at_most: int = 10**9
    lasts: float = 1.0
    killed: int = field(default=0, init=False)
    last: float = field(default=float("-inf"), init=False)

    def may_die(self) -> bool:
        """Whether its turn may come now."""
        rested = time.monotonic() - self.last >= self.at_most_every
        return rested and self.killed < self.at_most


class Killer:
    """Hurts a random victim of the role whose turn is due, heals it, and rests, for a block.

    Everything is up again when the block ends.
    """

    def __init__(self, victims: Callable[[], Sequence[Victim]], seed: int) -> None:
        self._victims = victims
        self._random = random.Random(seed)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.kills: Counter[str] = Counter()
        self.failures: list[str] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(_BETWEEN_KILLS_SECONDS):
            victim = self._next()
            if victim is not None:
                self._kill(victim)

    def _next(self) -> Victim | None:
        candidates = [one for one in self._victims() if one.may_die()]
        # The rare turns of servers and faults are taken soon after they come, between kills.
        rare = [one for one in candidates if one.at_most_every]
        often = [one for one in candidates if not one.at_most_every]
        first, second = (rare, often) if self._random.random() < _RARE_SHARE else (often, rare)
        # Every role has its turn, also while few lifecycles last.
        least = min((self.kills[one.role] for one in first or second), default=0)
        found = [one for one in first or second if self.kills[one.role] == least]
        return self._random.choice(found) if found else None

    def _kill(self, victim: Victim) -> None:
        victim.killed, victim.last = victim.killed + 1, time.monotonic()
        if self._does(victim.role, victim.kill):
            self.kills[victim.role] += 1
            pause(victim.lasts)
        # What was hurt in part is healed too.
        if victim.restart is not None:
            self._does(victim.role, victim.restart)

    def _does(self, role: str, act: Callable[[], None]) -> bool:
        try:
            act()
        except Exception as error:
            self.failures.append(f"{role}: {error!r}")
            return False
        return True


def processes_of(platform: Embedded) -> list[Victim]:
    """Return the processes that an embedded platform has now; its supervisor starts them again."""
    return [
        Victim(role, functools.partial(os.kill, pid, signal.SIGKILL), None)
        for role, pid in platform.pids().items()
        if role != "supervisor"
    ]


def ask_embedded(platform: Embedded, service: str, sql: str) -> list[Any]:
    """Ask the database of a service of an embedded platform."""
    engine = sa.create_engine(f"sqlite:///{platform.var}/db/{service}.db")
    with engine.connect() as connection:
        found = list(connection.execute(sa.text(sql)).all())
    engine.dispose()
    return found


@dataclass
class Journey:
    """What one creator made."""

    project_id: int
    export_id: str
    upload_id: int
    production_id: int
    publication_id: int
    space_id: int


def journey(creator: Creator, video: Path, number: int) -> Journey:
    """Go the whole way once."""
    upload = creator.upload(video)
    ready = creator.ready(upload)
    assert ready["state"] == "ready", ready
    project = creator.project([clip("one", upload, (0, 1.9))], name=f"Journey {number}")
    status = creator.exported(project)
    assert status["status"] == "completed", status
    production = creator.packaged(status["resultUploadId"])
    publication = creator.published(production)
    return Journey(
        project_id=project,
        export_id=status["jobId"],
        upload_id=status["resultUploadId"],
        production_id=production,
        publication_id=publication["id"],
        space_id=publication["spaceId"],
    )


def journeys(creators: Sequence[Creator], exports: Sequence[Path], count: int) -> list[Journey]:
    """Let the creators share so many journeys."""

    def work(creator: Creator, numbers: Sequence[int]) -> list[Journey]:
        return [journey(creator, exports[number % len(exports)], number) for number in numbers]

    shares = [range(index, count, len(creators)) for index in range(len(creators))]
    with ThreadPoolExecutor(len(creators)) as pool:
        done = pool.map(work, creators, shares)
        return [one for share in done for one in share]


@dataclass(frozen=True)
class Question:
    """A question to a service's database whose answer must be empty."""

    service: str
    meaning: str
    sql: str


DOUBLED = [
    Question(
        "library",
        "two uploads of one export",
        "SELECT export_id, count(*) FROM uploads WHERE export_id IS NOT NULL"
        " GROUP BY export_id HAVING count(*) > 1",
    ),
    Question(
        "drafts",
        "two projects of one journey",
        "SELECT user_id, name, count(*) FROM create_video_projects"
        " GROUP BY user_id, name HAVING count(*) > 1",
    ),
    Question(
        "hls",
        "two live productions of one export",
        "SELECT upload_id, count(*) FROM productions WHERE status <> 'failed'"
        " GROUP BY upload_id HAVING count(*) > 1",
    ),
    Question(
        "publish",
        "two publications of one production in one space",
        "SELECT production_id, space_id, count(*) FROM space_publications"
        " GROUP BY production_id, space_id HAVING count(*) > 1",
    ),
]

UNFINISHED = [
    Question("library", "an upload left", "SELECT id FROM uploads WHERE state = 'uploaded'"),
    Question(
        "drafts",
        "an export left",
        "SELECT export_id FROM sealed_timelines WHERE state IN ('pending', 'processing')",
    ),
    Question(
        "render", "a render left", "SELECT * FROM renders WHERE state IN ('queued', 'running')"
    ),
    Question(
        "render",
        "a thumbnail to be made",
        "SELECT id FROM jobs WHERE kind = 'thumb' AND state IN ('waiting', 'running')",
    ),
    Question(
        "render",
        "a file of an ended render to be deleted",
        "SELECT export_id FROM renders WHERE may_leave_export",
    ),
    Question(
        "hls",
        "a production left",
        "SELECT id FROM productions WHERE status NOT IN ('completed', 'failed')",
    ),
]
OUTBOXES = "SELECT topic, queue FROM outbox WHERE sent_at IS NULL"


def rows(query: Callable[[str, str], list[Any]], questions: Sequence[Question]) -> list[str]:
    """Ask each question and say what should not be there."""
    return [
        f"{question.meaning}: {row}"
        for question in questions
        for row in query(question.service, question.sql)
    ]


@contextlib.contextmanager
def creators(url: str, count: int) -> Iterator[list[Creator]]:
    """Have so many creators at work for a block."""
    found = [Creator(url) for _ in range(count)]
    try:
        for one in found:
            one.register()
        yield found
    finally:
        for one in found:
            one.close()


def unfinished(query: Callable[[str, str], list[Any]]) -> list[str]:
    """Wait until all work is finished and every event is sent; return what hangs."""
    outboxes = [Question(service, "unsent", OUTBOXES) for service in SERVICES]
    left: list[str] = []

    def is_finished() -> bool:
        left[:] = rows(query, [*UNFINISHED, *outboxes])
        return not left

    with contextlib.suppress(AssertionError):
        wait_until(is_finished, every=0.5)
    return left
