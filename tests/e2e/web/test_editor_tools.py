# SPDX-License-Identifier: Apache-2.0
"""Tools of the editor: relinking, fades that are dragged, waveforms, and playing at any speed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_EMBEDDED
from tests.support.process.waiting import poll_until
from tests.support.web.browser import Account, opened_tab
from tests.support.web.coloured_media import loud_then_silent
from tests.support.web.editor import Editor, upload_file, upload_video

pytestmark = ON_EMBEDDED

MUSIC = "/api/create-video/audio/sign"


def saved_project(account: Account, timeline: dict[str, Any]) -> int:  # Any: its members
    made = account.request("POST", "/api/create-video/projects", json={"name": "Tools"})["project"]
    path = f"/api/create-video/projects/{made['id']}/timeline"
    document = {"version": "create_video_v1", "clips": [], **timeline}
    account.request("PATCH", path, json={"timeline": document})
    return int(made["id"])


def landing(account: Account, folder: Path) -> int:
    """Save two clips of two seconds each, and a title over the second."""
    upload_id = upload_video(account, folder, "harbour", seconds=4)
    source = {"uploadId": upload_id, "sourceStartSeconds": 0, "sourceEndSeconds": 2}
    clips = [{"id": f"c{start}", "startSeconds": start, **source} for start in (0, 2)]
    title = {"id": "t", "text": "Landing", "startSeconds": 2.5, "endSeconds": 3.5}
    return saved_project(account, {"clips": clips, "screenTitles": [title]})


def test_a_clip_whose_file_is_missing_is_relinked_to_another_file(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    gone = upload_video(account, tmp_path, "first-take")
    other = upload_video(account, tmp_path, "second-take")
    short = upload_video(account, tmp_path, "too-short", seconds=1)
    source = {"sourceStartSeconds": 1, "sourceEndSeconds": 3}
    clip = {"id": "c", "uploadId": gone, "startSeconds": 0, **source}
    project_id = saved_project(account, {"clips": [clip]})
    account.request("DELETE", f"/api/uploads/{gone}?force=true")
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open(f"?project={project_id}")
        editor.lane("video").first.click()
        inspector = tab.page.get_by_role("region", name="Inspector")
        expect(inspector.get_by_text("Its file is missing.")).to_be_visible()
        assert tab.violations() == []
        inspector.get_by_role("button", name="Relink…").click()
        dialog = tab.page.get_by_role("dialog", name="Relink to another file")
        expect(dialog.get_by_role("searchbox")).to_be_focused()
        dialog.get_by_role("button", name="too-short").click()
        reason = "“too-short” has 1.0 s, and the timeline uses the file up to 3.0 s."
        expect(dialog.get_by_role("alert")).to_have_text(reason)
        dialog.get_by_role("searchbox").fill("second")
        expect(dialog.get_by_role("button", name="too-short")).to_have_count(0)
        expect(dialog.get_by_role("alert")).to_have_count(0)
        assert tab.violations() == []
        dialog.get_by_role("button", name="second-take").click()

        expect(dialog).to_have_count(0)
        editor.wait_for_stored("clips", [other], field="uploadId")
        expect(editor.item("second-take")).to_be_visible()
        assert short != other
        assert tab.complaints == []


def test_fades_of_music_are_dragged_and_its_waveform_is_in_the_inspector(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    sound = loud_then_silent(tmp_path / "theme.wav", seconds=8)
    upload_id = upload_file(account, sound, content_type="audio/wav", sign_at=MUSIC)
    music = {"id": "m", "uploadId": upload_id, "startSeconds": 0, "endSeconds": 8}
    project_id = saved_project(account, {"audioSegments": [music]})
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open(f"?project={project_id}")
        item = editor.item("theme")
        item.click()
        inspector = tab.page.get_by_role("region", name="Inspector")
        waveform = inspector.get_by_role("img", name="Waveform")
        expect(waveform).to_have_attribute("data-waveform", "drawn")

        def stored_fade(field: str) -> float:
            return float(editor.stored()["audioSegments"][0][field] or 0)

        width = item.bounding_box()["width"]  # type: ignore[index]
        editor.drag(item.locator("[data-fade=in]"), round(width / 4))
        poll_until(lambda: 2 <= stored_fade("fadeInSeconds") <= 3, "the fade in")
        editor.drag(item.locator("[data-fade=out]"), round(-width / 8))
        poll_until(lambda: 1 <= stored_fade("fadeOutSeconds") <= 2, "the fade out")
        editor.says("Fade out")
        assert tab.violations() == []
        assert tab.complaints == []


def test_j_k_and_l_play_backward_stop_and_play_faster(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    upload_id = upload_video(account, tmp_path, "harbour", seconds=4)
    clip = {"id": "c", "uploadId": upload_id, "sourceStartSeconds": 0, "sourceEndSeconds": 4}
    project_id = saved_project(account, {"clips": [clip]})
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open(f"?project={project_id}")
        page = tab.page
        expect(page.locator("canvas[data-frame='0']")).to_be_visible()
        editor.press("l", "l")
        expect(page.get_by_text("2×", exact=True)).to_be_visible()
        expect(page.locator("canvas[data-frame='0']")).to_have_count(0)
        editor.press("k")
        expect(page.get_by_role("button", name="Play (Space)")).to_be_visible()

        editor.press("End", "j")
        expect(page.get_by_role("button", name="Pause (Space)")).to_be_visible()
        expect(page.get_by_text("-1×", exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="Play (Space)")).to_be_visible()
        expect(page.locator("canvas[data-frame='0']")).to_be_visible()
        assert tab.complaints == []


def test_a_title_goes_with_the_clip_that_is_pushed_and_comes_back_in_one_step(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    project_id = landing(account, tmp_path)
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open(f"?project={project_id}")
        editor.add("harbour")
        editor.wait_for_stored("clips", [0, 4, 6], field="startSeconds")
        editor.wait_for_stored("screenTitles", [6.5], field="startSeconds")

        editor.press("Control+z")
        editor.wait_for_stored("screenTitles", [2.5], field="startSeconds")

        editor.lane("video").first.click()
        editor.press("Shift+Delete")
        editor.wait_for_stored("clips", [0], field="startSeconds")
        editor.wait_for_stored("screenTitles", [0.5], field="startSeconds")
        assert tab.complaints == []


def test_the_lanes_scroll_to_where_keys_move_the_playhead(
    platform: str, browser: Browser, account: Account
) -> None:
    title = {"id": "t", "text": "Far away", "startSeconds": 600, "endSeconds": 604}
    project_id = saved_project(account, {"screenTitles": [title]})
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open(f"?project={project_id}")
        playhead = tab.page.get_by_role("slider", name="Playhead")
        editor.press(*["+"] * 6)
        expect(editor.item("Far away")).not_to_be_in_viewport()
        tab.page.keyboard.press("End")

        expect(playhead).to_be_in_viewport()
        expect(editor.item("Far away")).to_be_in_viewport()
        tab.page.keyboard.press("Home")
        expect(playhead).to_be_in_viewport()
        assert tab.complaints == []


def test_a_trim_to_a_playhead_beside_the_clip_changes_nothing_and_says_why(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    project_id = landing(account, tmp_path)
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open(f"?project={project_id}")
        editor.lane("video").last.click()
        editor.press("Home", "w")
        editor.says("The playhead is not after the start of the clip, so nothing of it")
        editor.press("End", "q")
        editor.says("The playhead is not before the end of the clip, so nothing of it")

        undo = tab.page.get_by_role("button", name="Undo").first
        expect(undo).to_have_attribute("aria-disabled", "true")
        assert tab.violations() == []
        assert tab.complaints == []


def test_a_locked_track_that_would_have_followed_the_pictures_stays_and_it_is_said(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    project_id = landing(account, tmp_path)
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open(f"?project={project_id}")
        tab.page.get_by_role("button", name="Lock: Titles").click()
        editor.lane("video").first.click()
        editor.press("Shift+Delete")

        editor.says("Ripple delete 1 item. The track Titles is locked and stayed.")
        editor.wait_for_stored("clips", [0], field="startSeconds")
        editor.wait_for_stored("screenTitles", [2.5], field="startSeconds")
        assert tab.violations() == []
        assert tab.complaints == []
