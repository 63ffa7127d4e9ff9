# SPDX-License-Identifier: Apache-2.0
"""Review links and the reviewers who opened them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.publish.domain.errors import ReviewLinkNotFound
from services.publish.domain.review import Reviewer, ReviewLink, Verdict
from services.publish.store.tables_reviews import REVIEW_LINKS, REVIEWERS

_LINK_FIELDS = [one.name for one in REVIEW_LINKS.c if one.name not in {"id", "token_digest"}]
_REVIEWER_FIELDS = [one.name for one in REVIEWERS.c if one.name not in {"id", "token_digest"}]
_COLUMNS = (
    *(REVIEW_LINKS.c[name].label(f"link_{name}") for name in _LINK_FIELDS),
    REVIEW_LINKS.c.id.label("link_link_id"),
)


class ReviewRepository:
    """Reads and writes review links and reviewers; of their tokens it stores digests."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_review_link(self, link: ReviewLink, token: str) -> ReviewLink:
        """Insert a link with its token, and return it with its id."""
        values = {name: getattr(link, name) for name in _LINK_FIELDS}
        values["token_digest"] = _digest(token)
        insert = sa.insert(REVIEW_LINKS).values(values).returning(REVIEW_LINKS.c.id)
        return replace(link, link_id=self._session.execute(insert).scalar_one())

    def find_review_by_token(
        self, token: str, now: dt.datetime
    ) -> tuple[ReviewLink, Reviewer | None] | None:
        """Return the link that a token of a link or of a reviewer opens, and that reviewer.

        None alike for a token that nobody issued and for a link that has expired or was revoked.
        """
        query: sa.Select[Any] = (  # Any: columns of several types
            sa.select(*_COLUMNS, REVIEWERS)
            .join_from(REVIEW_LINKS, REVIEWERS, _is_of_link(_digest(token)), isouter=True)
            .where(_is_open(_digest(token), now))
        )
        row = self._session.execute(query).first()
        return None if row is None else (_joined_link(row), _reviewer(row) if row.id else None)

    def get_review_link(self, link_id: int) -> ReviewLink:
        """Return a link, expired and revoked ones, too; ReviewLinkNotFound when there is none."""
        found = self._list(REVIEW_LINKS.c.id == link_id)
        if not found:
            raise ReviewLinkNotFound("No review link has this id.")
        return found[0]

    def list_review_links(
        self, production_id: int, *, before: int | None, limit: int
    ) -> list[ReviewLink]:
        """Return the links of a production, newest first, with ids below `before`."""
        c = REVIEW_LINKS.c
        is_after = sa.true() if before is None else c.id < before
        return self._list(sa.and_(c.production_id == production_id, is_after), limit)

    def count_review_links(self, production_id: int) -> int:
        """Count the links of a production."""
        c = REVIEW_LINKS.c
        query = sa.select(sa.func.count()).where(c.production_id == production_id)
        return self._session.execute(query).scalar_one()

    def revoke_review_link(self, link_id: int, now: dt.datetime) -> None:
        """Store when a link was revoked, unless it was before."""
        c = REVIEW_LINKS.c
        update = sa.update(REVIEW_LINKS).where(c.id == link_id, c.revoked_at.is_(None))
        self._session.execute(update.values(revoked_at=now))

    def save_replacement(self, production_id: int, now: dt.datetime) -> None:
        """Store in all links of a production that its video was replaced."""
        update = sa.update(REVIEW_LINKS).where(REVIEW_LINKS.c.production_id == production_id)
        self._session.execute(update.values(video_replaced_at=now))

    def add_reviewer(self, reviewer: Reviewer, token: str) -> Reviewer:
        """Insert a reviewer with their token, and return them with their id."""
        values = {name: getattr(reviewer, name) for name in _REVIEWER_FIELDS}
        values["token_digest"] = _digest(token)
        insert = sa.insert(REVIEWERS).values(values).returning(REVIEWERS.c.id)
        return replace(reviewer, reviewer_id=self._session.execute(insert).scalar_one())

    def save_verdict(self, reviewer: Reviewer) -> None:
        """Update the verdict of a reviewer."""
        update = sa.update(REVIEWERS).where(REVIEWERS.c.id == reviewer.reviewer_id)
        names = ("verdict", "verdict_note", "decided_at")
        self._session.execute(update.values({name: getattr(reviewer, name) for name in names}))

    def list_reviewers(self, link_ids: Sequence[int]) -> list[Reviewer]:
        """Return the reviewers of these links, those who came first first."""
        query = sa.select(REVIEWERS).where(REVIEWERS.c.link_id.in_(link_ids))
        rows = self._session.execute(query.order_by(REVIEWERS.c.id))
        return [_reviewer(row) for row in rows]

    def _list(
        self, condition: sa.ColumnElement[bool], limit: int | None = None
    ) -> list[ReviewLink]:
        query = sa.select(REVIEW_LINKS).where(condition).order_by(REVIEW_LINKS.c.id.desc())
        return [_link(row) for row in self._session.execute(query.limit(limit))]


def _is_of_link(digest: str) -> sa.ColumnElement[bool]:
    is_same_link = REVIEWERS.c.link_id == REVIEW_LINKS.c.id
    return sa.and_(is_same_link, REVIEWERS.c.token_digest == digest)


def _is_open(digest: str, now: dt.datetime) -> sa.ColumnElement[bool]:
    c = REVIEW_LINKS.c
    by_reviewer = sa.select(REVIEWERS.c.link_id).where(REVIEWERS.c.token_digest == digest)
    is_opened = sa.or_(c.token_digest == digest, c.id.in_(by_reviewer))
    return sa.and_(is_opened, c.revoked_at.is_(None), c.expires_at > now)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _link(row: sa.Row[Any]) -> ReviewLink:  # Any: a row of review links
    return ReviewLink(link_id=row.id, **{name: getattr(row, name) for name in _LINK_FIELDS})


def _joined_link(row: sa.Row[Any]) -> ReviewLink:  # Any: a row whose columns begin with `link_`
    names = ("link_id", *_LINK_FIELDS)
    return ReviewLink(**{name: getattr(row, f"link_{name}") for name in names})


def _reviewer(row: sa.Row[Any]) -> Reviewer:  # Any: a row of reviewers
    values = {name: getattr(row, name) for name in _REVIEWER_FIELDS}
    values["verdict"] = None if row.verdict is None else Verdict(row.verdict)
    return Reviewer(reviewer_id=row.id, **values)
