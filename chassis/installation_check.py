# SPDX-License-Identifier: Apache-2.0
"""Whether a database belongs to the installation whose keys are used, and was not lost.

Every database contains the id of its installation, and the folder of the keys says which services
had a database before. A service that began with an empty or a foreign database instead of its own
would give ids again that other services know as somebody else's.
"""

from __future__ import annotations

import contextlib
import hashlib

import sqlalchemy as sa

from chassis.database import Database
from chassis.keyring import Keyring

INSTALLATION = "installation"
"""The name of the secret that identifies an installation."""

_TABLE = sa.Table("installation", sa.MetaData(), sa.Column("id", sa.String(64), primary_key=True))


class DatabaseRejected(Exception):
    """The database is empty or foreign where this installation had one; the message says more."""


def check_not_lost(database: Database, keyring: Keyring, *, is_empty: bool) -> None:
    """Raise DatabaseRejected when the database is empty although the service had one before."""
    if is_empty and keyring.has_mark(_mark(database)):
        raise DatabaseRejected(
            f"The database of {database.schema} is empty, but this installation had one: restore it"
            f" from a backup. To give up what was in it, delete {_mark(database)} among the keys."
        )


def check_not_foreign(database: Database, keyring: Keyring) -> None:
    """Write the id of the installation into a database, or raise DatabaseRejected for another."""
    own_id = hashlib.sha256(keyring.secret(INSTALLATION)).hexdigest()
    with database.engine.begin() as connection:
        _TABLE.metadata.create_all(connection)
        found = connection.execute(sa.select(_TABLE.c.id)).scalar()
        if found is None:
            connection.execute(sa.insert(_TABLE).values(id=own_id))
    if found not in {None, own_id}:
        raise DatabaseRejected(
            f"The database of {database.schema} belongs to another installation: use the keys it"
            " was made with, or restore the database of this installation from a backup."
        )
    # Where the folder of the keys is read-only, only foreign databases are recognised.
    with contextlib.suppress(OSError):
        keyring.mark(_mark(database))


def _mark(database: Database) -> str:
    return f"{database.schema}.opened"
