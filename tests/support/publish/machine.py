# SPDX-License-Identifier: Apache-2.0
"""A model of a publication: callers act at random, and nothing illegal happens.

The model says from the state before, the caller and the action what the answer and the state after
have to be. It is written from the rules and shares no code with the service. What the owner changes
of a publication stands in `owner_changes`.
"""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.publish.domain.space import SpaceType
from tests.support.publish.modelled_texts import ModelledTexts
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, a_production, a_world

OWNER, STRANGER = ADA, 40
MEMBER, POSTER, MODERATOR, SPACE_ADMIN, SITE_MODERATOR = 41, 42, 43, BEN, 44
CALLERS = (OWNER, STRANGER, MEMBER, POSTER, MODERATOR, SPACE_ADMIN, SITE_MODERATOR, ADMIN)
DECIDERS = {MODERATOR, SPACE_ADMIN, ADMIN}
"""Who may approve and reject in the space."""
MODERATORS = DECIDERS | {SITE_MODERATOR}
"""Who may unpublish what others own, and republish what a moderator unpublished."""
LIVE = {"pending", "published"}

# Those who may do something act more often than those who are refused it.
callers = st.sampled_from((*[OWNER] * 6, *[MODERATOR] * 4, *CALLERS))


class StatusMachine(RuleBasedStateMachine):
    """One production of Ada's and one space; every caller tries every action."""

    @initialize(
        requires_approval=st.booleans(),
        kind=st.sampled_from(["group", "channel"]),
        is_public=st.booleans(),
        start=st.sampled_from(["nothing", "requested", "approved"]),
        visibility=st.sampled_from(["inherit", "members"]),
    )
    def begin(
        self, requires_approval: bool, kind: str, is_public: bool, start: str, visibility: str
    ) -> None:
        """Make a space with a holder of each role, in which the production may be already."""
        self.world = a_world()
        viewers = "public" if is_public else "private"
        self.space = self.world.space(SpaceType(kind), owner=EVE, visibility=viewers)
        self.is_public = is_public
        roles = {
            OWNER: "space_poster",
            MEMBER: "space_member",
            POSTER: "space_poster",
            MODERATOR: "space_moderator",
            SPACE_ADMIN: "space_admin",
        }
        for user_id, role in roles.items():
            self.world.give(user_id, self.space, role)
        made = self.world.hls.add(a_production(7))
        self.production_revision, self.upload = made.revision, made.upload_id
        self.production_texts = (made.name, made.story_text)
        self.texts = ModelledTexts(self.production_texts)
        self.visibility = "inherit"
        self.requires_approval = requires_approval
        self._set_rule(requires_approval)
        self.state: str | None = None
        self.unpublished_by: int | None = None
        self.publication = 0
        self.owner_posts = True
        self.is_rejected = False
        self.is_changed = False
        """Whether it was changed since it waits for approval."""
        self.newest = self.looked_at = 0
        """The revision that it has, and the one that moderators have looked at."""
        if start != "nothing":
            self.publish(OWNER, visibility)
        if start == "approved":
            self.decide(MODERATOR, "approve", "nothing")

    @rule(caller=callers)
    def publish(self, caller: int, visibility: str | None = None) -> None:
        """Publish the production into the space, or again; a first time with a visibility."""
        stated = {} if visibility is None else {"visibility": visibility}
        body = {"spaceId": self.space, **stated}
        answer = self._send(caller, "/api/productions/7/publications", body)
        may = caller == ADMIN or (caller == OWNER and self.owner_posts)
        if not may:
            assert answer.status_code == 403, answer.json
        elif self.state is None:
            assert answer.status_code == 201, answer.json
            self.publication = answer.json["publication"]["id"]
            self.visibility = visibility or "inherit"
            self._become("pending" if self.requires_approval else "published", answer)
        elif self.state in LIVE:
            assert answer.status_code == 200, answer.json
            self._become(self.state, answer)
        else:
            self._expect_republication(caller, answer)

    @rule()
    def look(self) -> None:
        """Let moderators look at the publication as it is."""
        self.looked_at = self.newest

    @rule(
        caller=callers,
        verb=st.sampled_from(["approve", "reject"]),
        names=st.sampled_from(["nothing", "looked at", "newest"]),
    )
    def decide(self, caller: int, verb: str, names: str) -> None:
        """Approve or reject, and name in If-Match the revision that was looked at, or none."""
        looked = {"nothing": None, "looked at": self.looked_at, "newest": self.newest}[names]
        answer = self._change(caller, verb, looked)
        if self.state is None:
            assert answer.status_code == 404, answer.json
        elif caller not in DECIDERS:
            assert answer.status_code == 403, answer.json
        elif self.state != "pending" and not self.waits_for_texts:
            assert answer.status_code == 409, answer.json
        elif verb == "approve" and self._is_another(looked):
            assert (answer.status_code, answer.json["error"]) == (412, "stale_revision")
        else:
            assert answer.status_code == 200, answer.json
            self._decided(verb, answer)

    def _is_another(self, looked: int | None) -> bool:
        if looked is None:
            return self.is_changed or self.waits_for_texts
        return looked != self.newest

    def _decided(self, verb: str, answer: Any) -> None:
        if not self.waits_for_texts:
            self.is_rejected = verb == "reject"
            self._become("rejected" if self.is_rejected else "published", answer)
        elif verb == "approve":
            self.texts.show_held()
        else:
            self.texts.is_rejected = True

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
    def what_others_see_agrees_with_the_state(self) -> None:
        """What everybody sees is what the state says."""
        if not hasattr(self, "state") or self.state is None:
            return
        found = self._read(f"/api/publications/{self.publication}")
        shown, held = found["publication"], found["proposed"]
        self.newest = shown["revision"]
        assert (shown["status"], shown["visibility"]) == (self.state, self.visibility)
        assert (shown["publishedAt"] is not None) or self.state != "published"
        assert found["events"], "every state has a reason in the log"
        assert (held and (held["title"], held["storyText"])) == self.texts.held
        assert (held and held["isRejected"]) in {None, self.texts.is_rejected}
        feed = self._read(f"/api/spaces/{self.space}/feed")["items"]
        words = [(one["production"]["name"], one["publication"]["storyText"]) for one in feed]
        assert words == ([self.texts.shown] if self.state == "published" else [])
        queue = self._read(f"/api/spaces/{self.space}/review/queue")["items"]
        assert bool(queue) is (self.state == "pending" or self.waits_for_texts)

    @invariant()
    def lists_say_what_its_owner_and_moderators_may_do(self) -> None:
        """A rejected or unpublished publication is listed with whether it may come back."""
        if not hasattr(self, "state") or self.state is None:
            return
        owner = self._read("/api/productions/7/publications", OWNER)["items"]
        assert [one["context"]["canRepublish"] for one in owner] == [self._owner_may_republish()]
        if self.state in LIVE:
            return
        path = f"/api/spaces/{self.space}/publications?status={self.state}"
        (listed,) = self._read(path, MODERATOR)["items"]
        assert listed["context"]["canRepublish"] is not self._is_own_doing()
        assert listed["context"]["takenDown"]["action"].startswith(
            "reject" if self.state == "rejected" else "unpublish"
        )

    @property
    def waits_for_texts(self) -> bool:
        """Whether it is published, and a title or a story of it waits."""
        return self.state == "published" and self.texts.waits

    def _is_own_doing(self) -> bool:
        return self.state == "unpublished" and self.unpublished_by == OWNER

    def _owner_may_republish(self) -> bool:
        return self.owner_posts and (self._is_own_doing() or self.state == "rejected")

    def _expect_republication(self, caller: int, answer: Any) -> None:
        """Check the answer to republishing what is unpublished or rejected."""
        if caller == ADMIN or (caller in MODERATORS and not self._is_own_doing()):
            assert answer.status_code == 200, answer.json
            self.is_rejected = False
            self._become("published", answer)
            return
        if caller == OWNER and self._owner_may_republish():
            assert answer.status_code == 200, answer.json
            waits = self.requires_approval or self.is_rejected
            self._become("pending" if waits else "published", answer)
            return
        assert answer.status_code == 403, answer.json

    def _become(self, state: str, answer: Any) -> None:
        assert answer.json["publication"]["status"] == state, answer.json
        self._be(state)

    def _be(self, state: str) -> None:
        if state != self.state:
            self.is_changed = False
            self.texts.show_held()
        self.state = state

    def _set_rule(self, requires_approval: bool) -> None:
        path = f"/api/spaces/{self.space}"
        body = {"requireApproval": requires_approval}
        assert self.world.client(SPACE_ADMIN).patch(path, json=body).status_code == 200

    def _change(self, caller: int, verb: str, revision: int | None = None) -> Any:  # Any: an answer
        headers = {} if revision is None else {"If-Match": f'"{revision}"'}
        path = f"/api/publications/{self.publication or 99}/{verb}"
        return self._client(caller).post(path, json={}, headers=headers)

    def _send(self, caller: int, path: str, body: dict[str, Any]) -> Any:  # Any: an answer
        return self._client(caller).post(path, json=body)

    def _read(self, path: str, caller: int = ADMIN) -> Any:  # Any: the body of an answer
        answer = self._client(caller).get(path)
        assert answer.status_code == 200, answer.json
        return answer.json

    def _client(self, caller: int) -> FlaskClient:
        roles = ("site_moderator",) if caller == SITE_MODERATOR else ()
        return self.world.client(caller, *roles)
