# SPDX-License-Identifier: Apache-2.0
"""Look at a page in every width and theme."""

from __future__ import annotations

import os
from pathlib import Path

from tests.support.web.browser import DRAWER, NARROW, WIDE, Tab
from tests.support.web.drawing import wait_until_drawn

SIZES = (WIDE, DRAWER, NARROW)
SCHEMES = ("dark", "light")
PICTURES = os.environ.get("PAGE_PICTURES")
"""The folder for a picture of every page, state, width and theme; none are taken without."""


def look(tab: Tab, name: str, sizes: tuple[dict[str, int], ...] = SIZES) -> None:
    """Look at a page in widths and themes; take its picture if there is a folder for it."""
    for viewport in sizes:
        tab.page.set_viewport_size(viewport)  # type: ignore[arg-type]
        for scheme in SCHEMES:
            tab.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            wait_until_drawn(tab.page)
            if PICTURES:
                file = f"{name}-{viewport['width']}-{scheme}.png"
                tab.page.screenshot(path=Path(PICTURES) / file, animations="disabled")
            violations = tab.violations()
            assert violations == [], (violations, viewport, scheme)
            assert not tab.is_too_wide(), (viewport, scheme)
