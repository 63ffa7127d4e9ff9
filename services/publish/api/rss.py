# SPDX-License-Identifier: Apache-2.0
"""A feed as RSS 2.0 with the elements of Media RSS."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import format_datetime
from xml.etree import ElementTree

from services.publish.domain.space import Space
from services.publish.usecases.feeds import FeedItem

MEDIA_TYPE = "application/rss+xml"

_MEDIA, _ATOM = "http://search.yahoo.com/mrss/", "http://www.w3.org/2005/Atom"
_CREATOR = "http://purl.org/dc/elements/1.1/"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

for _prefix, _namespace in (("media", _MEDIA), ("atom", _ATOM), ("dc", _CREATOR)):
    ElementTree.register_namespace(_prefix, _namespace)


def rss_of(space: Space, items: list[FeedItem], public_url: str) -> bytes:
    """Write the newest publications of a space as RSS; each links to pages that do not expire."""
    site = public_url.rstrip("/")
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    address = f"{site}/spaces/{space.space_id}/feed.xml"
    _add(channel, "title", space.name)
    _add(channel, "link", f"{site}/spaces?id={space.space_id}")
    _add(channel, "description", f"What is published in {space.name}.")
    _add(channel, f"{{{_ATOM}}}link", href=address, rel="self", type=MEDIA_TYPE)
    newest = [one.publication.published_at for one in items if one.publication.published_at]
    if newest:
        _add(channel, "lastBuildDate", _written(max(newest)))
    for one in items:
        _add_item(channel, one, site)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add_item(channel: ElementTree.Element, one: FeedItem, site: str) -> None:
    publication, title = one.publication, one.production.name or "Untitled"
    watch = f"{site}/watch/{publication.publication_id}"
    item = ElementTree.SubElement(channel, "item")
    _add(item, "title", title)
    _add(item, "link", watch)
    _add(item, "guid", watch, isPermaLink="true")
    if publication.published_at is not None:
        _add(item, "pubDate", _written(publication.published_at))
    if one.owner_name:
        _add(item, f"{{{_CREATOR}}}creator", one.owner_name)
    _add(item, "description", publication.story_text or title)
    _add_media(item, one, site)


def _add_media(item: ElementTree.Element, one: FeedItem, site: str) -> None:
    playback, number = one.playback, one.publication.publication_id
    group = ElementTree.SubElement(item, f"{{{_MEDIA}}}group")
    embed, sizes = f"{site}/embed/{number}", {}
    if playback is not None:
        size = {"width": str(playback.width), "height": str(playback.height)}
        sizes = {**size, "duration": str(round(playback.duration))}
    _add(group, f"{{{_MEDIA}}}content", url=embed, type="text/html", medium="video", **sizes)
    _add(group, f"{{{_MEDIA}}}player", url=embed)
    if playback is not None and playback.poster_url:
        _add(group, f"{{{_MEDIA}}}thumbnail", url=f"{site}/watch/{number}/poster.jpg")
    _add(group, f"{{{_MEDIA}}}title", one.production.name or "Untitled", type="plain")
    if one.publication.story_text:
        _add(group, f"{{{_MEDIA}}}description", one.publication.story_text, type="plain")


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
    element = ElementTree.SubElement(parent, name, attributes)
    # XML has no way to write some characters that JSON may hold.
    element.text = _NOT_XML.sub("\ufffd", text) or None


def _written(moment: dt.datetime) -> str:
    return format_datetime(moment.astimezone(dt.UTC), usegmt=True)
