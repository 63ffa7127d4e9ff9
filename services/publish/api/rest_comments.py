# SPDX-License-Identifier: Apache-2.0
"""The REST routes of comments."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Ok, Page, idempotent
from services.publish.api import requests
from services.publish.api import schemas_audience as schemas
from services.publish.domain import errors
from services.publish.domain.comment import CommentOrder, CommentPosition, CommentQuery
from services.publish.usecases import commenting
from services.publish.usecases.dependencies import Dependencies

_CURSORS = {
    order: CursorCodec(f"publish.comments_{order}", CommentPosition) for order in CommentOrder
}
_COMMENTS = "/api/publications/<int:publication_id>/comments"
_NOT_VIEWED = [errors.PublicationNotFound, errors.NotPublished, errors.Forbidden]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of comments."""
    api = ApiBlueprint("comments", __name__)
    _add_list(api, deps)
    _add_writing(api, deps)
    return api


def _add_list(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(_COMMENTS, errors=_NOT_VIEWED)
    def list_comments(
        path: requests.PublicationPath, query: schemas.CommentsQuery, caller: Caller | None
    ) -> Page[schemas.CommentResource]:
        """List the comments on a publication, or the replies to one of them.

        Whoever may watch it may do so. A deleted comment stays in the list while it has replies.
        """
        order = CommentOrder(query.order)
        cursors = _CURSORS[order]
        page = commenting.list_comments(
            deps,
            caller=caller,
            query=CommentQuery(
                path.publication_id,
                query.parent_id,
                order,
                cursors.read(query.cursor),
                query.limit,
            ),
        )
        return Page[schemas.CommentResource](
            items=schemas.comment_resources(page), next_cursor=cursors.write(page.next)
        )


def _add_writing(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        _COMMENTS,
        answers={201: schemas.CommentAnswer},
        errors=[
            *_NOT_VIEWED,
            errors.NotLive,
            errors.CommentsDisabled,
            errors.CommentNotFound,
            errors.ReplyToReply,
        ],
    )
    @idempotent(deps.database)
    def add_comment(
        path: requests.PublicationPath, body: schemas.NewComment, caller: Caller
    ) -> schemas.CommentAnswer:
        """Comment on a publication, or reply to a comment.

        Signed-in users who may watch it may do so, unless comments are disabled on it.
        """
        page = commenting.add_comment(
            deps,
            caller=caller,
            publication_id=path.publication_id,
            text=body.text,
            parent_id=body.parent_id,
        )
        return schemas.CommentAnswer(comment=schemas.comment_resources(page)[0])

    @api.delete("/api/comments/<int:comment_id>", errors=[errors.CommentNotFound, errors.Forbidden])
    def delete_comment(path: schemas.CommentPath, caller: Caller) -> Ok:
        """Delete a comment.

        Its author, the owner of the video and the moderators of the space may do so.
        """
        commenting.delete_comment(deps, caller=caller, comment_id=path.comment_id)
        return Ok()
