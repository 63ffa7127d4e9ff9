# SPDX-License-Identifier: Apache-2.0
"""Routes of reels in memory, declared as every service declares its own."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from chassis.caller import Caller
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


class NamePath(RequestPath):
    """Which reel, by its name."""

    name: str = Field(description="The name.")


class NewReel(RequestBody):
    """A reel to be made."""

    display_name: str = Field(description="Its name.", examples=["Summer"])
    kind: Literal["film", "short"] = "film"
    minutes: int = 0
    rating: float = 0
    flags: dict[str, int] = Field({})
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

        @self.get("/api/reels/by-name/<name>", errors=[ReelNotFound])
        def find_reel(path: NamePath) -> Reel:
            """Find a reel by its name."""
            found = {name: reel_id for reel_id, name in self.names.items()}
            return Reel(reel_id=found[path.name], display_name=path.name)

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
