# SPDX-License-Identifier: Apache-2.0
"""The rows of spaces, their members and invitations in the table of who may do what by REST.

Who may do what by their role in a space is tested by `test_space_authorisation.py`. Where a list
is `some` for the owner and `none` for the administrator, each has the list of another group: the
precondition makes one before each request.
"""

from __future__ import annotations

from tests.support.authorisation import space_preconditions as given
from tests.support.authorisation.preconditions import published
from tests.support.authorisation.row import Row, everybody

SPACE = "/api/spaces/{spaceId}"
MEMBERS, BANS = f"{SPACE}/members", f"{SPACE}/bans"
INVITATIONS, LINKS = f"{SPACE}/invitations", f"{SPACE}/invitation-links"
STORY = "/api/publications/{publicationId}/story"
SCHEDULES = "/api/productions/{productionId}/schedules"
RECEIVED = "/api/spaces/invitations"
NOT_INVITED = "404:invitation_not_found"
LAST, NO_MEMBER = "409:last_administrator", "404:member_not_found"

SPACE_ROWS = (
    Row("GET /api/spaces?mine=1", "401 none some none", given.no_shared_groups),
    Row("POST /api/spaces", "401 201 201 201", body={"name": "Harbour crew"}),
    Row(f"GET {SPACE}", everybody("200")),
    Row(f"GET {SPACE}", "403 403 200 200", given.group),
    Row(f"PATCH {SPACE}", "401 403 200 200", given.group, {"description": "Ships."}),
    Row(f"DELETE {SPACE}", "401 403 200 200", given.group),
    Row(f"GET {SPACE}/deletion", "401 403 200 200", given.group),
    Row(f"GET {SPACE}/icon", "403 403 200 200", given.group_with_icon),
    Row(f"PUT {SPACE}/icon", "401 403 200 200", given.group, {"image": given.ICON}),
    Row(f"DELETE {SPACE}/icon", "401 403 200 200", given.group),
    Row(f"GET {MEMBERS}", "401 403 some some", given.group),
    Row(
        f"PATCH {MEMBERS}/{{userId}}",
        "401 403 200 200",
        given.group_with_member,
        {"roles": ["space_poster"]},
    ),
    Row(f"DELETE {MEMBERS}/{{userId}}", "401 403 200 200", given.group_with_member),
    Row(f"POST {SPACE}/join", "401 200 200 200", given.open_group),
    Row(f"POST {SPACE}/leave", f"401 {NO_MEMBER} {LAST} {NO_MEMBER}", given.group),
    Row(f"GET {BANS}", "401 403 some some", given.group_with_ban),
    Row(f"PUT {BANS}/{{userId}}", "401 403 200 403", given.group_with_member, {}),
    Row(f"DELETE {BANS}/{{userId}}", "401 403 200 200", given.group_with_ban),
    Row(f"GET {INVITATIONS}", "401 403 some none", given.group_with_invitation),
    Row(
        f"POST {INVITATIONS}",
        "401 403 200 200",
        given.group_with_invitation,
        {"userId": "{adminId}"},
    ),
    Row(f"DELETE {INVITATIONS}/{{invitationId}}", "401 403 200 200", given.group_with_invitation),
    Row(f"GET {LINKS}", "401 403 some none", given.group_with_link),
    Row(f"POST {LINKS}", "401 403 201 201", given.group, {}),
    Row(f"DELETE {LINKS}/{{linkId}}", "401 403 200 200", given.group_with_link),
    Row(f"GET {RECEIVED}", "401 none some none", given.invitation_of_owner),
    Row(
        f"POST {RECEIVED}/{{invitationId}}/accept",
        f"401 {NOT_INVITED} 200 {NOT_INVITED}",
        given.invitation_of_owner,
    ),
    Row(
        f"POST {RECEIVED}/{{invitationId}}/decline",
        f"401 {NOT_INVITED} 200 {NOT_INVITED}",
        given.invitation_of_owner,
    ),
    Row(
        "POST /api/spaces/invitation-links/look-up",
        "401 200 200 200",
        given.group_with_link,
        {"token": "{token}"},
    ),
    Row(
        "POST /api/spaces/invitation-links/accept",
        "401 200 200 200",
        given.group_with_link,
        {"token": "{token}"},
    ),
    Row(f"GET {SPACE}/review/queue", "401 403 none none", given.group),
    Row(f"GET {SPACE}/publications?status=rejected", "401 403 none none", given.group),
    Row(f"GET {SCHEDULES}", "401 403 some some", given.scheduled),
    Row(
        f"POST {SCHEDULES}",
        "401 403 201 201",
        given.moment,
        {"spaceId": "{spaceId}", "at": "{at}", "action": "{action}"},
    ),
    Row(f"DELETE {SCHEDULES}/{{scheduleId}}", "401 403 200 200", given.scheduled),
    Row("GET /api/space/review/groups", "401 some some some", given.group_of_each),
    Row("GET /api/space/review/channels", "401 none none none"),
    Row(f"GET {STORY}", everybody("200"), published),
    Row(f"PATCH {STORY}", "401 403 200 200", published, {"storyText": "Own."}),
    Row(f"POST {STORY}/reset", "401 403 200 200", published),
    Row("GET /api/spaces/{spaceId}/subscription", "401 200 200 200"),
    Row("PUT /api/spaces/{spaceId}/subscription", "401 200 200 200"),
    Row("DELETE /api/spaces/{spaceId}/subscription", "401 200 200 200"),
    Row("GET /api/feed/following", "401 some some some", given.followed_space),
    Row("GET /api/site-settings", "401 200 200 200"),
    Row("PATCH /api/site-settings", "401 403 403 200", body={"allowGroupCreation": True}),
)
