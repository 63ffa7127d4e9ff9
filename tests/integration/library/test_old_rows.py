# SPDX-License-Identifier: Apache-2.0
"""What an earlier version of the library stored is read rightly after an upgrade."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from chassis.migrations import migrate
from services.library.bootstrap import SERVICE
from services.library.store.unit_of_work import UnitOfWork
from tests.support.servers.old_databases import KINDS, old_database

UPLOAD = """
INSERT INTO uploads (id, user_id, kind, video_role, state, storage_key, original_filename,
 content_type, etag, sha256, width, height, frames, rotation, video_codec, audio_codec, has_audio,
 is_hdr, container, is_system, created_at)
VALUES (1, 1, 'video', 'source', 'ready', 'a.mp4', 'a.mp4', 'video/mp4', '', '', 640, 360, 90, 0,
 'h264', 'aac', true, false, 'mp4', false, '2026-01-01 00:00:00.000000')
"""


@pytest.mark.parametrize("kind", KINDS)
def test_the_rate_of_an_older_upload_does_not_vary(kind: str, tmp_path: Path) -> None:
    with old_database(kind, tmp_path, SERVICE, "0011") as database:
        with database.begin_or_join() as session:
            session.execute(sa.text(UPLOAD))

        migrate(database, SERVICE.migrations)

        with database.reading() as session:
            upload = UnitOfWork(session).uploads.find_upload(1)
        assert upload is not None
        assert (upload.probe.frames, upload.probe.has_varying_rate) == (90, False)
