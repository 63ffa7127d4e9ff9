# SPDX-License-Identifier: Apache-2.0
"""The commands of the documents that take long: the demonstration."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli import lifecycle
from cli.client import Client
from gateway.demo import Demonstration
from tests.support.docs.pages import cases, check
from tests.support.docs.places import SLOW
from tests.support.platform.embedded import running_embedded
from tests.support.platform.player import a_browser, new_page

PLAY = "() => { const v = document.querySelector('video'); v.muted = true; v.play() }"
SHOWN = """() => [...document.querySelector("video").textTracks].some((track) =>
  track.mode === "showing" &&
  [...(track.activeCues ?? [])].some((cue) => cue.text.includes("Made by Reelmill")))"""


@pytest.mark.parametrize(("page", "place"), [one for one in cases() if one[1] in SLOW])
def test_the_demonstration_does_what_the_page_says(page: Path, place: str) -> None:
    check(page, place)


def test_the_demonstration_ends_in_a_watch_page_with_captions_in_a_group(tmp_path: Path) -> None:
    with running_embedded() as platform, Client(platform.url) as client:
        publication = Demonstration(client).run(tmp_path).publication
        space = client.get(f"/api/spaces/{publication['spaceId']}")["space"]
        with a_browser() as browser:
            page = new_page(browser)
            page.goto(lifecycle.watch_url(client, publication))
            page.locator("#captions").wait_for()
            page.keyboard.press("c")
            page.evaluate(PLAY)
            page.wait_for_function(SHOWN)
            shown_in = page.locator(".space-name").inner_text()

    assert space["type"] == "group"
    assert shown_in == "in Demonstrations"
