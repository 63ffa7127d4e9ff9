# SPDX-License-Identifier: Apache-2.0
"""Clips show the frames and the sound of their source; cards of uploads show frames, too."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.support.platform.profiles import ON_DISTRIBUTED_IN_SUITE
from tests.support.process.waiting import poll_until
from tests.support.web.browser import Account, opened_tab
from tests.support.web.coloured_media import loud_then_silent, red_then_blue
from tests.support.web.editor import Editor, upload_file

pytestmark = ON_DISTRIBUTED_IN_SUITE

MUSIC = "/api/create-video/audio/sign"
RED, BLUE = "red", "blue"

_COLOURS = """(canvas, parts) => {
  const context = canvas.getContext("2d");
  return parts.map((part) => {
    const x = Math.floor(part * (canvas.width - 1));
    const [red, , blue] = context.getImageData(x, 4, 1, 1).data;
    return red > 150 && blue < 100 ? "red" : blue > 150 && red < 100 ? "blue" : "other";
  });
}"""
_MIDDLE = """canvas => {
  const context = canvas.getContext("2d");
  const [red, , blue] = context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
  return red > 150 && blue < 100 ? "red" : blue > 150 && red < 100 ? "blue" : "other";
}"""
_LEVELS = """(canvas, parts) => {
  const context = canvas.getContext("2d");
  return parts.map((part) => {
    const x = Math.floor(part * (canvas.width - 1));
    const column = context.getImageData(x, 0, 1, canvas.height).data;
    let filled = 0;
    for (let at = 3; at < column.length; at += 4) filled += column[at] > 0 ? 1 : 0;
    return filled / canvas.height;
  });
}"""


def colours(item: Locator, *parts: float) -> list[str]:
    """Return the colours of the frames that are drawn at parts of an item's width."""
    found: list[str] = item.locator("canvas").evaluate(_COLOURS, list(parts))
    return found


def test_a_clip_shows_the_frames_of_the_times_that_it_plays(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    video = red_then_blue(tmp_path / "coast.mp4", seconds=8)
    upload_file(account, video, content_type="video/mp4")
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open()
        editor.add("coast")
        item = editor.item("coast")
        expect(item.locator("canvas")).to_have_attribute("data-filmstrip", "drawn")
        expect(item.locator("canvas")).to_have_attribute("data-waveform", "drawn")
        assert colours(item, 0.02, 0.3, 0.7, 0.98) == [RED, RED, BLUE, BLUE]

        # Half of what was red is cut off at the start.
        editor.drag(item.locator("[data-handle=start]"), round(item.bounding_box()["width"] / 4))
        poll_until(lambda: editor.stored()["clips"][0]["sourceStartSeconds"] > 1, "the trim")
        poll_until(
            lambda: colours(item, 0.02, 0.15, 0.55, 0.98) == [RED, RED, BLUE, BLUE],
            "the frames of the clip",
        )

        tab.page.get_by_role("button", name="Zoom in").click(click_count=3)
        editor.press("Home")
        poll_until(lambda: colours(item, 0.02) == [RED], "the frames of the clip")
        assert tab.violations() == []
        assert tab.complaints == []


def test_music_shows_its_waveform_and_so_do_the_details_of_a_sound(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    sound = loud_then_silent(tmp_path / "theme.wav", seconds=8)
    upload_id = upload_file(account, sound, content_type="audio/wav", sign_at=MUSIC)
    music = {"id": "m", "uploadId": upload_id, "startSeconds": 0, "endSeconds": 8}
    timeline = {"version": "create_video_v1", "clips": [], "audioSegments": [music]}
    made = account.request("POST", "/api/create-video/projects", json={"name": "Sound"})["project"]
    path = f"/api/create-video/projects/{made['id']}/timeline"
    account.request("PATCH", path, json={"timeline": timeline})
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open(f"?project={made['id']}")
        canvas = editor.item("theme").locator("canvas")
        expect(canvas).to_have_attribute("data-waveform", "drawn")
        loud, silent = canvas.evaluate(_LEVELS, [0.25, 0.75])
        assert loud > 0.7 and silent < 0.2

        tab.open("/uploads")
        tab.page.get_by_role("group", name="Kind").get_by_role("button", name="Audio").click()
        tab.page.get_by_role("button", name="theme", exact=True).click()
        shown = tab.page.get_by_role("dialog", name="theme").get_by_role("img", name="Waveform")
        expect(shown).to_have_attribute("data-waveform", "drawn")
        assert tab.violations() == []
        assert tab.complaints == []


def test_a_video_shows_its_frames_under_the_pointer_and_by_keyboard(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    video = red_then_blue(tmp_path / "coast.mp4", seconds=8)
    upload_file(account, video, content_type="video/mp4")
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        slider = page.get_by_role("slider", name="Look through coast")
        frame = page.locator("[data-frame]")
        box = slider.bounding_box()
        assert box
        page.mouse.move(box["x"] + 4, box["y"] + 20)
        expect(frame).to_have_attribute("data-frame", "0,0")
        page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 20)
        expect(frame).not_to_have_attribute("data-frame", "0,0")
        page.mouse.move(5, 5)
        expect(frame).to_have_count(0)

        page.get_by_role("button", name="coast", exact=True).focus()
        page.keyboard.press("Shift+Tab")
        expect(frame).to_have_attribute("data-frame", "0,0")
        page.keyboard.press("End")
        expect(slider).to_have_attribute("aria-valuetext", "00:08")
        expect(frame).not_to_have_attribute("data-frame", "0,0")
        assert tab.violations() == []
        page.keyboard.press("Tab")
        expect(frame).to_have_count(0)
        assert tab.complaints == []


def test_the_preview_takes_the_edit_proxy_once_it_is_there(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    video = red_then_blue(tmp_path / "coast.mp4", seconds=8)
    upload_file(account, video, content_type="video/mp4")
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open()
        with tab.page.expect_request(is_proxy):
            editor.add("coast")
        editor.press("End", "ArrowLeft")
        poll_until(lambda: shown_colour(tab.page) == BLUE, "a frame of the preview")
        editor.press("Home")
        poll_until(lambda: shown_colour(tab.page) == RED, "a frame of the preview")
        assert tab.complaints == []


def test_a_video_that_no_browser_plays_is_previewed_by_its_edit_proxy(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    video = red_then_blue(tmp_path / "camera.mov", seconds=4, codec="mpeg4")
    upload_file(account, video, content_type="video/quicktime")
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open()
        editor.add("camera")
        editor.press("Home")
        poll_until(lambda: shown_colour(tab.page) == RED, "a frame of the preview")
        assert tab.complaints == []


def is_proxy(request: Request) -> bool:
    """Whether a request reads an edit proxy, and does not only ask whether it is there."""
    return request.method == "GET" and request.url.endswith("/edit-proxy")


def shown_colour(page: Page) -> str:
    """Return the colour in the middle of the preview."""
    found: str = page.locator("canvas[data-frame]").evaluate(_MIDDLE)
    return found
