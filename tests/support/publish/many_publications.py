# SPDX-License-Identifier: Apache-2.0
"""Very many published videos, which PostgreSQL makes by itself in one statement a table."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

_NUMBERS = "generate_series(CAST(:first AS integer), CAST(:last AS integer)) n"
_PRODUCTIONS = f"""
INSERT INTO productions (production_id, ulid, owner_user_id, upload_id, name, status, story_text,
 revision)
SELECT n, n, 1, n, 'Video', 'completed', '', 1 FROM {_NUMBERS}
"""
_PUBLICATIONS = f"""
INSERT INTO space_publications (id, production_id, upload_id, space_id, status, requested_by,
 owner_user_id, is_primary, visibility, distribution_flags, visible_in_space, visible_in_global,
 likes_count, comments_count, story_text, story_source, published_at, revision, created_at,
 updated_at)
SELECT n, n, n, CAST(:space AS integer) + n % CAST(:spaces AS integer), 'published', 1, 1, true,
 'inherit', '{{}}', true, :in_global, 0, 0, '', 'production',
 timestamptz '2026-01-01' + n * interval '1 second', 1, now(), now() FROM {_NUMBERS}
"""


def publish_many(
    session: Session, first: int, last: int, *, space: int, spaces: int = 1, in_global: bool = False
) -> None:
    """Publish videos with ids from `first` to `last`, in turn into spaces from `space` on.

    A video is published each second from 2026 on.
    """
    ids = {"first": first, "last": last}
    session.execute(sa.text(_PRODUCTIONS), ids)
    where = {"space": space, "spaces": spaces, "in_global": in_global}
    session.execute(sa.text(_PUBLICATIONS), {**ids, **where})
