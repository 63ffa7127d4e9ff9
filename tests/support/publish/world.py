# SPDX-License-Identifier: Apache-2.0
"""The publish service over SQLite in memory, with hls, library and accounts in memory."""

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
from ulid import ULID

from chassis import clock, rest
from chassis.authentication import Authenticator
from chassis.caller import Caller
from chassis.database import Database
from chassis.identity import AccessTokenIssuer, AccessTokens
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.migrations import migrate
from chassis.standard_errors import SERVICE_UNAVAILABLE
from chassis.tables import OUTBOX
from services.publish.api.errors import ERROR_RULES
from services.publish.api.subscriptions import subscriptions
from services.publish.bootstrap import SERVICE, blueprints
from services.publish.domain.chapters import Chapter
from services.publish.domain.production import OwnedUpload, ProductionCopy, SignedPlayback
from services.publish.domain.space import DEFAULT_SETTINGS, SpaceType
from services.publish.store.tables import SITE_SETTINGS, SPACES, USER_SPACE_ROLES
from services.publish.usecases.dependencies import Dependencies

ADA, BEN, EVE, ADMIN = 1, 2, 3, 9
NAMES = {ADA: "Ada", BEN: "Ben", EVE: "Eve", ADMIN: "Root"}


def a_production(production_id: int = 7, **given: Any) -> ProductionCopy:
    """Return a completed production of Ada's, with these fields instead."""
    production = ProductionCopy(
        production_id=production_id,
        ulid=f"01PRODUCTION{production_id:014}",
        owner_user_id=ADA,
        upload_id=production_id * 10,
        name=f"Video {production_id}",
        status="completed",
        story_text="Once upon a time.",
        revision=3,
    )
    return dataclasses.replace(production, **given)


class FakeHls:
    """The productions of the hls service, in memory."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Delete every production."""
        self.productions: dict[int, ProductionCopy] = {}
        self.created: dict[str, ProductionCopy] = {}
        self.playback_calls: list[list[int]] = []
        self.is_unavailable = False
        self.chapters: tuple[Chapter, ...] = ()

    def add(self, production: ProductionCopy) -> ProductionCopy:
        """Add a production, or replace it by a newer revision."""
        self.productions[production.production_id] = production
        return production

    def find_production_by_id(self, production_id: int) -> ProductionCopy | None:
        return self.productions.get(production_id)

    def find_newest_production(self, upload_id: int) -> ProductionCopy | None:
        found = [one for one in self.productions.values() if one.upload_id == upload_id]
        return max(found, key=lambda one: one.production_id, default=None)

    def create_production(
        self, upload_id: int, *, acting_user_id: int, request_id: str
    ) -> ProductionCopy:
        if request_id not in self.created:
            production = a_production(
                1000 + len(self.created),
                upload_id=upload_id,
                owner_user_id=acting_user_id,
                status="queued",
            )
            self.created[request_id] = self.add(production)
        return self.created[request_id]

    def sign_playback(
        self, production_ids: Sequence[int], *, with_chapters: bool = False
    ) -> Mapping[int, SignedPlayback]:
        if self.is_unavailable:
            raise SERVICE_UNAVAILABLE.error()
        self.playback_calls.append(list(production_ids))
        found = [self.productions[one] for one in production_ids if one in self.productions]
        links = [_links(one.production_id) for one in found if one.is_ready]
        chapters = self.chapters if with_chapters else ()
        return {one.production_id: dataclasses.replace(one, chapters=chapters) for one in links}


class FakeLibrary:
    """The uploads of the library service, in memory: two of Ada's and one of Ben's."""

    owners: Mapping[int, int] = {70: ADA, 80: ADA, 20: BEN}

    def find_upload_by_id(self, upload_id: int) -> OwnedUpload | None:
        owner = self.owners.get(upload_id)
        return None if owner is None else OwnedUpload(upload_id, owner)


class FakeAccounts:
    """The users of the accounts service, in memory."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Know only the users of `NAMES`."""
        self.names = dict(NAMES)
        self.calls = 0

    def get_roles(self, user_id: int) -> frozenset[str]:
        return frozenset({"site_member", *(["site_admin"] if user_id == ADMIN else [])})

    def find_users(self, *, email: str = "", display_name: str = "") -> Sequence[int]:
        name = (email.partition("@")[0] or display_name).lower()
        return [one for one, known in self.names.items() if known.lower() == name]

    def get_display_names(self, user_ids: Sequence[int]) -> Mapping[int, str]:
        self.calls += 1
        return {one: self.names[one] for one in user_ids if one in self.names}


