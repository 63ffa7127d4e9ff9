# SPDX-License-Identifier: Apache-2.0
"""What other sites are told of a publication: its addresses, and the size of its player."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlsplit

from services.publish.domain.errors import PublicationNotFound
from services.publish.usecases.reading import WatchPage

SITE_NAME = "Reelmill"
_DEFAULT_SIZE = (640, 360)
_PAGE = re.compile(r"/(?:watch|embed)/([0-9]{1,9})/?", re.ASCII)


@dataclass(frozen=True, slots=True)
class SharedPage:
    """The absolute addresses of a publication; its picture has none until it can be played."""

    watch_url: str
    embed_url: str
    oembed_url: str
    picture_url: str
    width: int
    height: int

    def embed_code(self, title: str, width: int, height: int) -> str:
        """Return the HTML that shows the player on another site, in this size in pixels."""
        return (
            f'<iframe src="{escape(self.embed_url)}" title="{escape(title)}" width="{width}"'
            f' height="{height}" allow="autoplay; fullscreen; picture-in-picture"'
            " allowfullscreen></iframe>"
        )


def shared_page(page: WatchPage, public_url: str) -> SharedPage:
    """Return the addresses of a publication on the site of this URL."""
    site, playback = public_url.rstrip("/"), page.playback
    watch_url = f"{site}/watch/{page.publication.publication_id}"
    width, height = (playback.width, playback.height) if playback else _DEFAULT_SIZE
    return SharedPage(
        watch_url=watch_url,
        embed_url=f"{site}/embed/{page.publication.publication_id}",
        oembed_url=f"{site}/api/oembed?url={quote(watch_url, safe='')}",
        picture_url=f"{watch_url}/poster.jpg" if playback and playback.poster_url else "",
        width=width or _DEFAULT_SIZE[0],
        height=height or _DEFAULT_SIZE[1],
    )


def fitted_size(page: SharedPage, max_width: int | None, max_height: int | None) -> tuple[int, int]:
    """Return the size of the player in pixels: its shape, at most so large, by default 640 wide."""
    width = min(max_width or _DEFAULT_SIZE[0], _DEFAULT_SIZE[0] * 3)
    height = max(1, round(width * page.height / page.width))
    if max_height is not None and height > max_height:
        height = max_height
        width = max(1, round(height * page.width / page.height))
    return width, height


def publication_of_url(url: str, public_url: str) -> int:
    """Return the publication that a URL shows; PublicationNotFound for any other URL."""
    asked, site = urlsplit(url), urlsplit(public_url)
    found = _PAGE.fullmatch(asked.path)
    if found is None or (site.netloc and asked.netloc != site.netloc):
        raise PublicationNotFound("This is not the address of a publication of this site.")
    return int(found.group(1))
