# SPDX-License-Identifier: Apache-2.0
"""Who may do what in a space: every route, and eight kinds of callers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.support.publish.world import ADMIN, PublishWorld, a_production, a_world

CALLERS = ("anonymous", "stranger", "member", "poster", "moderator", "space admin", "owner", "site")
"""The columns of the table; the last is an administrator of the site."""

OWNER, STRANGER, MEMBER, POSTER, MODERATOR, SPACE_ADMIN = 3, 20, 21, 22, 23, 24
OTHER, INVITED = 25, 26
"""Another member, and a user who is invited."""
USERS = {
    "stranger": STRANGER,
    "member": MEMBER,
    "poster": POSTER,
    "moderator": MODERATOR,
    "space admin": SPACE_ADMIN,
    "owner": OWNER,
    "site": ADMIN,
}
ROLES = {
    MEMBER: "space_member",
    POSTER: "space_poster",
    MODERATOR: "space_moderator",
    SPACE_ADMIN: "space_admin",
    OWNER: "space_admin",
    OTHER: "space_member",
}
OWN = 7
"""The id of a production of the caller."""


@dataclass(frozen=True)
class Row:
    """A route, the answers to the eight callers, and the body that is sent."""

    route: str
    answers: str
    body: Mapping[str, Any] = field(default_factory=dict)  # Any: JSON members


MEMBERS_ONLY = "403 403 200 200 200 200 200 200"
ADMINISTRATORS = "401 403 403 403 403 200 200 200"
MODERATORS = "401 403 403 403 200 200 200 200"
OWNERS = "401 403 403 403 403 403 403 200"
"""Only the owner of a production, and administrators of the site."""
UNUSED_OWNERS = "401 403 403 403 403 403 403 201"
"""As `OWNERS`, where nothing was published before."""
TAKES_PART = "401 403 201 201 201 201 201 201"
EVERYBODY = "200 200 200 200 200 200 200 200"

ROWS = (
    Row("GET /api/spaces/{space}", MEMBERS_ONLY),
    Row("GET /api/spaces/{space}/feed", MEMBERS_ONLY),
    Row("GET /api/spaces/{space}/members", "401 403 200 200 200 200 200 200"),
    Row("PATCH /api/spaces/{space}", ADMINISTRATORS, {"name": "Quay"}),
    Row("GET /api/spaces/{space}/deletion", ADMINISTRATORS),
    Row("DELETE /api/spaces/{space}", ADMINISTRATORS),
    Row("GET /api/spaces/{space}/icon", "403 403 404 404 404 404 404 404"),
    Row("DELETE /api/spaces/{space}/icon", ADMINISTRATORS),
    Row("PUT /api/spaces/{space}/icon", "401 403 403 403 403 400 400 400", {"image": "eA=="}),
    Row("PATCH /api/spaces/{space}/members/25", ADMINISTRATORS, {"roles": ["space_poster"]}),
    Row("DELETE /api/spaces/{space}/members/25", ADMINISTRATORS),
    Row("DELETE /api/spaces/{space}/members/3", "401 403 403 403 403 403 403 403"),
    Row("POST /api/spaces/{space}/join", "401 403 403 403 403 403 403 403"),
    Row("POST /api/spaces/{space}/leave", "401 404 200 200 200 200 200 404"),
    Row("GET /api/spaces/{space}/bans", ADMINISTRATORS),
    Row("PUT /api/spaces/{space}/bans/25", ADMINISTRATORS),
    Row("DELETE /api/spaces/{space}/bans/25", "401 403 403 403 403 404 404 404"),
    Row("GET /api/spaces/{space}/invitations", ADMINISTRATORS),
    Row("POST /api/spaces/{space}/invitations", ADMINISTRATORS, {"userId": INVITED}),
    Row("DELETE /api/spaces/{space}/invitations/{invitation}", ADMINISTRATORS),
    Row("GET /api/spaces/{space}/invitation-links", ADMINISTRATORS),
    Row("POST /api/spaces/{space}/invitation-links", "401 403 403 403 403 201 201 201"),
    Row("DELETE /api/spaces/{space}/invitation-links/{link}", ADMINISTRATORS),
    Row("GET /api/spaces/invitations", "401 200 200 200 200 200 200 200"),
    Row("POST /api/spaces/invitations/{invitation}/accept", "401 404 404 404 404 404 404 404"),
    Row("POST /api/spaces/invitations/{invitation}/decline", "401 404 404 404 404 404 404 404"),
    Row(
        "POST /api/spaces/invitation-links/look-up",
        "401 200 200 200 200 200 200 200",
        {"token": "{token}"},
    ),
    Row(
        "POST /api/spaces/invitation-links/accept",
        "401 200 200 200 200 200 200 200",
        {"token": "{token}"},
    ),
    Row("GET /api/spaces/{space}/subscription", "401 403 200 200 200 200 200 200"),
    Row("PUT /api/spaces/{space}/subscription", "401 403 200 200 200 200 200 200"),
    Row("DELETE /api/spaces/{space}/subscription", "401 200 200 200 200 200 200 200"),
    Row("GET /api/feed/following", "401 200 200 200 200 200 200 200"),
    Row("GET /api/site-settings", "401 200 200 200 200 200 200 200"),
    Row("PATCH /api/site-settings", "401 403 403 403 403 403 403 200"),
    Row(
        "POST /api/productions/7/publications",
        "401 403 403 201 201 201 201 201",
        {"spaceId": "{space}"},
    ),
    Row("GET /api/publications/{published}", MEMBERS_ONLY),
    Row("GET /api/publications/{pending}", "404 404 404 404 200 200 200 200"),
    Row("POST /api/publications/{pending}/approve", MODERATORS),
    Row("POST /api/publications/{pending}/reject", MODERATORS),
    Row("GET /api/spaces/{space}/review/queue", MODERATORS),
    Row("GET /api/spaces/{space}/publications?status=rejected", MODERATORS),
    Row("GET /api/space/review/groups", "401 200 200 200 200 200 200 200"),
    Row("GET /api/space/review/channels", "401 200 200 200 200 200 200 200"),
    Row("GET /api/publications/{published}/story", MEMBERS_ONLY),
    Row(
        "PATCH /api/publications/{published}/story",
        "401 403 403 403 403 403 403 200",
        {"storyText": "Mine"},
    ),
    Row("POST /api/publications/{published}/story/reset", "401 403 403 403 403 403 403 200"),
    Row("GET /api/publications/{published}/likes", MEMBERS_ONLY),
    Row("POST /api/publications/{published}/likes", "401 403 200 200 200 200 200 200"),
    Row("DELETE /api/publications/{published}/likes", "401 403 200 200 200 200 200 200"),
    Row("GET /api/publications/{published}/likes/users", "401 403 200 200 200 200 200 200"),
    Row("POST /api/publications/{published}/views", MEMBERS_ONLY),
    Row("GET /api/publications/{published}/comments", MEMBERS_ONLY),
    Row("POST /api/publications/{published}/comments", TAKES_PART, {"text": "Ahoy"}),
    Row("DELETE /api/comments/{comment}", MODERATORS),
    Row("POST /api/publications/{published}/reports", TAKES_PART, {"reason": "spam"}),
    Row("GET /api/spaces/{space}/reports", MODERATORS),
    Row(
        "PATCH /api/reports/{report}",
        MODERATORS,
        {"status": "resolved", "resolution": "no_violation"},
    ),
    Row("GET /api/productions/10/publications", OWNERS),
    Row("GET /api/productions/10/schedules", OWNERS),
    Row(
        "POST /api/productions/10/schedules",
        "401 403 403 403 403 403 403 201",
        {"spaceId": "{space}", "action": "unpublish", "at": "2027-12-24T00:00:00Z"},
    ),
    Row("GET /api/productions/10/review-links", OWNERS),
    Row("POST /api/productions/10/review-links", "401 403 403 403 403 403 403 201"),
    Row("DELETE /api/review-links/{review_link}", "401 404 404 404 404 404 404 200"),
    Row("GET /api/reviews/{review}", "200 200 200 200 200 200 200 200"),
    Row("GET /api/reviews/{review}/notes", "200 200 200 200 200 200 200 200"),
    Row(
        "PUT /api/reviews/{review}/verdict",
        "403 403 403 403 403 403 403 403",
        {"verdict": "approved"},
    ),
    Row("POST /api/reviews/{review}/notes", "403 403 403 403 403 403 403 201", {"text": "Here."}),
    Row("PUT /api/reviews/{reviewer}/verdict", EVERYBODY, {"verdict": "approved"}),
    Row("GET /api/search?q=video", EVERYBODY),
    Row("POST /api/publications/{published}/unpublish", MODERATORS),
    Row("PATCH /api/publications/{published}", OWNERS, {"visibility": "members"}),
    Row("POST /api/publications/{unpublished}/republish", MODERATORS),
    Row("POST /api/publications/{withdrawn}/republish", OWNERS),
    Row("POST /api/productions/10/publications", OWNERS, {"spaceId": "{space}"}),
    Row("POST /api/productions/13/publications", OWNERS, {"spaceId": "{space}"}),
    Row("POST /api/productions/14/publications", UNUSED_OWNERS, {"spaceId": "{space}"}),
)


@dataclass(frozen=True)
class Prepared:
    """A world with a private group, the ids in it, and its database to begin again with."""

    world: PublishWorld
    values: Mapping[str, Any]  # Any: ids, and the token of a link
    image: bytes


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    """Make a group with members, publications of another member, an invitation and a link."""
    world = a_world()
    world.accounts.names |= {OTHER: "Other", INVITED: "Invited"}
    space = world.space(owner=OWNER)
    for user_id, role in ROLES.items():
        world.give(user_id, space, role)
    world.give(OTHER, space, "space_poster")
    root, values = world.client(ADMIN), {"space": space}
    states = ("published", "unpublished", "pending", "withdrawn")
    for number, name in enumerate(states, start=10):
        world.hls.add(a_production(number, owner_user_id=OTHER))
        root.patch(f"/api/spaces/{space}", json={"requireApproval": name == "pending"})
        answer = world.client(OTHER).post(
            f"/api/productions/{number}/publications", json={"spaceId": space}
        )
        values[name] = answer.json["publication"]["id"]  # type: ignore[index]
    root.post(f"/api/publications/{values['unpublished']}/unpublish", json={})
    world.client(OTHER).post(f"/api/publications/{values['withdrawn']}/unpublish", json={})
    path = f"/api/spaces/{space}"
    invited = root.post(f"{path}/invitations", json={"userId": INVITED}).json
    made = root.post(f"{path}/invitation-links", json={}).json
    values |= _audience(world, values)
    values["invitation"] = invited["invitation"]["id"]  # type: ignore[index]
    values["link"] = made["link"]["id"]  # type: ignore[index]
    return Prepared(world, {**values, "token": made["token"]}, world.image())  # type: ignore[index]


def _audience(world: PublishWorld, values: Mapping[str, Any]) -> dict[str, Any]:  # Any: ids
    """Add a comment, a report, and a review link with a reviewer, all of other members."""
    path, other = f"/api/publications/{values['published']}", world.client(OTHER)
    comment = other.post(f"{path}/comments", json={"text": "First"}).json
    report = other.post(f"{path}/reports", json={"reason": "spam"}).json
    link = other.post("/api/productions/10/review-links", json={}).json
    review = link["token"]  # type: ignore[index]
    reviewer = world.anonymous().post(f"/api/reviews/{review}/reviewers", json={"name": "Grace"})
    return {
        "comment": comment["comment"]["id"],  # type: ignore[index]
        "report": report["report"]["id"],  # type: ignore[index]
        "review_link": link["reviewLink"]["id"],  # type: ignore[index]
        "review": review,
        "reviewer": reviewer.json["token"],  # type: ignore[index]
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.route)
def test_a_route_answers_each_kind_of_caller(prepared: Prepared, row: Row) -> None:
    answers = {caller: str(status(prepared, row, caller)) for caller in CALLERS}

    assert answers == dict(zip(CALLERS, row.answers.split(), strict=True))


def status(prepared: Prepared, row: Row, caller: str) -> int:
    """Send the request of a row in a group as it was prepared, and return the status."""
    world, values = prepared.world, prepared.values
    world.reset()
    world.restore(prepared.image)
    user_id = USERS.get(caller, STRANGER)
    world.accounts.names |= {OTHER: "Other", INVITED: "Invited", user_id: "Caller"}
    for number in range(10, 15):
        world.hls.add(a_production(number, owner_user_id=OTHER))
    world.hls.add(a_production(OWN, owner_user_id=user_id))
    client = world.anonymous() if caller == "anonymous" else world.client(user_id)
    method, path = row.route.split()
    body = {key: values.get(str(one).strip("{}"), one) for key, one in row.body.items()}
    answer = client.open(
        path.format(**values), method=method, json=None if method == "GET" else body
    )
    return answer.status_code
