# SPDX-License-Identifier: Apache-2.0
"""The files that the pages load beside videos, under addresses that change with their content."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path

from flask import Response, send_file
from pydantic import Field

from chassis.rest import ApiBlueprint, Content, RequestPath
from chassis.standard_errors import NOT_FOUND
from services.publish.usecases.dependencies import Dependencies

Assets = Mapping[str, Path]

_STATIC = Path(__file__).parent / "static"
_NAMES = (
    "fonts.css",
    "watch.css",
    "player.css",
    "review.css",
    "theme.js",
    "session.js",
    "requests.js",
    "controls.js",
    "player.js",
    "watch.js",
    "manage.js",
    "comments.js",
    "review.js",
    "icon.svg",
)
_SCRIPTS_OF_FONT = (
    "cyrillic-ext",
    "cyrillic",
    "greek-ext",
    "greek",
    "latin-ext",
    "latin",
    "vietnamese",
)
"""The scripts of which the font has a file each: browsers load those that a page contains."""

_SECONDS_OF_A_YEAR = 365 * 24 * 3600
_MEDIA_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


class AssetPath(RequestPath):
    """The path of a file that the pages load."""

    name: str = Field(
        description="hls.min.js, or a script, style, picture or font of the pages.",
        examples=["watch.css"],
    )


def page_assets(deps: Dependencies) -> Assets:
    """Return the files by their names; the player and the font are in folders of their own."""
    own = {name: _STATIC / name for name in _NAMES}
    fonts = [f"inter-{script}-wght-normal.woff2" for script in _SCRIPTS_OF_FONT]
    return {
        "hls.min.js": deps.player_assets / "hls.min.js",
        **own,
        **{name: deps.fonts / name for name in fonts},
    }


def add_assets(api: ApiBlueprint, assets: Assets) -> None:
    """Add the route of the files."""

    @api.get(
        "/watch/assets/<name>",
        answers={200: Content("The file.", tuple(_MEDIA_TYPES.values()))},
        any_query=True,
    )
    def get_player_file(path: AssetPath) -> Response:
        """Read a file that the watch page loads.

        Its address in the page changes with its content, so that browsers may keep it for a year.
        """
        file = assets.get(path.name)
        if file is None or not file.is_file():
            raise NOT_FOUND.error("No file of the player has this name.")
        response = send_file(
            file,
            mimetype=_MEDIA_TYPES[file.suffix],
            conditional=False,
            max_age=_SECONDS_OF_A_YEAR,
        )
        response.cache_control.immutable = True
        return response


def asset_urls(assets: Assets) -> dict[str, str]:
    """Return the URL of each file by its name in templates; it changes with the content."""
    return {
        name.partition(".")[0] + "_" + name.rpartition(".")[2]: (
            f"/watch/assets/{name}?v={_version(file, file.stat().st_mtime_ns)}"
            if file.is_file()
            else f"/watch/assets/{name}"
        )
        for name, file in assets.items()
    }


@functools.lru_cache(maxsize=32)
def _version(file: Path, _changed_at: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
