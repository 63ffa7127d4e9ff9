# SPDX-License-Identifier: Apache-2.0
"""Builds a packager, which needs neither database nor web framework."""

from __future__ import annotations

import os
import socket

from chassis.deployment import Deployment
from chassis.jobs.client import GrpcJobClient
from chassis.jobs.job import WorkerDescription
from chassis.jobs.process import WorkerProcess
from chassis.jobs.worker import Worker
from chassis.process import sweep_scratch
from services.hls.contract.packagers import FFMPEG
from services.hls.contract.packaging import PACKAGING, WORK_QUEUE
from services.hls.packager.ffmpeg import FfmpegPackager

_LONGEST_HOST = 60


def build(deployment: Deployment) -> WorkerProcess:
    """Build a packager with one slot: an encoder uses every processor."""
    scratch = deployment.scratch.absolute() / "packager"
    sweep_scratch(scratch)
    packager_id = f"{socket.gethostname()[:_LONGEST_HOST]}-{os.getpid()}"
    client = GrpcJobClient(
        deployment.channels("packager"),
        "hls",
        WorkerDescription(packager_id, kinds=(PACKAGING,), capabilities=(FFMPEG,)),
    )
    worker = Worker(client, FfmpegPackager(deployment.storage, scratch).execute)
    listen = deployment.environ.get("HLS_PACKAGER_HEALTH_LISTEN", "")
    return WorkerProcess(worker, WORK_QUEUE, health_listen=listen)
