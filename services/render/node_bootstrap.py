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
from services.render import config
from services.render.adapters.encoder_build import encoder_build
from services.render.adapters.node_office import GrpcOffice
from services.render.adapters.node_shelf import Shelf
from services.render.adapters.node_workshop import FfmpegWorkshop
from services.render.config import NodeConfig
from services.render.usecases.piecework import Bell, Shift, Work

_log = logging.get_logger("node")


@dataclass(frozen=True, slots=True)
class Node:
    """A node that is ready to work."""

    shift: Shift
    settings: NodeConfig


def build(deployment: Deployment, *, stop: threading.Event) -> Node:
    """Join a node to the coordinator and the storage of this deployment."""
    root = deployment.scratch / "node"
    settings = config.load_node(deployment.environ, scratch=root)
    sweep_scratch(root)
    node_id = f"{socket.gethostname()[:40]}:{os.getpid()}"
    storage = deployment.storage
    shelf = Shelf(storage, root / "shelf", most_bytes=settings.cache_bytes)
    shift = Shift(
        office=GrpcOffice(
            deployment.channels("node"),
            node_id=node_id,
            slots=settings.slots,
            encoder=encoder_build(root),
        ),
        workshop=FfmpegWorkshop(storage, shelf, root),
        bell=Bell(),
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
