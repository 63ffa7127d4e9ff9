# SPDX-License-Identifier: Apache-2.0
"""Plays a page in Debian's Chromium, and looks at it as a person with assistive tools would."""

from __future__ import annotations

import atexit
import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.support.process.waiting import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[3]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)

# Of what is right, axe would describe every element, which takes four times as long.
_VIOLATIONS = "async () => (await axe.run({ resultTypes: ['violations'] })).violations"


@dataclass
class Played:
    """What came of playing a page."""

    current_time: float = 0.0
    size: tuple[int, int] = (0, 0)
    errors: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)


@contextmanager
def a_browser(*flags: str) -> Iterator[Browser]:
    """Have a browser for a block, started with more flags if there are any."""
    browser = _driver().chromium.launch(
        executable_path="/usr/bin/chromium-headless-shell", args=[*FLAGS, *flags]
    )
    try:
        yield browser
    finally:
        browser.close()


@functools.cache
def _driver() -> Playwright:
    """Start Playwright once in a process, because that costs more than to start a browser.

    From then on an event loop runs in the main thread, and others need a thread of their own.
    """
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright


def new_page(browser: Browser, **options: Any) -> Page:  # Any: as Playwright takes them
    """Open a page whose waits end only when it must have hung."""
    page = browser.new_page(**options)
    page.set_default_timeout(HANG_SECONDS * 1000)
    return page


def play(url: str, *, seconds: float) -> Played:
    """Open a page, press play, and wait until its video has played for so long."""
    played = Played()
    with a_browser() as browser:
        page = new_page(browser)
        page.on("pageerror", lambda error: played.errors.append(str(error)))
        page.on(
            "console",
            lambda said: played.errors.append(said.text) if said.type == "error" else None,
        )
        page.goto(url)
        page.evaluate(
            "() => { const v = document.querySelector('video'); v.muted = true; v.play() }"
        )
        page.wait_for_function(
            "least => document.querySelector('video').currentTime >= least",
            arg=seconds,
        )
        width, height, at = page.evaluate(
            "() => { const v = document.querySelector('video');"
            " return [v.videoWidth, v.videoHeight, v.currentTime] }"
        )
        played.size, played.current_time = (width, height), at
        played.violations = axe_violations(page)
    return played


def axe_violations(page: Page) -> list[str]:
    """List what axe finds wrong with the page as it is now."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate(_VIOLATIONS)
    return [
        f"{one['id']}: {one['help']}: {[node['html'] for node in one['nodes']]}" for one in found
    ]
