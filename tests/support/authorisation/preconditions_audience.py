# SPDX-License-Identifier: Apache-2.0
"""What rows of the routes of reviews, comments and likes need before their request is sent."""

from __future__ import annotations

from tests.support.authorisation.preconditions import published, unpublished
from tests.support.authorisation.prepared import PreparedPlatform, Values

__all__ = [
    "comment",
    "known_review_note",
    "like",
    "managed_review",
    "published",
    "read_review_note",
    "report",
    "review_link",
    "review_note",
    "reviewer",
    "unpublished",
]


def review_link(prepared: PreparedPlatform) -> Values:
    """A review link of the owner's production, by its token."""
    path = f"/api/productions/{prepared.values['productionId']}/review-links"
    made = prepared.owner.post(path, {})
    return {"linkId": made["reviewLink"]["id"], "token": made["token"]}


def managed_review(prepared: PreparedPlatform) -> Values:
    """A review of the owner's production, by the id of its link."""
    return {"token": review_link(prepared)["linkId"]}


def reviewer(prepared: PreparedPlatform) -> Values:
    """A review of the owner's production, by the token of a reviewer without an account."""
    token = review_link(prepared)["token"]
    path = f"/api/reviews/{token}/reviewers"
    answer = prepared.send("anonymous", "POST", path, json={"name": "Grace"})
    return {"linkToken": token, "token": answer.json()["token"]}


def review_note(prepared: PreparedPlatform) -> Values:
    """A note of a reviewer, by the token of its author."""
    values = reviewer(prepared)
    path = f"/api/reviews/{values['token']}/notes"
    answer = prepared.send("anonymous", "POST", path, json={"text": "Here."})
    return {**values, "noteId": answer.json()["note"]["id"]}


def known_review_note(prepared: PreparedPlatform) -> Values:
    """The same note of a reviewer each time, by the token of its author."""
    if "knownNote" not in prepared.values:
        prepared.values["knownNote"] = review_note(prepared)
    return dict(prepared.values["knownNote"])


def like(prepared: PreparedPlatform) -> Values:
    """The publication of the owner is published, and the owner likes it."""
    published(prepared)
    prepared.owner.post(f"/api/publications/{prepared.values['publicationId']}/likes", {})
    return {}


def read_review_note(prepared: PreparedPlatform) -> Values:
    """A note of a reviewer, by the token of the link."""
    values = review_note(prepared)
    return {**values, "token": values["linkToken"]}


def comment(prepared: PreparedPlatform) -> Values:
    """A comment of the owner on their publication, which is published."""
    published(prepared)
    path = f"/api/publications/{prepared.values['publicationId']}/comments"
    return {"commentId": prepared.owner.post(path, {"text": "Mine."})["comment"]["id"]}


def hidden_comment(prepared: PreparedPlatform) -> Values:
    """A comment of the owner on their publication, which is then unpublished."""
    return {**comment(prepared), **unpublished(prepared)}


def report(prepared: PreparedPlatform) -> Values:
    """A report of another user on the publication of the owner."""
    published(prepared)
    path = f"/api/publications/{prepared.values['publicationId']}/reports"
    # Each user reports a publication once; later it is there already.
    prepared.send("other", "POST", path, json={"reason": "other"})
    listed = prepared.admin.get(f"/api/spaces/{prepared.values['spaceId']}/reports")
    return {"reportId": listed["items"][0]["id"]}
