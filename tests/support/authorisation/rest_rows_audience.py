# SPDX-License-Identifier: Apache-2.0
"""The rows of the routes by which people review, comment, like and find what is published.

Tokens of review links and of reviewers give the same rights to every caller who has them, so that
a row with such a token has the callers "review link" and "reviewer" in each of its columns.
"""

from __future__ import annotations

from tests.support.authorisation import preconditions_audience as given
from tests.support.authorisation.row import Row, everybody

_LINKS = "/api/productions/{productionId}/review-links"
_REVIEW = "/api/reviews/{token}"
_NAMELESS = "403:reviewer_name_required"
_NOTE = {"text": "Here.", "atSeconds": 1}
_APPROVED = {"verdict": "approved"}
_NO_REVIEW, _NO_LINK = "404:review_not_found", "404:review_link_not_found"

REVIEWS = (
    Row(f"GET {_LINKS}", "401 403 some some", given.review_link),
    Row(f"POST {_LINKS}", "401 403 201 201", body={}),
    Row("DELETE /api/review-links/{linkId}", f"401 {_NO_LINK} 200 200", given.review_link),
    Row(f"GET {_REVIEW}", everybody("200"), given.review_link),
    Row(f"GET {_REVIEW}", everybody("200"), given.reviewer),
    Row(f"GET {_REVIEW}", f"{_NO_REVIEW} {_NO_REVIEW} 200 200", given.managed_review),
    Row(f"POST {_REVIEW}/reviewers", everybody("201"), given.review_link, {"name": "Grace"}),
    Row(f"PUT {_REVIEW}/verdict", everybody("200"), given.reviewer, _APPROVED),
    Row(f"PUT {_REVIEW}/verdict", f"{_NAMELESS} {_NAMELESS} 403 403", given.review_link, _APPROVED),
    Row(f"GET {_REVIEW}/notes", everybody("some"), given.known_review_note),
    Row(f"POST {_REVIEW}/notes", everybody("201"), given.reviewer, _NOTE),
    Row(f"POST {_REVIEW}/notes", f"{_NAMELESS} {_NAMELESS} 201 201", given.review_link, _NOTE),
    Row(
        f"PATCH {_REVIEW}/notes/{{noteId}}", everybody("200"), given.review_note, {"text": "There."}
    ),
    Row(
        f"PATCH {_REVIEW}/notes/{{noteId}}",
        everybody("403"),
        given.read_review_note,
        {"text": "There."},
    ),
    Row(
        f"PATCH {_REVIEW}/notes/{{noteId}}",
        "403 403 200 200",
        given.read_review_note,
        {"resolved": True},
    ),
    Row(f"DELETE {_REVIEW}/notes/{{noteId}}", everybody("200"), given.review_note),
    Row(f"DELETE {_REVIEW}/notes/{{noteId}}", "403 403 200 200", given.read_review_note),
)

_LIKES = "/api/publications/{publicationId}/likes"
_COMMENTS = "/api/publications/{publicationId}/comments"
_HIDDEN = "404:publication_not_published"

COMMENTS = (
    Row(f"GET {_LIKES}", everybody("200"), given.published),
    Row(f"GET {_LIKES}", f"{_HIDDEN} {_HIDDEN} 200 200", given.unpublished),
    Row(f"POST {_LIKES}", "401 200 200 200", given.published),
    Row(
        f"POST {_LIKES}",
        f"401 {_HIDDEN} 403:not_published 403:not_published",
        given.unpublished,
    ),
    Row(f"DELETE {_LIKES}", "401 200 200 200", given.published),
    Row(f"GET {_LIKES}/users", "401 some some some", given.like),
    Row("POST /api/publications/{publicationId}/views", everybody("200"), given.published),
    Row(f"GET {_COMMENTS}", everybody("some"), given.comment),
    Row(f"GET {_COMMENTS}", f"{_HIDDEN} {_HIDDEN} some some", given.hidden_comment),
    Row(f"POST {_COMMENTS}", "401 201 201 201", given.published, {"text": "Lovely."}),
    Row(
        f"POST {_COMMENTS}",
        f"401 {_HIDDEN} 403:not_published 403:not_published",
        given.unpublished,
        {"text": "Lovely."},
    ),
    Row("DELETE /api/comments/{commentId}", "401 403 200 200", given.comment),
    Row(
        "POST /api/publications/{publicationId}/reports",
        "401 201 201 201",
        given.published,
        {"reason": "spam"},
    ),
    Row("GET /api/spaces/{spaceId}/reports", "401 403 403 200"),
    Row(
        "PATCH /api/reports/{reportId}",
        "401 403 403 200",
        given.report,
        {"status": "dismissed", "resolution": "no_violation"},
    ),
)

PAGES = (
    # A video is found once: others find the publication in the global space instead.
    Row("GET /api/search?q=Video", "none none some none", given.published),
    Row("GET /review/{token}", everybody("200"), given.review_link),
    Row("GET /review/{token}", "404:page 404:page 200 200", given.managed_review),
    Row("GET /watch/{publicationId}/poster.jpg", everybody("302"), given.published),
    Row("GET /watch/{publicationId}/poster.jpg", f"{_HIDDEN} {_HIDDEN} 302 302", given.unpublished),
    Row("GET /spaces/{spaceId}/feed.xml", everybody("200")),
)

AUDIENCE = (*REVIEWS, *COMMENTS, *PAGES)
