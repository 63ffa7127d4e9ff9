# SPDX-License-Identifier: Apache-2.0
"""The pages that play a publication: one to visit, one to embed."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path

from flask import Response, abort, make_response, render_template, send_file
from flask_openapi3.blueprint import APIBlueprint
from pydantic import BaseModel

from chassis import rest
from chassis.errors import ApiError, ErrorKind, ErrorResponse, error_response
from services.publish.api import schemas
from services.publish.api.errors import ERROR_RULES
from services.publish.bootstrap import Publishing
from services.publish.domain.errors import PublishError
from services.publish.domain.publication import Status
from services.publish.usecases import watching
from services.publish.usecases.watching import Watched

_STATIC = Path(__file__).parent / "static"
_A_YEAR = 365 * 24 * 3600
_POLICY = (
    "default-src 'self'; script-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)
_NOTICES = {
    Status.PENDING: "This waits for approval. Only you and the moderators see it.",
    Status.UNPUBLISHED: "This was taken down. Only you and the moderators see it.",
    Status.REJECTED: "This was not accepted. Only you and the moderators see it.",
}
_REFUSALS = {
    ErrorKind.NOT_FOUND: (404, "There is nothing to watch here"),
    ErrorKind.FORBIDDEN: (403, "You may not watch this"),
}
_NOT_NOW = (503, "This cannot be played right now")


class AssetPath(BaseModel):
    """Which file of the player."""

    name: str


def blueprint(publishing: Publishing) -> APIBlueprint:
    """Make the pages of publications and the files they load."""
    api = APIBlueprint("pages", __name__, template_folder="templates")
    assets = {
        "hls.min.js": publishing.player_assets / "hls.min.js",
        "watch.js": _STATIC / "watch.js",
        "watch.css": _STATIC / "watch.css",
        "icon.svg": _STATIC / "icon.svg",
    }

    def page(publication_id: int, *, kind: str, ancestors: str) -> Response:
        person = schemas.person_of(rest.caller())
        try:
            watched = watching.watch(publishing.deps, person=person, publication_id=publication_id)
        except (PublishError, ApiError) as error:
            html, status = _refused(error, assets), _status(error)
        else:
            html, status = _shown(watched, assets, kind=kind), 200
        response = make_response(html, status)
        response.headers["Content-Security-Policy"] = _POLICY.format(ancestors=ancestors)
        response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        return response

    @api.get("/watch/<int:publication_id>", doc_ui=False)
    def watch(path: schemas.PublicationPath) -> Response:
        return page(path.publication_id, kind="watch", ancestors="'self'")

    @api.get("/embed/<int:publication_id>", doc_ui=False)
    def embed(path: schemas.PublicationPath) -> Response:
        return page(path.publication_id, kind="embed", ancestors="*")

    _add_assets(api, assets)
    return api


def _add_assets(api: APIBlueprint, assets: Mapping[str, Path]) -> None:
    @api.get("/watch/assets/<name>", doc_ui=False)
    def asset(path: AssetPath) -> Response:
        file = assets.get(path.name)
        if file is None or not file.is_file():
            abort(404)
        response = send_file(file, max_age=_A_YEAR)
        response.cache_control.immutable = True
        return response


def _shown(watched: Watched, assets: Mapping[str, Path], *, kind: str) -> str:
    publication = watched.publication
    return render_template(
        f"{kind}.html",
        title=watched.production.name or "Untitled",
        story=publication.story_text,
        owner=watched.owner_name,
        published_at=publication.published_at,
        notice=_NOTICES.get(publication.status, ""),
        playback=watched.playback,
        assets=_addresses(assets),
    )


def _refused(error: Exception, assets: Mapping[str, Path]) -> str:
    status, title = _REFUSALS.get(_answer(error).kind, _NOT_NOW)
    detail = str(error) if status != _NOT_NOW[0] else "Please try again in a moment."
    return render_template(
        "refused.html",
        title=title,
        detail=detail,
        can_retry=status == _NOT_NOW[0],
        assets=_addresses(assets),
    )


def _status(error: Exception) -> int:
    return _REFUSALS.get(_answer(error).kind, _NOT_NOW)[0]


def _answer(error: Exception) -> ErrorResponse:
    return error_response(error, ERROR_RULES) or ErrorResponse(ErrorKind.INTERNAL, "internal", "")


def _addresses(assets: Mapping[str, Path]) -> dict[str, str]:
    """Write the addresses of the player's files, new ones whenever a file changes."""
    return {
        name.partition(".")[0] + "_" + name.rpartition(".")[2]: (
            f"/watch/assets/{name}?v={_version(file, file.stat().st_mtime_ns)}"
            if file.is_file()
            else f"/watch/assets/{name}"
        )
        for name, file in assets.items()
    }


@functools.lru_cache(maxsize=16)
def _version(file: Path, _changed_at: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
