# SPDX-License-Identifier: Apache-2.0
"""How long it takes from choosing a file in the editor to seeing it on the timeline.

A minute of 1080p30 is uploaded through the media bin in Chromium over an embedded platform, and put
on the timeline as soon as the bin offers it; then the playhead goes to moments far apart. Printed
are the upload itself, the first frame and the frames after each seek. Run by
`python -m benchmarks.first_frame`; `make web` builds the client before.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, Response, expect

from tests.support.platform.embedded import running_embedded
from tests.support.platform.player import a_browser
from tests.support.process.waiting import HANG_SECONDS
from tests.support.web.browser import opened_tab, registered
from tests.support.web.editor import Editor

SECONDS, RATE = 60, 30
SEEKS = 4
JUMP = SECONDS * RATE // (SEEKS + 1)
AIM_SECONDS = 3.0


def main() -> None:
    """Measure and print."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_embedded() as platform,
        registered(platform.url) as account,
        a_browser() as browser,
        opened_tab(browser, platform.url, account) as tab,
    ):
        video = make_minute(Path(folder) / "minute.mp4")
        print(f"file: {SECONDS} s of 1080p{RATE}, {video.stat().st_size / 1e6:.0f} MB")
        editor = Editor(tab, account).open()
        sent: list[float] = []
        tab.page.on(
            "response", lambda one: sent.append(time.perf_counter()) if sends(one) else None
        )
        chosen = time.perf_counter()
        tab.page.locator("main input[type=file]").first.set_input_files(str(video))
        expect(tab.page.get_by_role("button", name=f"Add {video.name}")).to_be_enabled()
        usable = time.perf_counter()
        editor.add(video.name)
        wait_for_frame(tab.page, 0)
        shown = time.perf_counter()
        print(f"upload: {sent[-1] - chosen:.2f} s")
        print(f"examined and offered after the upload: {usable - sent[-1]:.2f} s")
        after = shown - sent[-1]
        verdict = "met" if after <= AIM_SECONDS else "MISSED"
        print(f"first frame after the upload: {after:.2f} s (≤ {AIM_SECONDS:g}) {verdict}")
        for number in range(1, SEEKS + 1):
            print(f"seek to {number * JUMP / RATE:g} s: {seek(tab.page, number * JUMP):.2f} s")


def make_minute(path: Path) -> Path:
    """Write a video of a minute in which everything moves."""
    source = f"testsrc2=size=1920x1080:rate={RATE}:duration={SECONDS}"
    tone = f"sine=frequency=440:duration={SECONDS}"
    argv = ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", source]
    argv += ["-f", "lavfi", "-i", tone, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "26"]
    argv += ["-pix_fmt", "yuv420p", "-g", "60", "-c:a", "aac", "-movflags", "+faststart"]
    subprocess.run([*argv, str(path)], check=True)
    return path


def sends(response: Response) -> bool:
    """Whether an answer is that of a request with bytes of the file."""
    request = response.request
    is_form = request.method == "POST" and "multipart/form-data" in request.headers.get(
        "content-type", ""
    )
    return request.method == "PUT" or is_form


def wait_for_frame(page: Page, frame: int) -> None:
    """Wait until the preview shows a frame with all that is in it."""
    page.wait_for_function(
        """frame => {
          const canvas = document.querySelector("canvas[data-frame]");
          return canvas?.dataset.frame === frame
            && document.querySelector('[data-lane="video"] [role=option]');
        }""",
        arg=str(frame),
        timeout=HANG_SECONDS * 1000,
    )


def seek(page: Page, frame: int) -> float:
    """Go on to a frame by keys; return the seconds from the last key until it is seen."""
    for _ in range(JUMP // RATE):
        page.locator("body").press("Control+ArrowRight")
    began = time.perf_counter()
    wait_for_frame(page, frame)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
