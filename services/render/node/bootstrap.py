# SPDX-License-Identifier: Apache-2.0
"""Joins the hands of a render node, which has no database and needs little memory."""

from __future__ import annotations

import os
import socket
import threading
from dataclasses import dataclass

from chassis import logging
from chassis.deployment import Deployment
from chassis.process import sweep_scratch
from services.render.coordinator import config
from services.render.coordinator.config import NodeConfig
from services.render.node.cache import LocalCache
from services.render.node.client import GrpcJobClient
from services.render.node.encoder_build import encoder_build
from services.render.node.executor import FfmpegJobExecutor
from services.render.node.loop import WakeUp, Work, WorkerContext

_log = logging.get_logger("node")


@dataclass(frozen=True, slots=True)
class Node:
    """A node that is ready to work."""

    shift: WorkerContext
    settings: NodeConfig


def build(deployment: Deployment, *, stop: threading.Event) -> Node:
    """Join a node to the coordinator and the storage of this deployment."""
    root = deployment.scratch / "node"
    settings = config.load_node(deployment.environ, scratch=root)
    sweep_scratch(root)
    node_id = f"{socket.gethostname()[:40]}:{os.getpid()}"
    storage = deployment.storage
    cache = LocalCache(storage, root / "shelf", most_bytes=settings.cache_bytes)
    shift = WorkerContext(
        client=GrpcJobClient(
            deployment.channels("node"),
            node_id=node_id,
            slots=settings.slots,
            encoder=encoder_build(root),
        ),
        executor=FfmpegJobExecutor(storage, cache, root),
        bell=WakeUp(),
        stop=stop,
        poll_seconds=settings.poll_seconds,
        on_trouble=_tell_trouble,
    )
    return Node(shift, settings)


def _tell_trouble(work: Work, error: Exception) -> None:
    cause = error.__cause__ or error
    _log.warning(
        "piece.failed",
        piece_id=work.lease.piece_id,
        kind=str(work.kind),
        error=f"{type(cause).__name__}: {error}"[:1000],
        exc_info=cause,
    )
