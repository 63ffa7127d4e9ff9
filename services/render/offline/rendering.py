# SPDX-License-Identifier: Apache-2.0
"""A film made from its pieces by this process alone, as many at once as there are slots."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Protocol

from services.render.contract.results import CachedFile, FilmResult, Handed
from services.render.contract.specs import Assignment
from services.render.coordinator.domain.job import Kind, Lease, NewPiece
from services.render.coordinator.domain.progress import Share, measure
from services.render.coordinator.usecases.ordering import still_missing
from services.render.node.loop import JobExecutor, Work

_NOBODY = Lease("", 0, 0)


class Store(Protocol):
    """The pieces that are kept from film to film."""

    def find(self, keys: Collection[str]) -> Mapping[str, CachedFile]:
        """Return what is kept of these keys."""

    def put(self, file: CachedFile) -> None:
        """Keep a piece."""


@dataclass(frozen=True, slots=True)
class LocalRenderer:
    """What a film is made with."""

    executor: JobExecutor
    store: Store
    slots: int
    on_progress: Callable[[int], None] = lambda _percent: None
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Made:
    """A finished film and what it took."""

    film: FilmResult
    rendered: int
    reused: int
    cpu_seconds: float


def make_film(renderer: LocalRenderer, pieces: Sequence[NewPiece]) -> Made:
    """Make what is not kept yet of the pieces, the last of which is the film itself."""
    kept = renderer.store.find([piece.key for piece in pieces if piece.key])
    missing = still_missing(list(pieces), set(kept))
    crew = _Crew(renderer, missing, dict(kept))
    handed = crew.work_off()
    return Made(
        FilmResult.from_json(handed[""].result),
        rendered=len(missing),
        reused=len(pieces) - len(missing),
        cpu_seconds=sum(each.cpu_seconds for each in handed.values()),
    )


def do_alone(executor: JobExecutor, kind: Kind, task: str, stop: threading.Event) -> Handed:
    """Do one piece of work that needs no stored file."""
    work = Work(_NOBODY, kind, 0, Assignment(task))
    return executor.make(work, _CancellationToken(stop, lambda _: None))


@dataclass(slots=True)
class _Crew:
    """Does the pieces as soon as what they are made from is there."""

    renderer: LocalRenderer
    pieces: list[NewPiece]
    files: dict[str, CachedFile]
    _done: dict[str, Handed] = field(default_factory=dict)
    _fractions: dict[str, float] = field(default_factory=dict)

    def work_off(self) -> dict[str, Handed]:
        waiting, running = list(self.pieces), dict[Future[Handed], NewPiece]()
        with ThreadPoolExecutor(self.renderer.slots, thread_name_prefix="slot") as pool:
            try:
                while waiting or running:
                    for piece in [each for each in waiting if self._may_start(each)]:
                        waiting.remove(piece)
                        running[pool.submit(self._do, piece)] = piece
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        self._take_in(running.pop(future), future.result())
            except BaseException:
                # The others would only end what nobody wants any more.
                self.renderer.stop.set()
                pool.shutdown(cancel_futures=True)
                raise
        return self._done

    def _may_start(self, piece: NewPiece) -> bool:
        return all(key in self.files for key in piece.inputs)

    def _do(self, piece: NewPiece) -> Handed:
        def report(fraction: float) -> None:
            self._fractions[piece.key] = fraction
            self._tell()

        files = tuple(self.files[key] for key in dict.fromkeys(piece.inputs))
        work = Work(_NOBODY, piece.kind, 0, Assignment(piece.task, files))
        return self.renderer.executor.make(work, _CancellationToken(self.renderer.stop, report))

    def _take_in(self, piece: NewPiece, handed: Handed) -> None:
        self._done[piece.key] = handed
        self._fractions[piece.key] = 1.0
        if piece.kind is not Kind.CONCAT:
            file = CachedFile.from_json(handed.result)
            self.files[piece.key] = file
            self.renderer.store.put(file)
        self._tell()

    def _tell(self) -> None:
        shares = [
            Share(
                piece.kind,
                piece.weight,
                self._fractions.get(piece.key, 0.0),
                piece.key in self._done,
            )
            for piece in self.pieces
        ]
        self.renderer.on_progress(100 if "" in self._done else measure(shares).percent)


@dataclass(frozen=True, slots=True)
class _CancellationToken:
    """What the maker of a piece looks at while it works."""

    stop: threading.Event
    report_to: Callable[[float], None]

    def is_over(self) -> bool:
        """Whether the work is to be stopped at once."""
        return self.stop.is_set()

    def report(self, fraction: float) -> None:
        """Say how much is done, 0..1."""
        self.report_to(fraction)
