# SPDX-License-Identifier: Apache-2.0
"""Tags, a searchable text and a sortable duration of uploads; favourites and last uses."""

from __future__ import annotations

from fractions import Fraction

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_PAGE = 1000


def upgrade() -> None:
    op.add_column("uploads", sa.Column("tags", sa.Text, nullable=False, server_default=""))
    op.add_column("uploads", sa.Column("search_text", sa.Text, nullable=False, server_default=""))
    op.add_column("uploads", sa.Column("duration_ms", sa.BigInteger))
    op.create_table(
        "asset_uses",
        sa.Column("user_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("upload_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("is_favorite", sa.Boolean, nullable=False),
        sa.Column("used_ms", sa.BigInteger, nullable=False),
        sa.Index("asset_uses_of_upload", "upload_id"),
    )
    _fill()


def _fill() -> None:
    names = ("id", "original_filename", "modified_filename", "description", "duration")
    uploads = sa.table(
        "uploads", *(sa.column(one) for one in (*names, "search_text", "duration_ms"))
    )
    last = 0
    while rows := _page(uploads, names, last):
        for row in rows:
            texts = (row.modified_filename, row.original_filename, row.description)
            duration = Fraction(row.duration) if row.duration else None
            values = {
                "search_text": "\n".join([*(text.casefold() for text in texts if text), ""]),
                "duration_ms": None if duration is None else int(duration * 1000),
            }
            op.get_bind().execute(sa.update(uploads).where(uploads.c.id == row.id).values(values))
        last = rows[-1].id


def _page(
    uploads: sa.TableClause, names: tuple[str, ...], last: int
) -> list[sa.Row[tuple[object]]]:
    columns = [uploads.c[name] for name in names]
    query = sa.select(*columns).where(uploads.c.id > last).order_by(uploads.c.id).limit(_PAGE)
    return list(op.get_bind().execute(query))
