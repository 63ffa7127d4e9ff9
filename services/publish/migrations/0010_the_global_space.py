# SPDX-License-Identifier: Apache-2.0
"""One space is marked as that of the whole site; no other is it by its name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_IS_GLOBAL = sa.text("is_global")


def upgrade() -> None:
    op.add_column(
        "spaces", sa.Column("is_global", sa.Boolean, nullable=False, server_default=sa.false())
    )
    spaces = sa.table(
        "spaces",
        sa.column("id", sa.Integer),
        sa.column("type", sa.String),
        sa.column("slug", sa.String),
        sa.column("is_global", sa.Boolean),
    )
    # The first migration made it; no other channel can have had its slug since.
    is_meant = sa.and_(spaces.c.type == "channel", spaces.c.slug == "global")
    op.execute(sa.update(spaces).where(is_meant).values(is_global=True))
    op.create_index(
        "spaces_one_global",
        "spaces",
        ["is_global"],
        unique=True,
        sqlite_where=_IS_GLOBAL,
        postgresql_where=_IS_GLOBAL,
    )
    _take_others_out_of_the_feed(spaces)


def _take_others_out_of_the_feed(spaces: sa.TableClause) -> None:
    publications = sa.table(
        "space_publications",
        sa.column("space_id", sa.Integer),
        sa.column("visible_in_global", sa.Boolean),
    )
    others = sa.select(spaces.c.id).where(sa.not_(spaces.c.is_global))
    is_shown = sa.and_(publications.c.visible_in_global, publications.c.space_id.in_(others))
    op.execute(sa.update(publications).where(is_shown).values(visible_in_global=False))
