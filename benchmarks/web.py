# SPDX-License-Identifier: Apache-2.0
"""The budgets of the web client, each printed beside its figure.

In Debian's Chromium over an embedded platform: the compressed size of what pages load, when their
largest part shows and how much it moves, also with a processor slowed four times; how smoothly one
clip of 500 is dragged; the heap; and how long an edit takes to be saved. Run by
`npm --prefix web run perf` or `python -m benchmarks.web`; `make web` builds the client before.
"""

from __future__ import annotations

import gzip
import itertools
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from tests.support.platform.embedded import running_embedded
from tests.support.platform.player import a_browser
from tests.support.web.browser import Account, Tab, opened_tab, registered
from tests.support.web.editor import Editor, upload_video

DIST = Path(__file__).resolve().parent.parent / "web" / "dist"
CLIPS, DRAG_SECONDS, SAVES = 500, 3.0, 10
SLOWER = 4

_WATCH_PAINTS = """
window.painted = { lcp: 0, cls: 0 };
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.painted.lcp = one.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.painted.cls += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
_WATCH_FRAMES = """
window.frame_moments = []; window.long_tasks = 0;
new PerformanceObserver((list) => { window.long_tasks += list.getEntries().length; })
  .observe({ type: "longtask" });
const step = (at) => { window.frame_moments.push(at); requestAnimationFrame(step); };
requestAnimationFrame(step);
"""


@dataclass(frozen=True, slots=True)
class Budget:
    """A figure that was measured, and what it may be."""

    name: str
    figure: float
    limit: float
    unit: str
    is_least: bool = False

    def print(self) -> None:
        """Print the figure, the limit, and whether it is met."""
        is_met = self.figure >= self.limit if self.is_least else self.figure <= self.limit
        sign, verdict = ("≥" if self.is_least else "≤"), ("met" if is_met else "MISSED")
        print(f"{self.name}: {self.figure:.4g} {self.unit} ({sign} {self.limit:g}) {verdict}")


def main() -> None:
    """Measure and print all of them."""
    with (
        running_embedded() as platform,
        registered(platform.url) as account,
        a_browser() as browser,
        tempfile.TemporaryDirectory() as folder,
    ):
        upload_id = upload_video(account, Path(folder), "beach", seconds=6)
        project_id = new_project(account, upload_id)
        benchmark = WebBenchmark(browser, platform.url, account)
        editor = f"/create-video?project={project_id}"
        benchmark.sizes(editor)
        for path, name, limits in (
            ("/exports", "list", (1.0, 2.0)),
            (editor, "editor", (1.5, 2.5)),
        ):
            for slower, limit in zip((1, SLOWER), limits, strict=True):
                benchmark.paints(path, f"{name}, {slower}× slower", slower=slower, limit=limit)
        benchmark.drags(editor)
        benchmark.saves(editor)


def new_project(account: Account, upload_id: int) -> int:
    """Create a timeline of 500 clips and return its id."""
    seconds = 0.5
    clips = [
        {
            "id": f"clip-{number}",
            "uploadId": upload_id,
            "sourceStartSeconds": number % 10 * seconds,
            "sourceEndSeconds": (number % 10 + 1) * seconds,
            "startSeconds": number * seconds,
        }
        for number in range(CLIPS)
    ]
    project = account.request("POST", "/api/create-video/projects", json={"name": "Long"})
    project_id = int(project["project"]["id"])
    timeline = {"version": "create_video_v1", "clips": clips}
    path = f"/api/create-video/projects/{project_id}/timeline"
    account.request("PATCH", path, json={"timeline": timeline})
    return project_id


@dataclass(frozen=True, slots=True)
class WebBenchmark:
    """A browser, the platform it looks at, and the user who is signed in."""

    browser: Browser
    url: str
    account: Account

    def sizes(self, editor: str) -> None:
        """Print the compressed size of what pages load."""
        shell = self._loaded("/account", lambda tab: tab.page.wait_for_load_state("networkidle"))
        page = self._loaded("/exports", lambda tab: tab.page.wait_for_load_state("networkidle"))
        edit = self._loaded(editor, _wait_for_timeline)
        player = {name for name in edit if name.startswith(("hls", "player"))}
        Budget("shell", kib(scripts(shell)), 115, "KiB gz").print()
        Budget("list page beyond it", kib(scripts(page) - scripts(shell)), 35, "KiB gz").print()
        mine = scripts(edit) - scripts(shell) - player
        Budget("editor beyond it", kib(mine), 90, "KiB gz").print()
        Budget("player", kib(player | library_files()), 160, "KiB gz").print()
        Budget("styles", kib({one for one in shell if one.endswith(".css")}), 20, "KiB gz").print()

    def _loaded(self, path: str, wait: Callable[[Tab], Any]) -> set[str]:
        loaded: set[str] = set()
        with opened_tab(self.browser, self.url, self.account) as tab:
            tab.page.on("response", lambda one: loaded.add(one.url.rpartition("/")[2]))
            tab.open(path)
            wait(tab)
        return loaded

    def paints(self, path: str, name: str, *, slower: int, limit: float) -> None:
        """Print when the largest part of a page showed, and how much its layout moved."""
        with opened_tab(self.browser, self.url, self.account) as tab:
            _protocol(tab.page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
            tab.page.add_init_script(_WATCH_PAINTS)
            tab.open(path)
            tab.page.wait_for_load_state("networkidle")
            tab.page.wait_for_function("() => window.painted.lcp > 0")
            painted = tab.page.evaluate("() => window.painted")
        Budget(f"LCP {name}", painted["lcp"] / 1000, limit, "s").print()
        Budget(f"CLS {name}", painted["cls"], 0.02, "").print()

    def drags(self, editor: str) -> None:
        """Drag one clip to and fro, and print how its frames came, and the heap."""
        with opened_tab(self.browser, self.url, self.account) as tab:
            tab.open(editor)
            _wait_for_timeline(tab)
            protocol = _protocol(tab.page)
            protocol.send("Performance.enable")
            tab.page.evaluate(f"() => {{ {_WATCH_FRAMES} }}")
            before = _metric(protocol, "ScriptDuration")
            _drag(Editor(tab, self.account))
            scripted = _metric(protocol, "ScriptDuration") - before
            moments: list[float] = tab.page.evaluate("() => window.frame_moments")
            gaps = [later - earlier for earlier, later in itertools.pairwise(moments)]
            tasks = tab.page.evaluate("() => window.long_tasks")
            protocol.send("HeapProfiler.collectGarbage")
            heap = _metric(protocol, "JSHeapUsedSize") / 2**20
        Budget("drag", 1000 / statistics.mean(gaps), 55, "frames/s", is_least=True).print()
        Budget("drag, frame p95", _p95(gaps), 25, "ms").print()
        Budget("drag, long tasks", tasks, 0, "").print()
        Budget("drag, scripts", scripted * 1000 / len(gaps), 2, "ms/frame").print()
        Budget("heap of the editor", heap, 60, "MiB").print()

    def saves(self, editor: str) -> None:
        """Add titles, and print how long each took from the key to the answer of the save."""
        taken = []
        with opened_tab(self.browser, self.url, self.account) as tab:
            tab.open(editor)
            _wait_for_timeline(tab)
            tab.page.get_by_role("tab", name="Titles").click()
            for _ in range(SAVES):
                with tab.page.expect_response(lambda one: one.url.endswith("/timeline")):
                    started = time.perf_counter()
                    tab.page.get_by_role("button", name="Add Caption at the playhead").click()
                taken.append(time.perf_counter() - started)
        Budget("edit saved, p95", _p95(taken), 1.5, "s").print()


def _drag(editor: Editor) -> None:
    box = editor.lane("video").nth(2).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = editor.page.mouse
    mouse.move(x, y)
    mouse.down()
    until, step = time.perf_counter() + DRAG_SECONDS, 0
    while time.perf_counter() < until:
        step += 1
        mouse.move(x + abs(step % 120 - 60) * 4, y)
    mouse.up()


def _wait_for_timeline(tab: Tab) -> None:
    tab.page.locator('[data-lane="video"] [role=option]').first.wait_for()
    tab.page.wait_for_load_state("networkidle")


def _protocol(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def _metric(protocol: CDPSession, name: str) -> float:
    found = protocol.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in found if one["name"] == name))


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def scripts(loaded: Iterable[str]) -> set[str]:
    """Return the names of the scripts among files."""
    return {name for name in loaded if name.endswith(".js")}


def library_files() -> set[str]:
    """Return the names of the built files of the library that plays streams."""
    return {one.name for one in (DIST / "assets").glob("hls-library-*.js")}


def kib(names: Iterable[str]) -> float:
    """Return the size of built files together, each compressed by gzip, in KiB."""
    files = (DIST / "assets" / name for name in set(names))
    return sum(len(gzip.compress(one.read_bytes())) for one in files if one.exists()) / 1024


if __name__ == "__main__":
    main()
