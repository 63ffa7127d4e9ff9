# SPDX-License-Identifier: Apache-2.0
"""Builds a render node, which has no database and loads neither Flask nor SQLAlchemy."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from chassis.config import Environment
from chassis.deployment import Deployment
from chassis.jobs import process
from chassis.jobs.client import GrpcJobClient
from chassis.jobs.job import WorkerDescription
from chassis.jobs.process import WorkerProcess
from chassis.jobs.worker import Worker
from chassis.process import sweep_scratch
from services.registry import TOPOLOGY
from services.render.contract.jobs import WORK_QUEUE
from services.render.node.cache import LocalCache
from services.render.node.encoder_build import encoder_build
from services.render.node.executor import JobExecutor
from timeline.spec.versions import VERSIONS

_GIBIBYTE = 2**30


@dataclass(frozen=True, slots=True)
class NodeSettings:
    """The settings of a node besides those that all processes share."""

    slots: int
    cache_bytes: int
    poll_seconds: float
    health_listen: str


def main() -> int:
    """Run a node as the environment says."""
    return process.main("render node", TOPOLOGY, build)


def build(deployment: Deployment) -> WorkerProcess:
    """Build a node of this deployment."""
    settings = load_settings(deployment.environ)
    scratch = deployment.scratch / "node"
    sweep_scratch(scratch)
    storage = deployment.storage
    cache = LocalCache(storage, scratch / "cache", max_bytes=settings.cache_bytes)
    node = WorkerDescription(
        worker_id=f"{socket.gethostname()[:40]}:{os.getpid()}",
        slots=settings.slots,
        capabilities=(encoder_build(scratch), *VERSIONS),
    )
    worker = Worker(
        client=GrpcJobClient(deployment.channels("node"), "render", node),
        execute=JobExecutor(storage, cache, scratch).execute,
        slots=settings.slots,
        poll_seconds=settings.poll_seconds,
    )
    return WorkerProcess(worker, WORK_QUEUE, settings.health_listen)


def load_settings(environ: Mapping[str, str]) -> NodeSettings:
    """Read a node's `RENDER_*`, or raise InvalidConfiguration."""
    env = Environment(environ, prefix="RENDER_")
    settings = NodeSettings(
        slots=env.integer("SLOTS", os.cpu_count() or 1, least=1),
        cache_bytes=env.integer("CACHE_BYTES", 20 * _GIBIBYTE),
        poll_seconds=env.seconds("POLL_SECONDS", 3.0),
        health_listen=env.text("NODE_HEALTH_LISTEN", ""),
    )
    env.check()
    return settings
