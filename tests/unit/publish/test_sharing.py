# SPDX-License-Identifier: Apache-2.0
"""Publications are shared with other sites: OpenGraph, oEmbed and a frame."""

from __future__ import annotations

from typing import Any

import pytest

from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, PublishWorld, a_production


def described(world: PublishWorld, publication: int, **query: Any) -> Any:
    url = f"http://films.example/watch/{publication}"
    return world.anonymous().get("/api/oembed", query_string={"url": url, **query})


def test_the_watch_page_says_what_it_is_to_sites_that_link_to_it(world: PublishWorld) -> None:
    publication = world.published()

    html = world.anonymous().get(f"/watch/{publication}").text

    assert '<meta property="og:title" content="Video 7">' in html
    assert '<meta property="og:description" content="Once upon a time.">' in html
    assert '<meta property="og:video:width" content="640">' in html
    assert f'<meta property="og:url" content="/watch/{publication}">' in html
    assert f'<meta property="og:image" content="/watch/{publication}/poster.jpg">' in html
    assert 'type="application/json+oembed"' in html
    assert '<a class="home" href="/">' in html
    assert f"&lt;iframe src=&#34;/embed/{publication}&#34;" in html


def test_oembed_describes_a_public_publication_with_a_frame_of_its_shape(
    world: PublishWorld,
) -> None:
    publication = world.published()

    answer = described(world, publication).json

    assert (answer["version"], answer["type"]) == ("1.0", "video")
    assert (answer["title"], answer["author_name"]) == ("Video 7", "Ada")
    assert (answer["width"], answer["height"]) == (640, 360)
    assert f'src="/embed/{publication}"' in answer["html"]
    assert answer["thumbnail_url"].endswith("/poster.jpg")


@pytest.mark.parametrize(
    ("most", "size"),
    [
        ({"maxwidth": 320}, (320, 180)),
        ({"maxheight": 90}, (160, 90)),
        ({"maxwidth": 1000, "maxheight": 100}, (178, 100)),
    ],
)
def test_the_frame_is_at_most_as_large_as_asked(
    world: PublishWorld, most: dict[str, int], size: tuple[int, int]
) -> None:
    answer = described(world, world.published(), **most).json

    assert (answer["width"], answer["height"]) == size


def test_titles_are_escaped_in_the_frame(world: PublishWorld) -> None:
    world.hls.add(a_production(7, name='"><script>alert(1)</script>'))

    assert "<script>" not in described(world, world.published()).json["html"]


def test_what_not_everybody_may_watch_is_not_described(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP, owner=ADA)
    world.give(ADA, group, "space_poster")
    private = world.published(space_id=group)

    assert described(world, private).json["error"] == "forbidden"
    owner = world.client(ADA).get(f"/api/oembed?url=http://films.example/watch/{private}")
    assert owner.json["error"] == "forbidden"
    assert described(world, 999).json["error"] == "publication_not_found"


@pytest.mark.parametrize("url", ["http://films.example/", "http://films.example/watch/x", "watch"])
def test_the_address_of_another_page_is_not_described(world: PublishWorld, url: str) -> None:
    answer = world.anonymous().get("/api/oembed", query_string={"url": url})

    assert (answer.status_code, answer.json["error"]) == (404, "publication_not_found")
