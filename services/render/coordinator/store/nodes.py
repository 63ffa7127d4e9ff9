# SPDX-License-Identifier: Apache-2.0
"""Nodes that asked for jobs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.jobs import table
from chassis.jobs.job import WorkerDescription
from chassis.upsert import upsert
from services.render.coordinator.domain.nodes import NodePosition, RenderNode
from services.render.coordinator.store.tables import JOBS, NODES

Now = Callable[[], dt.datetime]

_CLAIM_PRECISION = dt.timedelta(seconds=10)


class NodeRepository:
    """Nodes that asked for jobs."""

    def __init__(self, session: Session, now: Now) -> None:
        self._session = session
        self._now = now

    def upsert_node(self, node: WorkerDescription) -> None:
        """Record that a node asked for a job, at most once in ten seconds."""
        now = self._now()
        known = sa.select(NODES.c.last_claim_at).where(NODES.c.node_id == node.worker_id)
        last_claim_at = self._session.execute(known).scalar()
        if last_claim_at is not None and now - last_claim_at < _CLAIM_PRECISION:
            return
        encoder, *versions = node.capabilities or ("",)
        values = {"node_id": node.worker_id, "slots": node.slots, "last_claim_at": now}
        upsert(self._session, NODES, {**values, "encoder": encoder, "versions": versions})

    def list_nodes(self, *, after: NodePosition | None, limit: int) -> list[RenderNode]:
        """List the nodes after a position, the one that asked last first."""
        c = NODES.c
        query = sa.select(NODES).order_by(c.last_claim_at.desc(), c.node_id).limit(limit)
        if after is not None:
            is_same = sa.and_(c.last_claim_at == after.last_claim_at, c.node_id > after.node_id)
            query = query.where(sa.or_(c.last_claim_at < after.last_claim_at, is_same))
        rows = self._session.execute(query)
        return [RenderNode(row.node_id, row.slots, row.last_claim_at, row.encoder) for row in rows]

    def count_busy_nodes(self, since: dt.datetime) -> tuple[int, int]:
        """Count the nodes that asked since then or hold a job, and their slots."""
        holders = sa.select(JOBS.c.worker).where(JOBS.c.state == table.RUNNING)
        counted = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(NODES.c.slots), 0))
        present = sa.or_(NODES.c.last_claim_at >= since, NODES.c.node_id.in_(holders))
        nodes, slots = self._session.execute(counted.where(present)).one()
        return int(nodes), int(slots)

    def list_encoders(self, since: dt.datetime) -> list[str]:
        """List the encoders of the nodes that asked since then, the one of most slots first."""
        c = NODES.c
        query = (
            sa.select(c.encoder)
            .where(c.last_claim_at >= since, c.encoder != "")
            .group_by(c.encoder)
        )
        ordered = query.order_by(sa.func.sum(c.slots).desc(), c.encoder)
        return list(self._session.execute(ordered).scalars())

    def list_versions(self, since: dt.datetime) -> set[str]:
        """List the versions of renderers and recipes of the nodes that asked since then."""
        query = sa.select(NODES.c.versions).where(NODES.c.last_claim_at >= since)
        return {version for found in self._session.execute(query).scalars() for version in found}
