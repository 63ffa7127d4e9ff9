# SPDX-License-Identifier: Apache-2.0
"""Joins the hands of a packager, which needs neither database nor web framework."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

from chassis.config import InvalidConfiguration
from chassis.deployment import Deployment
from chassis.process import sweep_scratch
from services.hls.coordinator import config
from services.hls.packager.client import GrpcCoordinator
from services.hls.packager.ffmpeg import FfmpegPackager
from services.hls.packager.loop import Coordinator, Packager


@dataclass(frozen=True, slots=True)
class JobExecutor:
    """A packager's process, before it begins to work."""

    coordinator: Coordinator
    packager: Packager
    exits_with_parent: bool


def build(deployment: Deployment) -> JobExecutor:
    """Join a packager to the storage and to hls, as settings say."""
    settings = config.load_packager(deployment.environ)
    packager_id = f"{socket.gethostname()[:60]}-{os.getpid()}"
    return JobExecutor(
        coordinator=GrpcCoordinator(deployment.channels("packager"), packager_id=packager_id),
        packager=_packager(settings.kind, deployment),
        exits_with_parent=settings.exits_with_parent,
    )


def _packager(kind: str, deployment: Deployment) -> Packager:
    if kind != "ffmpeg":
        raise InvalidConfiguration(f"HLS_PACKAGER must be ffmpeg, not {kind!r}")
    scratch = deployment.scratch.absolute() / "packager"
    sweep_scratch(scratch)
    return FfmpegPackager(deployment.storage, scratch)
