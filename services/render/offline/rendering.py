# SPDX-License-Identifier: Apache-2.0
"""Runs the jobs of an export in this process, as many at once as there are slots."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from chassis.jobs.worker import CancellationToken
from services.render.contract.jobs import SPEC_TYPES, RenderJob
from services.render.contract.results import CachedFile, ExportResult
from services.render.coordinator.domain.direct_chunks import read_uploads_directly
from services.render.coordinator.domain.job import JobRequest
from services.render.coordinator.domain.planned_jobs import jobs_to_run
from services.render.coordinator.domain.progress import JobProgress, measure
from services.render.node.executor import FinishedJob, JobExecutor
from services.render.offline.media import CachedFileIndex


@dataclass(frozen=True, slots=True)
class JobRunner:
    """What the jobs of an export are run with."""

    executor: JobExecutor
    index: CachedFileIndex
    slots: int
    on_progress: Callable[[int], None] = lambda _percent: None
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class RenderedExport:
    """A rendered export, and how many jobs were run and results reused for it."""

    export: ExportResult
    run: int
    reused: int
    cpu_seconds: float


def run_jobs(runner: JobRunner, jobs: Sequence[JobRequest]) -> RenderedExport:
    """Run those jobs whose results are not cached; the last of them is the concat."""
    cached = runner.index.find_cached_files([job.key for job in jobs if job.key])
    missing = jobs_to_run(read_uploads_directly(jobs, cached), set(cached))
    finished = _JobSchedule(runner, missing, dict(cached)).run()
    export = finished[""].result
    assert isinstance(export, ExportResult)
    return RenderedExport(
        export,
        run=len(missing),
        reused=len(jobs) - len(missing),
        cpu_seconds=sum(each.cpu_seconds for each in finished.values()),
    )


class _ReportingToken(CancellationToken):
    """A token that passes progress on."""

    def __init__(self, stop: threading.Event, on_progress: Callable[[float], None]) -> None:
        super().__init__(stop)
        self._on_progress = on_progress

    def report_progress(self, fraction: float) -> None:
        super().report_progress(fraction)
        self._on_progress(fraction)


@dataclass(slots=True)
class _JobSchedule:
    """Runs jobs, each as soon as its inputs are stored."""

    runner: JobRunner
    jobs: list[JobRequest]
    files: dict[str, CachedFile]
    _finished: dict[str, FinishedJob] = field(default_factory=dict)
    _fractions: dict[str, float] = field(default_factory=dict)

    def run(self) -> dict[str, FinishedJob]:
        waiting, running = list(self.jobs), dict[Future[FinishedJob], JobRequest]()
        with ThreadPoolExecutor(self.runner.slots, thread_name_prefix="slot") as pool:
            try:
                while waiting or running:
                    for job in [each for each in waiting if self._may_start(each)]:
                        waiting.remove(job)
                        running[pool.submit(self._run, job)] = job
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        self._store(running.pop(future), future.result())
            except BaseException:
                # The results of the other jobs are of no use any more.
                self.runner.stop.set()
                pool.shutdown(cancel_futures=True)
                raise
        return self._finished

    def _may_start(self, job: JobRequest) -> bool:
        return all(key in self.files for key in job.inputs)

    def _run(self, job: JobRequest) -> FinishedJob:
        def report(fraction: float) -> None:
            self._fractions[job.key] = fraction
            self._report()

        inputs = tuple(self.files[key] for key in dict.fromkeys(job.inputs))
        spec = SPEC_TYPES[job.kind].from_json(job.spec)
        token = _ReportingToken(self.runner.stop, report)
        return self.runner.executor.run(RenderJob(job.kind, spec, inputs), token)

    def _store(self, job: JobRequest, finished: FinishedJob) -> None:
        self._finished[job.key] = finished
        self._fractions[job.key] = 1.0
        if isinstance(finished.result, CachedFile):
            self.files[job.key] = finished.result
            self.runner.index.add_cached_file(finished.result)
        self._report()

    def _report(self) -> None:
        progress = [
            JobProgress(
                job.kind,
                job.weight,
                self._fractions.get(job.key, 0.0),
                job.key in self._finished,
            )
            for job in self.jobs
        ]
        self.runner.on_progress(100 if "" in self._finished else measure(progress).percent)
