# SPDX-License-Identifier: Apache-2.0
"""A model of the states of a publication: callers act at random, and nothing illegal happens.

The model says from the state before, the caller and the action what the answer and the state after
have to be. It is written from the rules and shares no code with the service.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, a_production, a_world

OWNER, STRANGER = ADA, 40
MEMBER, POSTER, MODERATOR, SPACE_ADMIN, SITE_MODERATOR = 41, 42, 43, BEN, 44
CALLERS = (OWNER, STRANGER, MEMBER, POSTER, MODERATOR, SPACE_ADMIN, SITE_MODERATOR, ADMIN)
DECIDERS = {MODERATOR, SPACE_ADMIN, ADMIN}
"""Who may approve and reject in the space."""
MODERATORS = DECIDERS | {SITE_MODERATOR}
"""Who may unpublish what others own, and republish what a moderator unpublished."""
LIVE = {"pending", "published"}

callers = st.sampled_from(CALLERS)


class PublicationMachine(RuleBasedStateMachine):
    """One production of Ada's and one space; every caller tries every action."""

    @initialize(requires_approval=st.booleans(), kind=st.sampled_from(["group", "channel"]))
    def begin(self, requires_approval: bool, kind: str) -> None:
        """Make a space with a holder of each role."""
        self.world = a_world()
        self.space = self.world.space(SpaceType(kind), owner=EVE)
        roles = {
            OWNER: "space_poster",
            MEMBER: "space_member",
            POSTER: "space_poster",
            MODERATOR: "space_moderator",
            SPACE_ADMIN: "space_admin",
        }
        for user_id, role in roles.items():
            self.world.give(user_id, self.space, role)
        self.world.hls.add(a_production(7))
        self.requires_approval = requires_approval
        self._set_rule(requires_approval)
        self.state: str | None = None
        self.unpublished_by: int | None = None
        self.publication = 0
        self.owner_posts = True
        self.is_rejected = False

    @rule(caller=callers)
    def publish(self, caller: int) -> None:
        """Publish the production into the space, or again."""
        answer = self._send(caller, "/api/productions/7/publications", {"spaceId": self.space})
        may = caller == ADMIN or (caller == OWNER and self.owner_posts)
        if not may:
            assert answer.status_code == 403, answer.json
        elif self.state is None:
            assert answer.status_code == 201, answer.json
            self.publication = answer.json["publication"]["id"]
            self._become("pending" if self.requires_approval else "published", answer)
        elif self.state in LIVE:
            assert answer.status_code == 200, answer.json
            self._become(self.state, answer)
        else:
            self._expect_republication(caller, answer)

    @rule(caller=callers, verb=st.sampled_from(["approve", "reject"]))
    def decide(self, caller: int, verb: str) -> None:
        """Approve or reject."""
        answer = self._change(caller, verb)
        if self.state is None:
            assert answer.status_code == 404, answer.json
        elif caller not in DECIDERS:
            assert answer.status_code == 403, answer.json
        elif self.state != "pending":
            assert answer.status_code == 409, answer.json
        else:
            assert answer.status_code == 200, answer.json
            self.is_rejected = verb == "reject"
            self._become("rejected" if self.is_rejected else "published", answer)

    @rule(caller=callers)
    def unpublish(self, caller: int) -> None:
        """Unpublish."""
        answer = self._change(caller, "unpublish")
        if self.state is None:
            assert answer.status_code == 404, answer.json
        elif caller != OWNER and caller not in MODERATORS:
            assert answer.status_code == 403, answer.json
        elif self.state not in LIVE:
            assert answer.status_code == 409, answer.json
        else:
            assert answer.status_code == 200, answer.json
            self.unpublished_by = caller
            self._become("unpublished", answer)

    @rule(caller=callers)
    def republish(self, caller: int) -> None:
        """Republish."""
        answer = self._change(caller, "republish")
        if self.state is None:
            assert answer.status_code == 404, answer.json
        elif caller != OWNER and caller not in MODERATORS:
            assert answer.status_code == 403, answer.json
        elif self.state in LIVE:
            assert answer.status_code == 409, answer.json
        else:
            self._expect_republication(caller, answer)

    @rule(requires_approval=st.booleans())
    def change_the_rule(self, requires_approval: bool) -> None:
        """Let the space require approval, or not any more."""
        self.requires_approval = requires_approval
        self._set_rule(requires_approval)

    @rule(posts=st.booleans())
    def change_the_role(self, posts: bool) -> None:
        """Let the owner of the production post in the space, or not any more."""
        role = "space_poster" if posts else "space_member"
        path = f"/api/spaces/{self.space}/members/{OWNER}"
        answer = self.world.client(SPACE_ADMIN).patch(path, json={"roles": [role]})
        assert answer.status_code == 200, answer.json
        self.owner_posts = posts

    @invariant()
    def the_log_and_the_feed_agree_with_the_state(self) -> None:
        """What everybody sees is what the state says."""
        if not hasattr(self, "state") or self.state is None:
            return
        root = self.world.client(ADMIN)
        found: Any = root.get(f"/api/publications/{self.publication}").json
        assert found["publication"]["status"] == self.state
        assert (found["publication"]["publishedAt"] is not None) or self.state != "published"
        assert found["events"], "every state has a reason in the log"
        feed: Any = root.get(f"/api/spaces/{self.space}/feed").json
        assert bool(feed["items"]) is (self.state == "published")
        queue: Any = root.get(f"/api/spaces/{self.space}/review/queue").json
        assert bool(queue["items"]) is (self.state == "pending")

    def _expect_republication(self, caller: int, answer: Any) -> None:
        """Check the answer to republishing what is unpublished or rejected."""
        is_own_doing = self.state == "unpublished" and self.unpublished_by == OWNER
        if caller == ADMIN or (caller in MODERATORS and not is_own_doing):
            assert answer.status_code == 200, answer.json
            self.is_rejected = False
            self._become("published", answer)
            return
        if caller == OWNER and self.owner_posts and (is_own_doing or self.state == "rejected"):
            assert answer.status_code == 200, answer.json
            waits = self.requires_approval or self.is_rejected
            self._become("pending" if waits else "published", answer)
            return
        assert answer.status_code == 403, answer.json

    def _become(self, state: str, answer: Any) -> None:
        assert answer.json["publication"]["status"] == state, answer.json
        self.state = state

    def _set_rule(self, requires_approval: bool) -> None:
        path = f"/api/spaces/{self.space}"
        body = {"requireApproval": requires_approval}
        assert self.world.client(SPACE_ADMIN).patch(path, json=body).status_code == 200

    def _change(self, caller: int, verb: str) -> Any:  # Any: an answer
        publication = self.publication or 99
        return self._send(caller, f"/api/publications/{publication}/{verb}", {})

    def _send(self, caller: int, path: str, body: dict[str, Any]) -> Any:  # Any: an answer
        roles = ("site_moderator",) if caller == SITE_MODERATOR else ()
        return self.world.client(caller, *roles).post(path, json=body)
