# SPDX-License-Identifier: Apache-2.0
"""The uploads that earlier timelines of a project used, so that it may use them again.

Of the projects there are, these are what their stored revisions used.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_PROJECTS = sa.table(
    "create_video_projects", sa.column("id", sa.Integer), sa.column("earlier_upload_ids", sa.Text)
)
_REVISIONS = sa.table(
    "project_revisions", sa.column("project_id", sa.Integer), sa.column("timeline", sa.LargeBinary)
)


def upgrade() -> None:
    column = sa.Column("earlier_upload_ids", sa.Text, nullable=False, server_default=",")
    op.add_column("create_video_projects", column)
    connection = op.get_bind()
    projects = sa.select(_REVISIONS.c.project_id).distinct()
    for project_id in connection.execute(projects).scalars().all():
        _fill(connection, project_id)


def _fill(connection: sa.Connection, project_id: int) -> None:
    stored = sa.select(_REVISIONS.c.timeline).where(_REVISIONS.c.project_id == project_id)
    used: set[int] = set()
    for timeline in connection.execute(stored).scalars():
        used.update(_upload_ids(json.loads(zlib.decompress(timeline))))
    update = sa.update(_PROJECTS).where(_PROJECTS.c.id == project_id)
    listed = "".join([",", *(f"{one}," for one in sorted(used))])
    connection.execute(update.values(earlier_upload_ids=listed))


def _upload_ids(value: object) -> Iterator[int]:
    """Find the ids of uploads in a part of a timeline."""
    if isinstance(value, list):
        for one in value:
            yield from _upload_ids(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key.lower().endswith("uploadid") and isinstance(one, int):
                yield one
            else:
                yield from _upload_ids(one)
