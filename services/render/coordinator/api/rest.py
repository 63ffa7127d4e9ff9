# SPDX-License-Identifier: Apache-2.0
"""The REST routes of render."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rest import (
    ApiBlueprint,
    CursorCodec,
    Ok,
    Page,
    PageQuery,
    idempotent,
    require_admin,
)
from chassis.standard_errors import FORBIDDEN
from services.render.coordinator.api import schemas
from services.render.coordinator.api.schemas_listing import (
    RENDERS,
    ListedRenderResource,
    ListRendersQuery,
    to_listed_render,
)
from services.render.coordinator.domain import errors
from services.render.coordinator.domain.nodes import NodePosition
from services.render.coordinator.usecases import cancelling, reading, retrying
from services.render.coordinator.usecases.dependencies import Dependencies

_NODES = CursorCodec("render.nodes", NodePosition)
_ACCESS_ERRORS = [errors.RenderNotFound, errors.NotYourRender]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of render."""
    api = ApiBlueprint("render", __name__)
    _add_list(api, deps)
    _add_renders(api, deps)
    _add_retry(api, deps)
    _add_nodes(api, deps)
    return api


def _add_list(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/renders")
    def list_renders(query: ListRendersQuery, caller: Caller) -> Page[ListedRenderResource]:
        """List renders.

        They are the caller's own, the newest first, with their progress.
        """
        page, following = reading.list_renders(deps, query.to_filter(caller))
        items = [to_listed_render(one) for one in page]
        return Page(items=items, next_cursor=RENDERS.write(following))


def _add_renders(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/renders/<string:export_id>", errors=_ACCESS_ERRORS)
    def get_render(path: schemas.RenderPath, caller: Caller) -> schemas.RenderAnswer:
        """Read the progress and the cost of a render.

        Its id is the id of the export. Only its owner and administrators may read it.
        """
        snapshot = reading.read_render(deps, export_id=path.export_id, caller=caller)
        return schemas.render_answer(snapshot)

    @api.post(
        "/api/renders/<string:export_id>/cancel",
        errors=[*_ACCESS_ERRORS, errors.InvalidRenderState],
    )
    @idempotent(deps.database)
    def cancel_render(path: schemas.RenderPath, caller: Caller) -> Ok:
        """Cancel a render.

        Nodes stop its jobs within seconds, unless another render needs them. Cancelling a
        cancelled render changes nothing.
        """
        cancelling.cancel_render(deps, export_id=path.export_id, caller=caller)
        return Ok()


def _add_retry(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/renders/<string:export_id>/retry",
        errors=[
            *_ACCESS_ERRORS,
            errors.InvalidRenderState,
            errors.CannotPlan,
            errors.SealedExportNotFound,
        ],
    )
    @idempotent(deps.database)
    def retry_render(path: schemas.RenderPath, caller: Caller) -> Ok:
        """Retry a failed or cancelled render.

        It is another attempt at the same export; results that are still stored are reused.
        """
        retrying.retry_render(deps, export_id=path.export_id, caller=caller)
        return Ok()


def _add_nodes(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/render-nodes", errors=[FORBIDDEN])
    def list_nodes(query: PageQuery, caller: Caller) -> Page[schemas.NodeResource]:
        """List the render nodes.

        The node that asked for a job last comes first. Only administrators may list them.
        """
        require_admin()
        after = _NODES.read(query.cursor)
        nodes, following = reading.list_nodes(deps, after=after, limit=query.limit)
        items = [schemas.node_resource(node) for node in nodes]
        return Page(items=items, next_cursor=_NODES.write(following))
