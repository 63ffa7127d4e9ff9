# SPDX-License-Identifier: Apache-2.0
"""The metrics of render, read from the database, so that any of its processes can serve them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from services.render.contract.jobs import JobKind
from services.render.coordinator.domain.counters import COMPLETED, EXPORT, FAILED, JobCounter
from services.render.coordinator.domain.nodes import QueueLoad
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.coordinator.usecases.measuring import RenderMetrics, read_metrics


def collect(deps: Dependencies) -> Iterable[Metric]:
    """Return all metrics of render."""
    found = read_metrics(deps)
    yield from _jobs(counter for counter in found.counters if counter.kind != EXPORT)
    yield from _exports([counter for counter in found.counters if counter.kind == EXPORT])
    yield from _loads(found.loads)
    yield from _nodes(found)


def _jobs(counters: Iterable[JobCounter]) -> Iterator[Metric]:
    jobs = _counter("jobs", "Jobs completed, and results found in the cache.", "kind", "outcome")
    failures = _counter("job_failures", "Attempts that failed or lost their node.", "kind", "code")
    cpu = _counter("job_cpu_seconds", "Processor time of the completed jobs.", "kind")
    wall = _counter("job_wall_seconds", "Time from claim to result of completed jobs.", "kind")
    for counter in counters:
        if counter.outcome == FAILED:
            failures.add_metric([counter.kind, counter.code], counter.count)
            continue
        jobs.add_metric([counter.kind, counter.outcome], counter.count)
        if counter.outcome == COMPLETED:
            cpu.add_metric([counter.kind], counter.cpu_seconds)
            wall.add_metric([counter.kind], counter.wall_seconds)
    yield from (jobs, failures, cpu, wall)


def _exports(counters: list[JobCounter]) -> Iterator[Metric]:
    count = sum(counter.count for counter in counters)
    duration = sum(counter.export_seconds for counter in counters)
    cpu = sum(counter.cpu_seconds for counter in counters)
    wall = sum(counter.wall_seconds for counter in counters)
    yield _total("exports", "Exports completed.", count)
    yield _total("export_seconds", "Duration of the completed exports.", duration)
    yield _total("export_cpu_seconds", "Processor time of the completed exports.", cpu)
    yield _total("export_wall_seconds", "Time from the first job to the stored export.", wall)
    ratio = _gauge("ratio", "Seconds for each second of the completed exports.", "of")
    if duration:
        ratio.add_metric(["cpu"], cpu / duration)
        ratio.add_metric(["wall"], wall / duration)
    yield ratio


def _loads(loads: Iterable[QueueLoad]) -> Iterator[Metric]:
    found = {(load.kind, load.is_running): load for load in loads}
    waiting = _gauge("jobs_waiting", "Jobs that may be claimed.", "kind")
    oldest = _gauge("oldest_job_waiting_seconds", "Age of the oldest of them.", "kind")
    running = _gauge("jobs_running", "Jobs that a node holds by a lease.", "kind")
    for kind in JobKind:
        waits, runs = found.get((kind, False)), found.get((kind, True))
        waiting.add_metric([kind], waits.count if waits else 0)
        oldest.add_metric([kind], waits.oldest_seconds if waits else 0)
        running.add_metric([kind], runs.count if runs else 0)
    yield from (waiting, oldest, running)


def _nodes(found: RenderMetrics) -> Iterator[Metric]:
    nodes = _gauge("nodes", "Nodes that asked for jobs within a minute or hold a job.")
    nodes.add_metric([], found.nodes)
    slots = _gauge("slots", "Slots of those nodes.")
    slots.add_metric([], found.slots)
    yield from (nodes, slots)


def _counter(name: str, about: str, *labels: str) -> CounterMetricFamily:
    return CounterMetricFamily(f"reelmill_render_{name}", about, labels=labels)


def _gauge(name: str, about: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"reelmill_render_{name}", about, labels=labels)


def _total(name: str, about: str, value: float) -> CounterMetricFamily:
    counter = _counter(name, about)
    counter.add_metric([], value)
    return counter
