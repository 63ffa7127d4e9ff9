# SPDX-License-Identifier: Apache-2.0
"""A video that is published in several states, for pages that show them all at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.web.browser import Account, registered
from tests.support.web.exports import Filmmaker, a_filmmaker

STORY = "Filmed from the pier on the last day of the season."


@dataclass
class Moderated:
    """Mara's production in groups of Eve's, and Nils, who has nothing."""

    mara: Filmmaker
    eve: Account
    nils: Account
    production: int
    shown: int
    """The publication that is seen by everybody, and was reported."""
    removed: int
    """The publication that a moderator has taken down."""
    group: int
    """The space of what is shown, whose administrator is Eve."""
    club: int
    """The space in which one waits for review, and another was rejected."""
    token: str
    """Of an invitation link into the group."""

    def signed_in(self, name: str) -> Account:
        """Return somebody by their first name, signed in anew."""
        accounts = {"mara": self.mara.account, "eve": self.eve, "nils": self.nils}
        return accounts[name].signed_in_anew()


@contextmanager
def a_moderated_video(url: str, folder: Path) -> Iterator[Moderated]:
    """Publish a production of Mara's in spaces of Eve's for a block."""
    with (
        registered(url, "Eve Moder") as eve,
        registered(url, "Nils Aho") as nils,
        a_filmmaker(url, folder) as mara,
    ):
        production = mara.production_of(mara.export("Harbour at first light"))
        mara.creator.post(f"/api/productions/{production}/poster", {"atSeconds": 0.5})
        group, token = _joined(eve, mara, "The crew of the lighthouse", needs_approval=False)
        club, _ = _joined(eve, mara, "Film club", needs_approval=True)
        attic, _ = _joined(eve, mara, "The attic", needs_approval=False)
        shown = int(mara.creator.published(production, group)["id"])
        report = {"reason": "copyright", "note": "The music is ours."}
        eve.request("POST", f"/api/publications/{shown}/reports", json=report)
        waiting = mara.production_of(mara.export("The ferry leaves"))
        mara.creator.published(waiting, club)
        rejected = int(mara.creator.published(production, club)["id"])
        eve.request("POST", f"/api/publications/{rejected}/reject", json={"note": "Too loud."})
        removed = int(mara.creator.published(production, attic)["id"])
        note = {"note": "The music is not yours."}
        eve.request("POST", f"/api/publications/{removed}/unpublish", json=note)
        mara.group("An empty room with a name that is much longer than any row of a list is wide")
        yield Moderated(mara, eve, nils, production, shown, removed, group, club, token)


def _joined(eve: Account, mara: Filmmaker, name: str, *, needs_approval: bool) -> tuple[int, str]:
    """Let Eve make a group into which Mara may publish; return it and the token of a link."""
    settings = {"name": name, "requireApproval": needs_approval}
    space = int(eve.request("POST", "/api/spaces", json=settings)["space"]["id"])
    path = f"/api/spaces/{space}/invitation-links"
    token = str(eve.request("POST", path, json={"role": "space_poster"})["token"])
    mara.creator.post("/api/spaces/invitation-links/accept", {"token": token})
    return space, str(eve.request("POST", path, json={"role": "space_poster"})["token"])
