# SPDX-License-Identifier: Apache-2.0
"""A small API of reels, for tests of the REST machinery itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from flask.testing import FlaskClient
from pydantic import Field

from chassis.authentication import Authenticator
from chassis.caller import Caller
from chassis.errors import ErrorKind, ErrorRule
from chassis.identity import AccessTokenIssuer, AccessTokens
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.rest import (
    Answer,
    ApiBlueprint,
    Content,
    CursorCodec,
    Ok,
    Page,
    PageQuery,
    RequestBody,
    RequestPath,
    ResponseBody,
    create_app,
    idempotent,
    if_match,
)
from tests.support.servers.databases import MemoryDatabase

CURSORS = CursorCodec("test.reels", int)


class ReelNotFound(Exception):
    """There is no such reel; list those there are."""


class ReelPath(RequestPath):
    """Which reel."""

    reel_id: int = Field(description="The reel.")


class NewReel(RequestBody):
    """A reel to be made."""

    display_name: str = Field(description="Its name.", examples=["Summer"])
    kind: Literal["film", "short"] = "film"
    document: Any = Field(None, description="Whatever the user keeps with it.")


class Reel(ResponseBody):
    """A reel."""

    reel_id: int = Field(description="Its id.", examples=[3])
    display_name: Annotated[str, Field(description="Its name.", examples=["Summer"])]


class Reels(ApiBlueprint):
    """Reels in memory."""

    def __init__(self) -> None:
        super().__init__("reels", __name__)
        self.names = {1: "one", 2: "two", 3: "three"}
        self._add_lists()
        self._add_reels()
        self._add_changes()

    def _add_lists(self) -> None:
        @self.get("/api/reels")
        def list_reels(query: PageQuery) -> Page[Reel]:
            """List the reels.

            They come in the order of their ids.
            """
            after = CURSORS.read(query.cursor) or 0
            ids = sorted(one for one in self.names if one > after)
            shown = ids[: query.limit]
            items = [Reel(reel_id=one, display_name=self.names[one]) for one in shown]
            next_position = shown[-1] if len(ids) > len(shown) else None
            return Page(items=items, next_cursor=CURSORS.write(next_position))

        @self.get("/reels/page", answers={200: Content("A page.", ("text/html",))}, any_query=True)
        def page() -> str:
            """Show a page.

            For people.
            """
            return "<p>Reels</p>"

    def _add_reels(self) -> None:
        @self.get("/api/reels/<int:reel_id>", errors=[ReelNotFound], etag=True)
        def get_reel(path: ReelPath, caller: Caller) -> Answer[Reel]:
            """Get a reel."""
            if path.reel_id not in self.names:
                raise ReelNotFound("There is no such reel.")
            assert caller.user_id == 7
            reel = Reel(reel_id=path.reel_id, display_name=self.names[path.reel_id])
            return Answer(reel, etag="4")

    def _add_changes(self) -> None:
        @self.post("/api/reels", answers={201: Reel})
        @idempotent(MemoryDatabase("cinema"))
        def create_reel(body: NewReel, caller: Caller) -> Answer[Reel]:
            """Make a reel.

            Its id is the next that is free.
            """
            made = max(self.names) + 1
            self.names[made] = body.display_name
            reel = Reel(reel_id=made, display_name=body.display_name)
            return Answer(reel, headers={"Location": f"/api/reels/{made}"}, etag=str(made))

        @self.delete("/api/reels/<int:reel_id>", if_match=True)
        def delete_reel(path: ReelPath) -> Ok:
            """Delete a reel."""
            assert if_match() in (None, frozenset({"4"}))
            del self.names[path.reel_id]
            return Ok()


def reels_keyring(folder: Path) -> Keyring:
    keyring = Keyring(folder)
    keyring.make(pairs=[ACCESS_KEY], texts=[])
    return keyring


@contextmanager
def reels_client(keyring: Keyring) -> Iterator[FlaskClient]:
    tokens = AccessTokens(keyring.public(ACCESS_KEY) or b"")
    app = create_app(
        "cinema",
        blueprints=[Reels()],
        authenticator=Authenticator(tokens, lambda token: None),
        error_rules={ReelNotFound: ErrorRule(ErrorKind.NOT_FOUND, "reel_not_found")},
        readiness={},
    )
    with app.test_client() as client:
        yield client


def caller_headers(keyring: Keyring) -> dict[str, str]:
    issued = AccessTokenIssuer(keyring.private(ACCESS_KEY)).issue(Caller(7))
    return {"Authorization": f"Bearer {issued}"}


