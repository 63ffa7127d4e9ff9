# SPDX-License-Identifier: Apache-2.0
"""Runs the SQL on standard input in the databases of the services, as a page says.

The databases are those of `<NAME>_DATABASE_URL`, or of the installation in `VAR` where none is set.
"""

from __future__ import annotations

import os
import re
import sys

import sqlalchemy

from gateway.installation import from_environment
from services.registry import NAMES


def main() -> None:
    """Run the statement in the schema it names, or in those of all services, and print its rows."""
    statement = sys.stdin.read().strip().rstrip(";")
    environ = {**from_environment(os.environ).environ({}, url=""), **os.environ}
    named = re.search(rf"\b({'|'.join(NAMES)})\.\w+", statement)
    for name in [named[1]] if named else NAMES:
        engine = sqlalchemy.create_engine(environ[f"{name.upper()}_DATABASE_URL"])
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(sqlalchemy.text(f"SET search_path TO {name}"))
            result = connection.execute(sqlalchemy.text(statement))
            for row in result if result.returns_rows else ():
                sys.stdout.write(f"{' '.join(str(value) for value in row)}\n")
        engine.dispose()


if __name__ == "__main__":
    main()
