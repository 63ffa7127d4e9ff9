# SPDX-License-Identifier: Apache-2.0
"""The states of a production, and the names of the files of a stream."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from chassis.database import Database
from chassis.migrations import migrate
from chassis.tables import MACHINERY
from services.hls.coordinator.bootstrap import SERVICE
from services.hls.coordinator.domain.playback import file_type
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.domain.ulid import ulid
from services.hls.coordinator.store.tables import METADATA
from tests.support.hls.world import stream, upload

NOON = dt.datetime(2026, 2, 3, 12, tzinfo=dt.UTC)


def production(status: str = "queued") -> Production:
    return Production(
        ulid=ulid(NOON, bytes(10)),
        owner_user_id=7,
        name="Holiday",
        source=upload().source,
        output_prefix="hls/x/",
        created_at=NOON,
        updated_at=NOON,
        status=status,
    )


def test_every_change_of_a_production_raises_its_revision() -> None:
    later = NOON + dt.timedelta(seconds=5)

    made = production().start(later).requeue(later).start(NOON).complete(stream(), later)

    assert (made.status, made.state, made.revision) == ("completed", "ready", 5)
    assert (made.started_at, made.completed_at) == (later, later)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("queued", "in_progress"),
        ("processing", "in_progress"),
        ("completed", "ready"),
        ("failed", "failed"),
    ],
)
def test_every_status_is_one_of_the_states_of_an_export(status: str, state: str) -> None:
    assert production(status).state == state


def test_a_production_that_has_ended_does_not_change() -> None:
    for status in ("completed", "failed"):
        with pytest.raises(ValueError, match="never goes"):
            production(status).start(NOON)
        with pytest.raises(ValueError, match="never goes"):
            production(status).fail("x", "y", NOON)


def test_ulids_sort_by_time_and_avoid_ambiguous_letters() -> None:
    names = [ulid(NOON + dt.timedelta(seconds=i), bytes([255 - i] * 10)) for i in range(3)]

    assert names == sorted(names)
    assert all(len(name) == 26 and not set(name) & set("ILOU") for name in names)


@pytest.mark.parametrize(
    "name",
    ["", "master.m3u8\n", "/master.m3u8", "0p/init.mp4", "360p/init.mp4/", "٣٦٠p/init.mp4"],
)
def test_a_name_that_only_resembles_a_file_has_no_type(name: str) -> None:
    assert file_type(name) is None


def test_the_migration_makes_the_tables_of_the_code(tmp_path: Path) -> None:
    migrated = Database(f"sqlite:///{tmp_path}/hls.db", schema="hls")
    expected = Database("sqlite://", schema="hls")
    migrate(migrated, SERVICE.migrations)
    with expected.engine.begin() as connection:
        MACHINERY.create_all(connection)
        METADATA.create_all(connection)

    assert _shape(migrated) == _shape(expected)
    migrated.close()
    expected.close()


def _shape(database: Database) -> dict[str, object]:
    inspector = sa.inspect(database.engine)
    return {
        table: (
            sorted(
                (c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)
            ),
            sorted(
                (tuple(str(name) for name in index["column_names"]), index["unique"])
                for index in inspector.get_indexes(table)
            ),
        )
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }
