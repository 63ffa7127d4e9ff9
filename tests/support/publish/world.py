# SPDX-License-Identifier: Apache-2.0
"""Publishing in memory behind its real doors, with twins of hls, library and accounts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient

from chassis import rest
from chassis.authentication import Authenticator
from chassis.database import Database
from chassis.errors import ApiError, ErrorKind
from chassis.identity import AccessTokenIssuer, AccessTokens, Caller
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.migrations import migrate
from chassis.tables import OUTBOX
from services.publish.api import pages, rest_spaces
from services.publish.api import rest as rest_api
from services.publish.api.errors import ERROR_RULES
from services.publish.api.subscriptions import subscriptions
from services.publish.bootstrap import Neighbours, Publishing, make_dependencies, new_ulid, now
from services.publish.domain.production import Playback, Production, Upload
from services.publish.domain.space import DEFAULT_SETTINGS, SpaceType
from services.publish.serving import SERVICE
from services.publish.store.tables import SITE_SETTINGS, SPACES, USER_SPACE_ROLES

ADA, BEN, EVE, ADMIN = 1, 2, 3, 9
NAMES = {ADA: "Ada", BEN: "Ben", EVE: "Eve", ADMIN: "Root"}


def a_production(production_id: int = 7, **given: Any) -> Production:
    """Return a completed production of Ada's unless said otherwise."""
    sensible = Production(
        production_id=production_id,
        ulid=f"01PRODUCTION{production_id:014}",
        owner_user_id=ADA,
        upload_id=production_id * 10,
        name=f"Film {production_id}",
        status="completed",
        story_text="Once upon a time.",
        revision=3,
    )
    return dataclasses.replace(sensible, **given)


class MemoryProductions:
    """The productions of hls, in memory."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self.all: dict[int, Production] = {}
        self.created: dict[str, Production] = {}
        self.playback_questions: list[list[int]] = []
        self.is_away = False

    def add(self, production: Production) -> Production:
        """Have a production, or a newer state of it."""
        self.all[production.production_id] = production
        return production

    def by_id(self, production_id: int) -> Production | None:
        """Return a production."""
        return self.all.get(production_id)

    def newest_of(self, upload_id: int) -> Production | None:
        """Return the newest production of an upload."""
        found = [one for one in self.all.values() if one.upload_id == upload_id]
        return max(found, key=lambda one: one.production_id, default=None)

    def create(self, upload_id: int, *, acting_user_id: int, request_id: str) -> Production:
        """Create a production of an upload, once per request id."""
        if request_id not in self.created:
            made = a_production(
                1000 + len(self.created),
                upload_id=upload_id,
                owner_user_id=acting_user_id,
                status="queued",
            )
            self.created[request_id] = self.add(made)
        return self.created[request_id]

    def playback(self, production_ids: Sequence[int]) -> Mapping[int, Playback]:
        """Sign playback of those that play."""
        if self.is_away:
            raise ApiError(ErrorKind.UNAVAILABLE, "neighbour_unavailable", "hls is not up yet.")
        self.playback_questions.append(list(production_ids))
        playing = [one for one in production_ids if one in self.all and self.all[one].is_ready]
        return {one: _playback(one) for one in playing}


class MemoryUploads:
    """The uploads of library, in memory."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Have a few of Ada's and one of Ben's."""
        self.owners: dict[int, int] = {70: ADA, 80: ADA, 20: BEN}

    def by_id(self, upload_id: int) -> Upload | None:
        """Return an upload."""
        owner = self.owners.get(upload_id)
        return None if owner is None else Upload(upload_id, owner)


class MemoryPeople:
    """The users of accounts, in memory."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Know everybody again."""
        self.known = dict(NAMES)
        self.questions = 0

    def names(self, user_ids: Sequence[int]) -> Mapping[int, str]:
        """Return the display names of those that exist."""
        self.questions += 1
        return {one: self.known[one] for one in user_ids if one in self.known}


class PublishWorld:
    """A running publish service whose clock can be moved."""

    def __init__(self, player_assets: Path = Path("nowhere")) -> None:
        self.database = Database("sqlite://", schema="publish")
        self.productions = MemoryProductions()
        self.uploads = MemoryUploads()
        self.people = MemoryPeople()
        self.moved = dt.timedelta(0)
        self.reset()
        neighbours = Neighbours(self.productions, self.uploads, self.people)
        self.deps = dataclasses.replace(
            make_dependencies(self.database, neighbours), now=lambda: now() + self.moved
        )
        publishing = Publishing(self.deps, self.database, player_assets)
        self.subscriptions = subscriptions(self.deps)
        self.app = rest.create_app(
            "publish",
            blueprints=[
                rest_api.blueprint(publishing),
                rest_spaces.blueprint(publishing),
                pages.blueprint(publishing),
            ],
            authenticator=Authenticator(AccessTokens(_keys()[1]), lambda token: None),
            error_rules=ERROR_RULES,
            readiness={"database": self.database.ping},
        )

    def reset(self) -> None:
        """Begin anew: the tables as the migrations leave them, the neighbours as they were."""
        with self.database.engine.connect() as connection:
            _raw(connection).deserialize(_image())
        self.productions.reset()
        self.uploads.reset()
        self.people.reset()
        self.moved = dt.timedelta(0)

    def anonymous(self) -> FlaskClient:
        """Return a browser that is not signed in."""
        return self.app.test_client()

    def client(self, user_id: int, *roles: str) -> FlaskClient:
        """Return a program that speaks for a user."""
        held = {"site_member", *roles, *(["site_admin"] if user_id == ADMIN else [])}
        token = AccessTokenIssuer(_keys()[0]).issue(Caller(user_id, frozenset(held)))
        client = self.app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.moved += dt.timedelta(**by)

    def personal(self, user_id: int = ADA) -> int:
        """Return the id of somebody's personal space."""
        items = self.client(user_id).get("/api/spaces?mine=1").json["items"]  # type: ignore[index]
        return int(next(one["id"] for one in items if one["type"] == "personal"))

    def space(self, kind: SpaceType = SpaceType.GROUP, *, owner: int = EVE, **settings: Any) -> int:
        """Make a space nobody belongs to yet but its owner."""
        slug = new_ulid().lower()
        values = {
            "ulid": slug.upper(),
            "type": kind,
            "owner_user_id": owner,
            "name": f"The {kind}",
            "slug": slug,
            "settings": {**DEFAULT_SETTINGS[kind], **settings},
            "created_at": now(),
        }
        with self.database.transaction() as session:
            done = session.execute(sa.insert(SPACES).values(values).returning(SPACES.c.id))
            return int(done.scalar_one())

    def give(self, user_id: int, space_id: int, *roles: str) -> None:
        """Let somebody hold roles in a space."""
        rows = [{"user_id": user_id, "space_id": space_id, "role": role} for role in roles]
        with self.database.transaction() as session:
            session.execute(sa.insert(USER_SPACE_ROLES), rows)

    def decide(self, name: str, *, value: bool) -> None:
        """Change a setting of the site."""
        update = sa.update(SITE_SETTINGS).where(SITE_SETTINGS.c.name == name)
        with self.database.transaction() as session:
            session.execute(update.values(value=value))

    def published(self, production_id: int = 7, space_id: int | None = None) -> int:
        """Publish one of Ada's productions and return the publication's id."""
        if self.productions.by_id(production_id) is None:
            self.productions.add(a_production(production_id))
        answer = self.client(ADA).post(
            f"/api/productions/{production_id}/publications",
            json={"spaceId": space_id or self.personal()},
        )
        assert answer.status_code in {200, 201}, answer.json
        return int(answer.json["publication"]["id"])  # type: ignore[index]

    def topics(self) -> list[str]:
        """List what was announced, in short."""
        query = sa.select(OUTBOX.c.topic).order_by(OUTBOX.c.id)
        with self.database.reading() as session:
            return [one.split(".")[2] for one in session.execute(query).scalars()]


def _playback(production_id: int) -> Playback:
    folder = f"/media/hls/signed/{production_id}"
    return Playback(
        production_id, f"{folder}/master.m3u8", f"{folder}/poster.jpg", 640, 360, Fraction(5, 2)
    )


@functools.cache
def _keys() -> tuple[bytes, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        keyring = Keyring(Path(folder))
        keyring.make(pairs=[ACCESS_KEY], texts=())
        return keyring.private(ACCESS_KEY), keyring.public(ACCESS_KEY) or b""


@functools.cache
def _image() -> bytes:
    database = Database("sqlite://", schema="publish")
    migrate(database, SERVICE.migrations)
    with database.engine.connect() as connection:
        return bytes(_raw(connection).serialize())


def _raw(connection: sa.Connection) -> Any:  # Any: the sqlite3 connection itself
    return connection.connection.driver_connection


@functools.cache
def _the_world() -> PublishWorld:
    return PublishWorld()


def a_world() -> PublishWorld:
    """Return the one world of this process, begun anew: making its door anew takes long."""
    world = _the_world()
    world.reset()
    return world


def ids(items: Iterable[Mapping[str, Any]]) -> list[int]:
    """Return the ids of the publications of a feed."""
    return [one["publication"]["id"] for one in items]
