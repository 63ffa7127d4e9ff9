# SPDX-License-Identifier: Apache-2.0
"""The scripts, styles and pictures that the pages load, under addresses that change with them."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path

from flask import Response, send_file
from pydantic import Field

from chassis.rest import ApiBlueprint, Content, RequestPath
from chassis.standard_errors import NOT_FOUND

Assets = Mapping[str, Path]

_STATIC = Path(__file__).parent / "static"
_NAMES = (
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
_SECONDS_OF_A_YEAR = 365 * 24 * 3600
_MEDIA_TYPES = ("text/javascript", "text/css", "image/svg+xml")


class AssetPath(RequestPath):
    """The path of a file that the pages load."""

    name: str = Field(
        description="hls.min.js, or a script, style or picture of the pages.",
        examples=["watch.css"],
    )


def page_assets(player_assets: Path) -> Assets:
    """Return the files by their names; the player is in a folder of its own."""
    own = {name: _STATIC / name for name in _NAMES}
    return {"hls.min.js": player_assets / "hls.min.js", **own}


def add_assets(api: ApiBlueprint, assets: Assets) -> None:
    """Add the route of the files."""

    @api.get(
        "/watch/assets/<name>",
        answers={200: Content("The file.", _MEDIA_TYPES)},
        any_query=True,
    )
    def get_player_file(path: AssetPath) -> Response:
        """Read a file that the watch page loads.

        Its address in the page changes with its content, so that browsers may keep it for a year.
        """
        file = assets.get(path.name)
        if file is None or not file.is_file():
            raise NOT_FOUND.error("No file of the player has this name.")
        response = send_file(file, conditional=False, max_age=_SECONDS_OF_A_YEAR)
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
