# SPDX-License-Identifier: Apache-2.0
"""The details of a production: captions, the poster, renditions, and its replacement."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.support.media.video import make_video
from tests.support.platform.profiles import ON_DISTRIBUTED, ON_DISTRIBUTED_IN_SUITE, ON_EMBEDDED
from tests.support.process.waiting import wait_until
from tests.support.web.browser import NARROW, WIDE, opened_tab
from tests.support.web.exports import Filmmaker, a_filmmaker

SRT = b"1\n00:00:00,200 --> 00:00:02,000\nThe ferry leaves at six.\n"


@pytest.fixture(scope="module")
def filmmaker(platform: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filmmaker]:
    """A user with exports, on each profile."""
    with a_filmmaker(platform, tmp_path_factory.mktemp("media")) as found:
        yield found


@pytest.fixture(scope="module")
def production(filmmaker: Filmmaker, tmp_path_factory: pytest.TempPathFactory) -> int:
    """A production of an uploaded video in two sizes."""
    video = make_video(tmp_path_factory.mktemp("wide") / "harbour.mp4", 4, "854x480")
    upload = filmmaker.creator.upload(video)
    assert filmmaker.creator.ready(upload)["state"] == "ready"
    made = filmmaker.creator.post("/api/productions", {"uploadId": upload, "name": "Harbour"})
    return int(made["production"]["id"])


def look_of(image: Locator) -> str:
    """Return the pixels of a picture, made small; nothing when it is being changed."""
    return str(
        image.evaluate(
            """async image => {
              try { await image.decode(); } catch { return ""; }
              const canvas = new OffscreenCanvas(32, 18);
              const drawing = canvas.getContext("2d");
              drawing.drawImage(image, 0, 0, 32, 18);
              return drawing.getImageData(0, 0, 32, 18).data.join();
            }"""
        )
    )


@ON_EMBEDDED
@pytest.mark.parametrize(("scheme", "viewport"), [("dark", WIDE), ("light", NARROW)])
def test_the_page_is_accessible_and_fits_its_window(
    platform: str,
    browser: Browser,
    filmmaker: Filmmaker,
    production: int,
    scheme: str,
    viewport: dict[str, int],
) -> None:
    with opened_tab(browser, platform, filmmaker.account, scheme=scheme, viewport=viewport) as tab:
        page = tab.open(f"/productions?id={production}")
        expect(page.get_by_role("region", name="Poster")).to_be_visible()
        assert tab.violations() == []
        assert not tab.is_too_wide()


@ON_DISTRIBUTED_IN_SUITE
def test_captions_are_added_replaced_and_deleted(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/productions?id={production}")
        page.get_by_role("button", name="Add captions").click()
        file = {"name": "a.srt", "mimeType": "application/x-subrip", "buffer": SRT}
        page.get_by_label("File", exact=True).set_input_files(file)
        page.get_by_role("textbox", name="Language").fill("de")
        assert tab.violations() == []
        page.get_by_role("button", name="Add", exact=True).click()

        captions = page.get_by_role("region", name="Captions")
        expect(captions.get_by_role("listitem")).to_contain_text("German")
        player = page.get_by_role("group", name="Player: Harbour")
        page.reload()
        expect(player.get_by_role("button", name="Captions")).to_have_attribute("title", "Captions")

        page.get_by_role("button", name="Add captions").click()
        page.get_by_role("textbox", name="Language").fill("de")
        expect(page.get_by_text("The captions in this language are replaced.")).to_be_visible()
        page.get_by_label("File", exact=True).set_input_files({**file, "buffer": b"no captions"})
        page.get_by_role("dialog").get_by_role("button", name="Replace", exact=True).click()
        expect(page.get_by_text("neither WebVTT nor SRT")).to_be_visible()
        page.keyboard.press("Escape")
        captions.get_by_role("button", name="Delete the captions in German").click()
        expect(captions.get_by_text("None yet.")).to_be_visible()


@ON_DISTRIBUTED_IN_SUITE
def test_a_frame_becomes_the_poster(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/productions?id={production}")
        player = page.get_by_role("group", name="Player: Harbour")
        # It can be moved once it knows how long the video is.
        expect(player.get_by_text("00:04")).to_be_visible()
        page.get_by_role("slider", name="Position").fill("2")
        expect(page.get_by_text("The player is at 00:02.")).to_be_visible()
        poster = page.get_by_role("region", name="Poster").locator("img")
        packaged = wait_until(lambda: look_of(poster), "the first poster is shown")
        page.get_by_role("button", name="Use this frame").click()
        expect(page.get_by_text("The frame at 00:02 is the poster")).to_be_visible()
        expect(page.get_by_text("It is the frame at 00:02.")).to_be_visible()
        wait_until(lambda: look_of(poster) not in ("", packaged), "the chosen poster is shown")
        page.get_by_role("button", name="Use the first poster").click()
        expect(page.get_by_role("button", name="Use the first poster")).to_have_count(0)
        wait_until(lambda: look_of(poster) == packaged, "the first poster is shown again")
        assert tab.complaints == []


@ON_DISTRIBUTED
def test_a_rendition_is_deleted_and_the_last_one_stays(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/productions?id={production}")
        table = page.get_by_role("region", name="Renditions")
        table.get_by_role("button", name="Delete the rendition 360p").click()
        page.get_by_role("button", name="Delete rendition").click()
        expect(table.get_by_role("row", name="360p")).to_have_count(0)
        expect(table.get_by_role("button", name="Delete the rendition 480p")).to_have_count(0)


@ON_DISTRIBUTED_IN_SUITE
def test_the_video_is_replaced_under_the_same_production(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/productions?id={production}")
        page.get_by_role("button", name="Replace", exact=True).click()
        choice = page.get_by_label("New video")
        expect(choice).to_contain_text(f"upload {filmmaker.source}")
        choice.select_option(str(filmmaker.source))
        page.get_by_role("dialog").get_by_role("button", name="Replace", exact=True).click()
        expect(page.get_by_text("The new video is being packaged")).to_be_visible()
        expect(page.get_by_role("region", name="Settings snapshot")).to_contain_text("320×180")
        expect(page.get_by_role("heading", name="Harbour", level=1)).to_be_visible()