class PublishWorld:
    """The publish service with a clock that tests can move."""

    def __init__(
        self, player_assets: Path = Path("nowhere"), fonts: Path = Path("nowhere")
    ) -> None:
        self.database = Database("sqlite://", schema="publish")
        self.hls = FakeHls()
        self.library = FakeLibrary()
        self.accounts = FakeAccounts()
        self.moved = dt.timedelta(0)
        self.reset()
        self.deps = Dependencies(
            database=self.database,
            hls=self.hls,
            library=self.library,
            accounts=self.accounts,
            player_assets=player_assets,
            fonts=fonts,
            now=lambda: clock.now() + self.moved,
        )
        self.subscriptions = subscriptions(self.deps)
        self.app = rest.create_app(
            "publish",
            blueprints=blueprints(self.deps),
            authenticator=Authenticator(AccessTokens(_keys()[1]), lambda token: None),
            error_rules=ERROR_RULES,
            readiness={"database": self.database.ping},
        )

    def reset(self) -> None:
        """Restore the tables as the migrations make them, the other services and the clock."""
        with self.database.engine.connect() as connection:
            _raw(connection).deserialize(_image())
        self.hls.reset()
        self.accounts.reset()
        self.moved = dt.timedelta(0)

    def image(self) -> bytes:
        """Return the database as it is, for `restore`."""
        with self.database.engine.connect() as connection:
            return bytes(_raw(connection).serialize())

    def restore(self, image: bytes) -> None:
        """Make the database what it was."""
        with self.database.engine.connect() as connection:
            _raw(connection).deserialize(image)

    def anonymous(self) -> FlaskClient:
        """Return an HTTP client that is not signed in."""
        return self.app.test_client()

    def client(self, user_id: int, *roles: str) -> FlaskClient:
        """Return an HTTP client that sends an access token of a user."""
        held = {"site_member", *roles, *(["site_admin"] if user_id == ADMIN else [])}
        token = AccessTokenIssuer(_keys()[0]).issue(Caller(user_id, frozenset(held)))
        client = self.app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    def later(self, **by: float) -> None:
        """Move the clock forward."""
        self.moved += dt.timedelta(**by)

    def personal(self, user_id: int = ADA) -> int:
        """Return the id of the personal space of a user."""
        items = self.client(user_id).get("/api/spaces?mine=1").json["items"]  # type: ignore[index]
        return int(next(one["id"] for one in items if one["type"] == "personal"))

    def space(self, kind: SpaceType = SpaceType.GROUP, *, owner: int = EVE, **settings: Any) -> int:
        """Create a space whose only member is its owner."""
        ulid = str(ULID())
        values = {
            "ulid": ulid,
            "type": kind,
            "owner_user_id": owner,
            "name": f"The {kind}",
            "slug": ulid.lower(),
            "settings": {**DEFAULT_SETTINGS[kind], **settings},
            "created_at": clock.now(),
        }
        with self.database.begin_or_join() as session:
            done = session.execute(sa.insert(SPACES).values(values).returning(SPACES.c.id))
            return int(done.scalar_one())

    def give(self, user_id: int, space_id: int, *roles: str) -> None:
        """Give a user roles in a space."""
        rows = [{"user_id": user_id, "space_id": space_id, "role": role} for role in roles]
        with self.database.begin_or_join() as session:
            session.execute(sa.insert(USER_SPACE_ROLES), rows)

    def set_site_setting(self, name: str, *, value: bool) -> None:
        """Change a setting of the site."""
        update = sa.update(SITE_SETTINGS).where(SITE_SETTINGS.c.name == name)
        with self.database.begin_or_join() as session:
            session.execute(update.values(value=value))

    def published(self, production_id: int = 7, space_id: int | None = None) -> int:
        """Publish one of Ada's productions and return the publication's id."""
        if self.hls.find_production_by_id(production_id) is None:
            self.hls.add(a_production(production_id))
        answer = self.client(ADA).post(
            f"/api/productions/{production_id}/publications",
            json={"spaceId": space_id or self.personal()},
        )
        assert answer.status_code in {200, 201}, answer.json
        return int(answer.json["publication"]["id"])  # type: ignore[index]

    def topics(self) -> list[str]:
        """Return the names of the announced events, such as `published`."""
        query = sa.select(OUTBOX.c.topic).order_by(OUTBOX.c.id)
        with self.database.reading() as session:
            return [one.split(".")[2] for one in session.execute(query).scalars()]


def _links(production_id: int) -> SignedPlayback:
    folder = f"/media/hls/signed/{production_id}"
    return SignedPlayback(
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
    """Return the one world of this process, reset: making its app takes long."""
    world = _the_world()
    world.reset()
    return world


def ids(items: Iterable[Mapping[str, Any]]) -> list[int]:
    """Return the ids of the publications of a feed."""
    return [one["publication"]["id"] for one in items]
