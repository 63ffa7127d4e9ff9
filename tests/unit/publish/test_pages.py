# SPDX-License-Identifier: Apache-2.0
"""The watch page and the page to embed."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest

from services.publish.domain.chapters import Chapter
from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, ADMIN, BEN, PublishWorld, a_production


def page(world: PublishWorld, publication: int, user_id: int | None = None) -> str:
    client = world.anonymous() if user_id is None else world.client(user_id)
    answer = client.get(f"/watch/{publication}")
    return f"{answer.status_code} {answer.text}"


def test_anybody_may_watch_a_public_publication(world: PublishWorld) -> None:
    html = page(world, world.published())

    assert html.startswith("200 ")
    assert "<title>Video 7 · Reelmill</title>" in html
    assert 'data-master="/media/hls/signed/7/master.m3u8"' in html
    assert 'poster="/media/hls/signed/7/poster.jpg"' in html
    assert "Once upon a time." in html
    assert ">Ada</span>" in html
    assert re.search(r'<time datetime="20\d\d-[^"]+">\d+ \w+ 20\d\d</time>', html)


@pytest.mark.parametrize(("kind", "ancestors"), [("watch", "'self'"), ("embed", "*")])
def test_a_page_runs_only_scripts_of_this_site_and_only_the_embed_page_may_be_framed(
    world: PublishWorld, kind: str, ancestors: str
) -> None:
    answer = world.anonymous().get(f"/{kind}/{world.published()}")

    policy = answer.headers["Content-Security-Policy"]
    assert answer.status_code == 200
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert policy.endswith(f"frame-ancestors {ancestors}")
    assert "X-Frame-Options" not in answer.headers
    assert not re.search(r"<script(?![^>]*src=)|style=|onclick", answer.text)


def test_names_and_stories_are_escaped(world: PublishWorld) -> None:
    evil = '"><script>alert(1)</script>'
    world.hls.add(a_production(7, name=evil, story_text=evil))
    world.accounts.names[ADA] = evil

    html = page(world, world.published())

    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 4


def test_an_unpublished_or_unknown_publication_shows_the_not_found_page(
    world: PublishWorld,
) -> None:
    publication = world.published()
    world.client(ADA).post(f"/api/publications/{publication}/unpublish", json={})

    for html in (page(world, publication), page(world, publication, BEN), page(world, 999)):
        assert html.startswith("404 ")
        assert "Video not found" in html
        assert "<video" not in html


def test_the_owner_may_watch_a_pending_publication_with_a_notice(world: PublishWorld) -> None:
    channel = world.space(SpaceType.CHANNEL)
    world.give(ADA, channel, "space_poster")
    publication = world.published(space_id=channel)

    html = page(world, publication, ADA)

    assert html.startswith("200 ")
    assert "awaits approval" in html
    assert page(world, publication).startswith("404 ")


def test_a_publication_in_a_private_space_is_watched_by_members_only(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP)
    world.give(ADA, group, "space_poster")
    world.give(BEN, group, "space_member")
    publication = world.published(space_id=group)

    html = page(world, publication)

    assert html.startswith("403 ")
    assert "You may not watch this video" in html
    assert f'href="/sign-in?next=/watch/{publication}"' in html
    assert "/watch/assets/session.js" in html
    assert page(world, publication, BEN).startswith("200 ")


def test_only_a_page_for_an_anonymous_reader_looks_for_a_session(world: PublishWorld) -> None:
    publication = world.published()

    assert "/watch/assets/session.js" in page(world, publication)
    assert "/watch/assets/session.js" not in page(world, publication, BEN)
    assert "/watch/assets/session.js" not in page(world, 999, BEN)
    assert "/sign-in" not in page(world, 999, BEN)


def test_only_those_who_manage_a_publication_are_offered_to_unpublish_it(
    world: PublishWorld,
) -> None:
    publication = world.published()

    assert 'data-verb="unpublish"' in page(world, publication, ADA)
    assert 'data-verb="unpublish"' in page(world, publication, ADMIN)
    assert 'id="manage"' not in page(world, publication, BEN)
    assert 'id="manage"' not in page(world, publication)


def test_a_moderator_is_offered_to_publish_again_what_a_moderator_removed(
    world: PublishWorld,
) -> None:
    publication = world.published()
    world.client(ADMIN).post(f"/api/publications/{publication}/unpublish", json={"note": "Loud"})

    assert 'data-action="Publish again"' in page(world, publication, ADMIN)


def test_a_rejected_video_does_not_claim_that_its_comments_are_off(world: PublishWorld) -> None:
    channel = world.space(SpaceType.CHANNEL)
    world.give(ADA, channel, "space_poster")
    publication = world.published(space_id=channel)
    world.client(ADMIN).post(f"/api/publications/{publication}/reject", json={"note": "Mend it."})

    html = page(world, publication, ADA)

    assert "This video was rejected" in html
    assert "Comments open when the video is published." in html


def test_a_page_offers_to_try_again_when_hls_does_not_answer(world: PublishWorld) -> None:
    publication = world.published()
    world.hls.is_unavailable = True

    html = page(world, publication)

    assert html.startswith("503 ")
    assert "Try again" in html


def test_a_publication_without_playback_shows_a_failure_message(world: PublishWorld) -> None:
    publication = world.published()
    world.hls.add(a_production(7, status="failed"))

    html = page(world, publication)

    assert "<video" not in html
    assert re.search(r'id="failure" role="alert"\s*>', html)


def test_browsers_may_cache_the_files_of_the_player_for_a_year(tmp_path: Path) -> None:
    (tmp_path / "hls.min.js").write_text("window.Hls = null;")
    (tmp_path / "inter-latin-wght-normal.woff2").write_bytes(b"letters")
    world = PublishWorld(player_assets=tmp_path, fonts=tmp_path)
    client = world.anonymous()

    html = client.get(f"/watch/{world.published()}").text

    found = re.findall(r'(?:src|href)="(/watch/assets/[^"]+)"', html)
    assert len(set(found)) == 13
    for address in found:
        with client.get(address) as answer:
            assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert "immutable" in answer.headers["Cache-Control"]
        assert re.search(r"\?v=[0-9a-f]{12}$", address)


@pytest.mark.parametrize("name", ["hls.js", "..%2Frest.py", "hls.min.js", "nothing"])
def test_no_file_but_those_of_the_player_is_served(world: PublishWorld, name: str) -> None:
    answer = world.anonymous().get(f"/watch/assets/{name}")

    assert (answer.status_code, answer.json["error"]) == (404, "not_found")


STORY = "0:00 Quay\n0:02 Sea"


@pytest.mark.parametrize("kind", ["watch", "embed"])
@pytest.mark.parametrize(
    ("chapters", "story", "marks"),
    [
        ((Chapter(Fraction(3, 2), '"Pier" & <b>'),), STORY, [[1.5, '"Pier" & <b>']]),
        ((), STORY, [[0, "Quay"], [2, "Sea"]]),
        ((), "No times.", []),
    ],
)
def test_a_player_has_the_chapters_of_its_production_and_else_those_of_its_story(
    world: PublishWorld, kind: str, chapters: tuple[Chapter, ...], story: str, marks: list[object]
) -> None:
    world.hls.add(a_production(7, story_text=story))
    world.hls.chapters = chapters

    text = world.anonymous().get(f"/{kind}/{world.published()}").text

    found = re.search(r'data-chapters="([^"]*)"', text)
    shown = [] if found is None else json.loads(unescape(found[1]))
    assert [[one["at"], one["title"]] for one in shown] == marks
    assert ('id="chapters"' in text) == (kind == "watch" and bool(marks))
