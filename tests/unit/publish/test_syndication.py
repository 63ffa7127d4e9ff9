# SPDX-License-Identifier: Apache-2.0
"""RSS feeds of public spaces, and pictures that do not expire."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, PublishWorld, a_production

MEDIA = "{http://search.yahoo.com/mrss/}"


def feed(world: PublishWorld, space: int) -> ElementTree.Element:
    answer = world.anonymous().get(f"/spaces/{space}/feed.xml")
    assert (answer.status_code, answer.mimetype) == (200, "application/rss+xml")
    # The document is our own.
    return ElementTree.fromstring(answer.data)


def test_a_public_space_has_a_feed_with_media_elements(world: PublishWorld) -> None:
    publication = world.published()

    channel = feed(world, world.personal()).find("channel")

    assert channel is not None
    assert channel.findtext("title") == "Ada"
    [item] = channel.findall("item")
    assert item.findtext("title") == "Video 7"
    assert item.findtext("link") == f"/watch/{publication}"
    assert item.findtext("description") == "Once upon a time."
    content = item.find(f"{MEDIA}group/{MEDIA}content")
    assert content is not None
    assert content.attrib["url"] == f"/embed/{publication}"
    assert (content.attrib["width"], content.attrib["height"]) == ("640", "360")
    thumbnail = item.find(f"{MEDIA}group/{MEDIA}thumbnail")
    assert thumbnail is not None
    assert thumbnail.attrib["url"] == f"/watch/{publication}/poster.jpg"


@pytest.mark.parametrize("name", ["<b>&amp;]]>", "\u202egnp.exe", "bell \x07 and \ufffe"])
def test_names_cannot_break_the_feed(world: PublishWorld, name: str) -> None:
    world.hls.add(a_production(7, name=name, story_text=name))
    world.published()

    title = feed(world, world.personal()).findtext("channel/item/title")

    assert title == name.replace("\x07", "\ufffd").replace("\ufffe", "\ufffd")


def test_a_feed_has_only_what_everybody_may_watch(world: PublishWorld) -> None:
    personal = world.personal()
    world.hls.add(a_production(8))
    body = {"spaceId": personal, "visibility": "members"}
    world.client(ADA).post("/api/productions/8/publications", json=body)
    group = world.space(SpaceType.GROUP)

    assert feed(world, personal).findall("channel/item") == []
    assert world.client(ADA).get(f"/spaces/{personal}/feed.xml").data.count(b"<item>") == 0
    assert world.anonymous().get(f"/spaces/{group}/feed.xml").status_code == 403
    assert world.anonymous().get("/spaces/99999/feed.xml").status_code == 404


def test_the_address_of_a_picture_leads_to_its_signed_link(world: PublishWorld) -> None:
    publication = world.published()
    path = f"/watch/{publication}/poster.jpg"

    answer = world.anonymous().get(path)

    assert answer.status_code == 302
    assert answer.location == "/media/hls/signed/7/poster.jpg"
    world.hls.add(a_production(7, status="failed"))
    assert world.anonymous().get(path).json["error"] == "no_poster"  # type: ignore[index]
    world.client(ADA).post(f"/api/publications/{publication}/unpublish", json={})
    assert world.anonymous().get(path).status_code == 404
