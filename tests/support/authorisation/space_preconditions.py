# SPDX-License-Identifier: Apache-2.0
"""What the rows of spaces need before their requests are sent."""

from __future__ import annotations

import datetime as dt

from tests.support.authorisation.preconditions import published
from tests.support.authorisation.prepared import PreparedPlatform, Values


def group(prepared: PreparedPlatform) -> Values:
    """A private group of the owner."""
    body = {"name": "Harbour crew"}
    return {"spaceId": prepared.owner.post("/api/spaces", body)["space"]["id"]}


def group_of_each(prepared: PreparedPlatform) -> Values:
    """A group of each caller."""
    for caller in prepared.callers.values():
        caller.post("/api/spaces", {"name": "Own crew"})
    return {}


def followed_space(prepared: PreparedPlatform) -> Values:
    """Everybody follows the space of the owner, which shows a publication."""
    published(prepared)
    for caller in prepared.callers.values():
        caller.request("PUT", f"/api/spaces/{prepared.values['spaceId']}/subscription", json={})
    return {}


def no_shared_groups(prepared: PreparedPlatform) -> Values:
    """The others have left the groups of the owner that they joined in other rows."""
    for caller in (prepared.other, prepared.admin):
        for space in caller.get("/api/spaces?mine=1&limit=200")["items"]:
            if space["ownerUserId"] != caller.user_id:
                caller.post(f"/api/spaces/{space['id']}/leave", {})
    return {}


def open_group(prepared: PreparedPlatform) -> Values:
    """A public group of the owner that everybody may join."""
    body = {"name": "Open harbour", "visibility": "public", "membership": "public"}
    return {"spaceId": prepared.owner.post("/api/spaces", body)["space"]["id"]}


def group_with_icon(prepared: PreparedPlatform) -> Values:
    """A private group of the owner with a picture."""
    values = group(prepared)
    prepared.owner.request("PUT", f"/api/spaces/{values['spaceId']}/icon", json={"image": ICON})
    return values


def group_with_member(prepared: PreparedPlatform) -> Values:
    """An open group of the owner that the administrator of the site has joined."""
    values = open_group(prepared)
    prepared.admin.post(f"/api/spaces/{values['spaceId']}/join", {})
    return {**values, "userId": prepared.admin.user_id}


def group_with_ban(prepared: PreparedPlatform) -> Values:
    """A group of the owner from which the administrator of the site is banned."""
    values = group(prepared)
    user_id = prepared.admin.user_id
    prepared.owner.request("PUT", f"/api/spaces/{values['spaceId']}/bans/{user_id}", json={})
    return {**values, "userId": user_id}


def invitation_of_owner(prepared: PreparedPlatform) -> Values:
    """An invitation of the owner into a group of the administrator of the site."""
    space = prepared.admin.post("/api/spaces", {"name": "Site crew"})["space"]["id"]
    body = {"userId": prepared.owner.user_id}
    made = prepared.admin.post(f"/api/spaces/{space}/invitations", body)["invitation"]
    return {"invitationId": made["id"]}


def group_with_invitation(prepared: PreparedPlatform) -> Values:
    """A group of the owner into which the administrator of the site is invited."""
    values = group(prepared)
    body = {"userId": prepared.admin.user_id}
    path = f"/api/spaces/{values['spaceId']}/invitations"
    invitation = prepared.owner.post(path, body)["invitation"]
    return {**values, "invitationId": invitation["id"], "adminId": prepared.admin.user_id}


def group_with_link(prepared: PreparedPlatform) -> Values:
    """A group of the owner with a link by which one joins."""
    values = group(prepared)
    made = prepared.owner.post(f"/api/spaces/{values['spaceId']}/invitation-links", {})
    return {**values, "linkId": made["link"]["id"], "token": made["token"]}


def scheduled(prepared: PreparedPlatform) -> Values:
    """A schedule of the owner's production."""
    path = f"/api/productions/{prepared.values['productionId']}/schedules"
    made = prepared.owner.post(path, {**moment(prepared), "spaceId": prepared.values["spaceId"]})
    return {"scheduleId": made["schedule"]["id"]}


def moment(_: PreparedPlatform) -> Values:
    """A moment to come, and what is to be done then."""
    at = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    return {"at": at.isoformat(), "action": "publish"}


ICON = (
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mNQKDhAEmIY1TCqYfhqAAABLlAQGWkQ"
    "hgAAAABJRU5ErkJggg=="
)
"""A picture of 16 by 16 pixels in Base64."""
