# SPDX-License-Identifier: Apache-2.0
"""What render tells at /metrics: read from the database, so any process may be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from services.render.coordinator.domain.counters import FAILED, FILM, MADE, Load, Tally
from services.render.coordinator.domain.job import Kind
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.coordinator.usecases.measuring import Measures, measure_all


def read(deps: Dependencies) -> Iterable[Metric]:
    """Read all there is to tell."""
    measures = measure_all(deps)
    yield from _work(measures.tallies)
    yield from _films([tally for tally in measures.tallies if tally.kind == FILM])
    yield from _loads(measures.loads)
    yield from _nodes(measures)


def _work(tallies: Iterable[Tally]) -> Iterator[Metric]:
    pieces = _counter("pieces", "Pieces made, and found made.", "kind", "outcome")
    failures = _counter("failures", "Pieces that failed or lost their node.", "kind", "code")
    cpu = _counter("piece_cpu_seconds", "Processor time of the pieces made.", "kind")
    wall = _counter("piece_wall_seconds", "Time slots were busy with the pieces made.", "kind")
    for tally in tallies:
        if tally.kind == FILM:
            continue
        if tally.outcome == FAILED:
            failures.add_metric([tally.kind, tally.code], tally.count)
            continue
        pieces.add_metric([tally.kind, tally.outcome], tally.count)
        if tally.outcome == MADE:
            cpu.add_metric([tally.kind], tally.cpu_seconds)
            wall.add_metric([tally.kind], tally.wall_seconds)
    yield from (pieces, failures, cpu, wall)


def _films(tallies: list[Tally]) -> Iterator[Metric]:
    count = sum(tally.count for tally in tallies)
    plays = sum(tally.film_seconds for tally in tallies)
    cpu = sum(tally.cpu_seconds for tally in tallies)
    wall = sum(tally.wall_seconds for tally in tallies)
    yield _total("films", "Films finished.", count)
    yield _total("film_seconds", "How long the finished films play.", plays)
    yield _total("film_cpu_seconds", "Processor time of the finished films.", cpu)
    yield _total("film_wall_seconds", "From the first piece begun to the film stored.", wall)
    ratio = _gauge("ratio", "Seconds for each second of finished film, since ever.", "of")
    if plays:
        ratio.add_metric(["cpu"], cpu / plays)
        ratio.add_metric(["wall"], wall / plays)
    yield ratio


def _loads(loads: Iterable[Load]) -> Iterator[Metric]:
    found = {(load.kind, load.is_running): load for load in loads}
    waiting = _gauge("waiting_pieces", "Pieces that may be begun.", "kind")
    oldest = _gauge("oldest_waiting_seconds", "For how long one of them is wanted.", "kind")
    running = _gauge("running_pieces", "Pieces that a node holds by a lease.", "kind")
    for kind in Kind:
        waits, runs = found.get((kind, False)), found.get((kind, True))
        waiting.add_metric([kind], waits.count if waits else 0)
        oldest.add_metric([kind], waits.oldest_seconds if waits else 0)
        running.add_metric([kind], runs.count if runs else 0)
    yield from (waiting, oldest, running)


def _nodes(measures: Measures) -> Iterator[Metric]:
    nodes = _gauge("nodes", "Nodes that asked within a minute or hold a piece.")
    nodes.add_metric([], measures.nodes)
    slots = _gauge("slots", "Slots of those nodes.")
    slots.add_metric([], measures.slots)
    yield from (nodes, slots)


def _counter(name: str, about: str, *labels: str) -> CounterMetricFamily:
    return CounterMetricFamily(f"reelmill_render_{name}", about, labels=labels)


def _gauge(name: str, about: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"reelmill_render_{name}", about, labels=labels)


def _total(name: str, about: str, value: float) -> CounterMetricFamily:
    counter = _counter(name, about)
    counter.add_metric([], value)
    return counter
